"""The parity check of converted models."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from assistant.models.convert.onnx_scores import score
from assistant.models.convert.texts import Text, texts
from assistant.models.parity import AGREEMENT, INT4_RATIO, Scores, judge, surprise_of
from assistant.models.parity_texts import cases
from assistant.models.shelf import InstalledModel

PLACES = 10_000


def scores(perplexity: float, *, wrong: int = 0) -> Scores:
    likeliest = np.zeros(PLACES, np.int64)
    likeliest[:wrong] = 1
    return Scores([likeliest], PLACES * math.log(perplexity), PLACES)


def test_surprise_is_what_the_definition_says() -> None:
    random = np.random.default_rng(0)
    logits = random.standard_normal((20, 50)).astype(np.float32) * 5
    wanted = random.integers(0, 50, 20)
    odds = np.exp(logits.astype(np.float64))
    expected = -np.log(odds[np.arange(20), wanted] / odds.sum(axis=1)).sum()
    assert surprise_of(logits, wanted) == pytest.approx(expected)
    assert surprise_of(logits + 1e4, wanted) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(
    ("fp32", "int4", "passes"),
    [
        (scores(10), scores(10.1), True),
        (scores(10, wrong=round((1 - AGREEMENT) * PLACES)), scores(10), True),
        (scores(10, wrong=round((1 - AGREEMENT) * PLACES) + 1), scores(10), False),
        (scores(10), scores(10 * INT4_RATIO * 0.999), True),
        (scores(10), scores(10 * INT4_RATIO * 1.001), False),
        (scores(10), Scores([np.zeros(PLACES, np.int64)], math.nan, PLACES), False),
        (None, scores(10.1), True),
        (None, scores(20), False),
    ],
)
def test_the_gate_stands_where_it_says(fp32: Scores | None, int4: Scores, passes: bool) -> None:
    result = judge(scores(10), fp32, int4, reference="torch")
    assert result.passed is passes
    assert (result.agreement is None) is (fp32 is None)


def test_the_fixed_set_is_large_enough_for_its_bar(own_source: Path) -> None:
    """The allowed disagreement, a thousandth, must be more than one position."""
    fixed = texts(own_source, "own", context=512, end=1)
    assert len(fixed) == len(cases())
    assert sum(len(text.ids) for text in fixed) > 2 / (1 - AGREEMENT)
    assert all(0 < text.reply < len(text.ids) and text.ids[-1] == 1 for text in fixed)


def test_a_text_longer_than_the_window_keeps_its_reply(own_source: Path) -> None:
    whole = texts(own_source, "own", context=2048, end=1)
    cut = texts(own_source, "own", context=128, end=1)
    for long, short in zip(whole, cut, strict=True):
        assert len(short.ids) <= 127
        reply = short.ids[short.reply :]
        assert np.array_equal(reply, long.ids[long.reply :][: len(reply)])


def test_every_place_is_scored_once(converted: InstalledModel) -> None:
    """Feeding pieces of 64 tokens gives the same scores as feeding single tokens."""
    folder = converted.onnx("fp32")
    assert folder is not None
    random = np.random.default_rng(1)
    fixed = [Text(random.integers(20, 500, size), size // 3) for size in (63, 64, 65, 200)]
    found: list[Scores] = []
    list(score(folder, fixed, found))
    singly: list[Scores] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.models.convert.onnx_scores._PIECE", 1)
        list(score(folder, fixed, singly))
    assert found[0].tokens == singly[0].tokens == sum(len(t.ids) - t.reply for t in fixed)
    assert found[0].surprise == pytest.approx(singly[0].surprise, rel=1e-5)
