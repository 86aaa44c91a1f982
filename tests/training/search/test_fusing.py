"""The weight of words beside tuned vectors: the smallest good change on held-out questions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from retrieval import search_model
from retrieval.embedder import Embedder
from retrieval.embedder_export.prepare import prepare
from retrieval.fusion import FEATURES
from tests.retrieval.tiny_models import write_model
from training.search.fusing import FACTORS, chosen, refit, weighed
from training.search.learner import QuestionAnswerPairs

pytestmark = pytest.mark.torch

_ANSWERS = ["kettle broken", "refund card", "reset password", "delivery address"]


@pytest.mark.parametrize(
    ("here", "elsewhere", "factor"),
    [
        ({}, {}, 1.0),  # no gain: no change
        ({0.6: 0.9}, {}, 0.6),
        ({0.6: 0.503}, {}, 1.0),  # the gain is too small
        ({0.4: 0.9, 0.8: 0.9}, {}, 0.8),  # the smaller change
        ({0.6: 0.6, 1.6: 0.55}, {0.6: 0.4}, 1.6),  # losses on the other shop count more
    ],
)
def test_the_least_change_that_wins_is_taken(
    here: dict[float, float], elsewhere: dict[float, float], factor: float
) -> None:
    even = dict.fromkeys(FACTORS, 0.5)
    assert chosen(even | here, even | elsewhere) == factor


def test_only_words_are_weighed() -> None:
    ranking = np.arange(1.0, len(FEATURES) + 1)
    changed = weighed(ranking, 2.0) / ranking
    of = dict(zip(FEATURES, changed, strict=True))
    assert {name for name, times in of.items() if times == 2} == {
        "words", "words_alone", "words_of_question", "both", "conversation_words", "turn_words",
    }  # fmt: skip
    assert set(changed.tolist()) == {1.0, 2.0}


def test_figures_fitted_to_a_model_stay_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "base"
    for _ in prepare(write_model(tmp_path / "weights", seed=1), folder, precision="fp32"):
        pass
    shipped = search_model.shipped()
    assert Embedder(folder, threads=1).search is shipped
    own = replace(shipped, ranking=weighed(shipped.ranking, 0.5))
    (folder / search_model.FILE).write_text(search_model.written(own), encoding="utf-8")
    embedder = Embedder(folder, threads=1)
    np.testing.assert_allclose(embedder.search.ranking, own.ranking)
    asked = QuestionAnswerPairs(
        ["my kettle", "a refund", "the password", "an address"], [0, 1, 2, 3], _ANSWERS
    )
    found = refit(embedder, asked, QuestionAnswerPairs(["broken"], [0], _ANSWERS))
    np.testing.assert_array_equal(found.confidence, own.confidence)
    assert any(np.allclose(found.ranking, weighed(own.ranking, one)) for one in FACTORS)
    assert refit(embedder, QuestionAnswerPairs([], [], _ANSWERS), asked) is embedder.search


@pytest.mark.parametrize("content", ["", "{}", "[]", "null", '{"format": 1, "ranking": 3}', "\xff"])
def test_figures_that_cannot_be_read_are_those_that_ship(tmp_path: Path, content: str) -> None:
    (tmp_path / search_model.FILE).write_bytes(content.encode("latin-1"))
    assert search_model.beside(tmp_path) is search_model.shipped()
