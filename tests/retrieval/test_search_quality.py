"""The bars of search quality, on public sets nothing was fitted on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.fitting_sets import bitext_canned
from benchmarks.search_sets import SearchSet, covid, dstc10, xquad
from retrieval.embedder import Embedder
from retrieval.evaluate import evaluate

pytestmark = pytest.mark.data

_MOST_ECE = 0.08
_OF_CHANCE = 0.01
"""Allowed for small sets: ten bins of 104 or 244 queries would show a perfect calibrator 0.06 to
0.1, and another processor's rounding moves a few queries between bins."""


def measured(some: SearchSet, embedder: Embedder) -> dict[str, Any]:
    """A set's figures; the ranking must not fall behind its better part."""
    found = evaluate(some.entries, some.queries, embedder)
    best = max(single["r_at_1"] for single in found["singles"].values())
    assert found["r_at_1"] >= best - max(0.01, 2 / found["n"])
    return found


def test_paraphrased_questions_to_a_faq(shared_data: Path, shipped_embedder: Embedder) -> None:
    found = measured(covid(shared_data), shipped_embedder)
    assert found["n"] == 244
    assert found["r_at_1"] >= 0.80
    assert found["ece"] <= _MOST_ECE + _OF_CHANCE


def test_english_questions_to_paragraphs(shared_data: Path, shipped_embedder: Embedder) -> None:
    found = measured(xquad(shared_data, "en"), shipped_embedder)
    assert found["n"] == 612
    assert found["r_at_1"] >= 0.938
    assert found["ece"] <= _MOST_ECE


def test_chinese_questions_to_paragraphs(shared_data: Path, shipped_embedder: Embedder) -> None:
    found = measured(xquad(shared_data, "zh"), shipped_embedder)
    assert found["n"] == 612
    assert found["r_at_1"] >= 0.91
    assert found["ece"] <= _MOST_ECE


def test_spoken_turns_to_snippets_of_places(shared_data: Path, shipped_embedder: Embedder) -> None:
    found = measured(dstc10(shared_data), shipped_embedder)
    assert found["n"] == 104
    assert found["r_at_5"] >= 0.50
    assert found["ece"] <= _MOST_ECE + _OF_CHANCE


def test_vectors_lead_where_words_mislead(shared_data: Path, shipped_embedder: Embedder) -> None:
    """Ready replies without questions, whose words are not the customers'."""
    found = measured(bitext_canned(0)(shared_data), shipped_embedder)
    assert found["singles"]["words"]["r_at_1"] < 0.5 < found["r_at_1"]
