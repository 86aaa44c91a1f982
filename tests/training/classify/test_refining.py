"""A refined mood head predicts a company's labels, and is unchanged for other texts."""

from __future__ import annotations

import numpy as np
import pytest

from tests.training.classify.asked import labelled, messages, together
from training.classify.fitting import fit_head
from training.classify.mood_task import named
from training.classify.refining import refined

_KNOWN = fit_head(messages(300, seed=1), "tiny", refused=0)


def test_what_is_labelled_otherwise_is_learnt_and_the_rest_stays() -> None:
    new = ["the zebra form please", "zebra form again", "my zebra form", "where is the zebra form"]
    taught = labelled(new * 3, ["invoice"] * 12)
    head = refined(_KNOWN, taught.vectors, list(taught.texts), list(taught.labels), 0.1)
    asked = labelled(["a zebra form today"], [""])
    assert head.predict(asked.vectors, asked.texts)[0].label == "invoice"
    old = messages(200, seed=2)
    before, after = (
        [one.label for one in each.predict(old.vectors, old.texts)] for each in (_KNOWN, head)
    )
    assert np.mean([a == b for a, b in zip(before, after, strict=True)]) > 0.9


def test_the_harder_it_is_held_the_less_it_moves() -> None:
    taught = together(messages(20, seed=7, labels=("refund",)))
    moved = [
        np.abs(
            refined(_KNOWN, taught.vectors, list(taught.texts), ["invoice"] * 20, hold).weights
            - _KNOWN.weights
        ).sum()
        for hold in (0.1, 10.0, 1000.0)
    ]
    assert moved[0] > moved[1] > moved[2] > 0


@pytest.mark.parametrize(
    ("label", "mood"),
    [("Angry ", "angry"), ("frustrated", "angry"), ("neutral", "neutral"), ("billing", None)],
)
def test_labels_name_moods_in_other_words_too(label: str, mood: str | None) -> None:
    assert named(label) == mood
