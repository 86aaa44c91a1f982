"""Evidence to features."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from retrieval.fusion import FEATURES, Evidence, features
from retrieval.search_model import SearchModelError, parse, shipped

EVIDENCE = Evidence(
    question=np.array([0.9, np.nan, 0.2]),
    answer=np.array([0.3, 0.6, 0.1]),
    words=np.array([0.5, 0.0, 0.4]),
    words_of_question=np.array([0.4, 0.0, 0.4]),
    around=np.array([0.5, 0.1, 0.4]),
    title=np.array([0.0, 0.0, 0.0]),
    context=np.array([0.9, 0.6, 0.2]),
    readable=1.0,
    followup=0.0,
)


def column(evidence: Evidence, name: str, entries: int = 120) -> list[float]:
    found: list[float] = features(evidence, entries)[:, FEATURES.index(name)].tolist()
    return found


def test_the_nearest_vector_counts_whichever_field_it_is_of() -> None:
    assert column(EVIDENCE, "nearest") == pytest.approx([0.9, 0.6, 0.2])
    assert column(EVIDENCE, "question") == pytest.approx([0.9, 0.0, 0.2])


def test_what_the_model_cannot_read_it_cannot_rank() -> None:
    blind = replace(EVIDENCE, readable=0.0)
    silent = ("question", "answer", "nearest", "both", "conversation_nearest", "turn_nearest")
    for name in silent:
        assert column(blind, name) == [0, 0, 0]
    assert column(blind, "words_alone") == pytest.approx([0.5, 0, 0.4])
    assert column(EVIDENCE, "words_alone") == [0, 0, 0]


def test_words_weigh_more_where_there_is_more_to_choose_from() -> None:
    few, usual, many = (column(EVIDENCE, "words", size)[0] for size in (20, 120, 20_000))
    assert usual == pytest.approx(0.5)
    assert few < usual < many


def test_earlier_turns_count_only_while_no_title_was_spoken_of() -> None:
    talked = replace(EVIDENCE, followup=1.0)
    named = replace(talked, title=np.array([0.0, 0.0, 2.0]))
    assert column(EVIDENCE, "conversation_words") == [0, 0, 0]
    assert column(talked, "conversation_words") == pytest.approx([0.5, 0.1, 0.4])
    assert column(named, "conversation_words") == [0, 0, 0]
    assert column(named, "title") == [0, 0, 2]


def test_shipped_figures_rank_by_sense() -> None:
    weights = dict(zip(FEATURES, shipped().ranking.tolist(), strict=True))
    for name in ("question", "answer", "nearest", "words", "words_alone", "title"):
        assert weights[name] > 0
    assert 0 < shipped().floor <= 0.5


def test_figures_for_other_features_are_refused() -> None:
    for text in ('{"format": 99}', '{"format": 1, "ranking": {"magic": 1}, "confidence": {}}'):
        with pytest.raises(SearchModelError) as caught:
            parse(text)
        assert caught.value.code == "search.model"
