"""A head learns labels, recognizes texts out of scope, and is deterministic."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.errors import InputError
from assistant.understanding.head import OUT
from tests.training.classify.asked import labelled, messages, strange, together
from training.classify.fitting import Labelled, fit_head
from training.classify.measures import measure
from training.classify.regression import fit


def test_a_head_says_the_label_of_messages_it_has_not_seen() -> None:
    head = fit_head(messages(400, seed=1), "tiny")
    asked = messages(200, seed=2)
    said = [one.likeliest for one in head.predict(asked.vectors, asked.texts)]
    assert measure(asked.labels, said).accuracy > 0.97


def test_what_fits_no_label_is_told_without_examples_of_it() -> None:
    head = fit_head(messages(400, seed=1), "tiny")
    asked = together(messages(200, seed=2), strange(100, seed=3))
    figures = measure(asked.labels, [one.label for one in head.predict(asked.vectors, asked.texts)])
    assert figures.oos_recall is not None
    assert figures.oos_recall > 0.8
    assert figures.accuracy > 0.9


def test_examples_of_what_fits_none_help() -> None:
    head = fit_head(together(messages(400, seed=1), strange(40, seed=5)), "tiny")
    asked = strange(100, seed=6)
    said = head.predict(asked.vectors, asked.texts)
    assert np.mean([one.label == OUT for one in said]) > 0.95
    assert {one.likeliest for one in said} <= set(head.labels) - {OUT}


def test_vectors_that_were_trained_on_do_not_tell_how_near_others_lie() -> None:
    """A tuned encoder moves its training texts to the centroid of their label, but not new ones."""
    some = messages(1500, seed=1)
    vectors, truth = some.vectors.copy(), np.array(some.labels)
    for label in set(some.labels):
        seen = np.flatnonzero(truth[:1440] == label)
        vectors[seen] += 20 * vectors[seen].mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    unseen = np.arange(1500) >= 1440
    asked = messages(300, seed=2)

    def refused(known: Labelled) -> float:
        said = fit_head(known, "tiny").predict(asked.vectors, asked.texts)
        return float(np.mean([one.label == OUT for one in said]))

    assert refused(Labelled(some.texts, some.labels, vectors, unseen)) < 0.1
    assert refused(Labelled(some.texts, some.labels, vectors)) > 0.2


def test_a_head_that_may_not_refuse_always_names_a_label() -> None:
    head = fit_head(messages(200, seed=1), "tiny", refused=0)
    asked = strange(50, seed=3)
    assert all(one.label for one in head.predict(asked.vectors, asked.texts))


def test_the_same_examples_give_the_same_head() -> None:
    one, other = (fit_head(messages(100, seed=1), "tiny") for _ in range(2))
    np.testing.assert_array_equal(one.weights, other.weights)
    assert one.floor == other.floor


def test_of_more_texts_than_are_learnt_from_every_label_keeps_some(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("training.classify.fitting._MOST", 100)
    many = together(messages(600, seed=1, labels=("refund", "delivery")),
                    messages(10, seed=2, labels=("invoice",)))  # fmt: skip
    head = fit_head(many, "tiny", refused=0)
    asked = messages(30, seed=9, labels=("invoice",))
    said = [one.label for one in head.predict(asked.vectors, asked.texts)]
    assert np.mean([label == "invoice" for label in said]) > 0.7


def test_one_label_is_nothing_to_learn() -> None:
    with pytest.raises(InputError) as told:
        fit_head(together(messages(20, seed=1, labels=("refund",)), strange(9, seed=2)), "tiny")
    assert told.value.code == "intents.one-label"


def test_texts_without_a_word_break_nothing() -> None:
    odd = ["", "   ", "?!?", "\ud800", "🙂" * 3_000, "a" * 100_000]
    known = together(messages(60, seed=1), labelled(odd, ["refund"] * len(odd)))
    head = fit_head(known, "tiny")
    said = head.predict(known.vectors[-len(odd) :], odd)
    assert all(0 <= one.confidence <= 1 for one in said)
    assert head.predict(known.vectors[:0], []) == []


def test_the_loss_falls_with_every_step_and_ends_where_it_is_flat() -> None:
    chance = np.random.default_rng(4)
    features = chance.standard_normal((300, 20)).astype(np.float32)
    truth = (features[:, :3] @ np.eye(3, dtype=np.float32)).argmax(axis=1)
    losses: list[float] = []
    weights = fit(features, truth, 3, steps=300, tell=lambda _, __, loss: losses.append(loss))
    gradient = _gradient(features, truth, weights)
    assert len(losses) < 300
    assert losses[-1] == min(losses)
    assert np.abs(gradient).max() < 0.05 * np.abs(_gradient(features, truth, weights * 0)).max()


def _gradient(features: np.ndarray, truth: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The gradient of the summed loss with ridge, by its definition."""
    rows = np.hstack([features, np.ones((len(features), 1), np.float32)])
    scores = np.exp(rows @ weights)
    likely = scores / scores.sum(axis=1, keepdims=True)
    likely[np.arange(len(truth)), truth] -= 1
    return rows.T @ likely + 0.1 * weights


def test_few_rows_and_many_columns_come_to_the_same_as_the_other_way_round() -> None:
    chance = np.random.default_rng(4)
    features = chance.standard_normal((30, 40)).astype(np.float32)
    truth = chance.integers(0, 3, 30)
    wide = fit(features, truth, 3, steps=300)
    # three copies give more rows than columns; the ridge is tripled, as the loss is
    tall = fit(np.tile(features, (3, 1)), np.tile(truth, 3), 3, ridge=0.3, steps=300)
    np.testing.assert_allclose(wide, tall, atol=0.02)
