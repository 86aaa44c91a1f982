"""Scores to probabilities."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.calibration import CONFIDENCE_FEATURES, confidence, confidence_features, odds
from retrieval.evaluate import expected_calibration_error
from retrieval.search_model import shipped
from tests.retrieval.test_fusion import EVIDENCE


def test_near_duplicates_share_their_odds() -> None:
    scores = np.array([3.0, 3.0, 3.0])
    assert odds(scores, [[0], [1], [2]], -99) == pytest.approx([1 / 3] * 3)
    assert odds(scores, [[0, 2], [1]], -99) == pytest.approx([2 / 3, 1 / 3])
    assert odds(scores + 1e4, [[0]], 0) == pytest.approx([1 / 3])


def test_the_best_of_few_is_not_sure_for_want_of_rivals() -> None:
    assert odds(np.array([6.0]), [[0]], 6.0) == pytest.approx([0.5])
    assert odds(np.array([1.0]), [[0]], 6.0)[0] < 0.01
    assert odds(np.array([20.0]), [[0]], 6.0)[0] > 0.99


def test_a_clear_lead_is_surer_than_a_close_one() -> None:
    def top(lead: float) -> float:
        shares = odds(np.array([5.0 + lead, 5.0, 1.0]), [[0], [1], [2]], 0.0)
        rows = confidence_features(shares, EVIDENCE, np.array([0, 1, 2]), 50.0)
        assert rows.shape == (3, len(CONFIDENCE_FEATURES))
        return float(confidence(rows, shipped().confidence)[0])

    assert 0 < top(0) < top(1) < top(4) < 1


def test_calibration_error_of_known_cases() -> None:
    assert expected_calibration_error([], []) == 0
    assert expected_calibration_error([1.0] * 10, [True] * 10) == 0
    assert expected_calibration_error([1.0] * 10, [False] * 10) == 1
    half = [True, False] * 50
    assert expected_calibration_error([0.5] * 100, half) == pytest.approx(0)
    assert expected_calibration_error([0.75] * 100, half) == pytest.approx(0.25)


def test_calibration_error_takes_bins_of_equal_mass() -> None:
    said = np.linspace(0, 1, 1000)
    right = np.random.default_rng(7).random(1000) < said
    assert expected_calibration_error(said.tolist(), right.tolist()) < 0.05
    backwards = (1 - said).tolist()
    assert expected_calibration_error(backwards, right.tolist()) == pytest.approx(0.5, abs=0.05)
