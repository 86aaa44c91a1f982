"""The examples of mood: from labels that name a mood, else from ratings."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.contracts import TrainingRequest
from assistant.transcripts.kept import KeptConversation
from assistant.transcripts.kept.records import KeptTurn
from training.classify.collecting import Collected, Example, _evened
from training.classify.mood_task import MoodTask
from training.recipes.mood import MoodRecipe

_REQUEST = TrainingRequest(kind="mood")


def conversation(rating: float | None, *labels: str) -> KeptConversation:
    turns = (
        KeptTurn("customer", "Where is my parcel?"), KeptTurn("agent", "On its way."),
        KeptTurn("customer", "That took far too long."), KeptTurn("agent", "Sorry."),
    )  # fmt: skip
    return KeptConversation(
        id=1, set_id=1, key="T1", at=None, agent="", customer_hash="", labels=labels,
        rating=rating, language="en", solved=True, subject="", turns=turns,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rating", "labels", "mood", "text"),
    [
        (1.0, (), "angry", "That took far too long."),
        (5.0, (), "thankful", "That took far too long."),
        (3.0, ("billing",), "neutral", "That took far too long."),
        (1.0, ("worried",), "worried", "Where is my parcel?"),
        (None, ("billing",), None, "That took far too long."),
    ],
)  # fmt: skip
def test_a_label_comes_before_a_rating(
    rating: float | None, labels: tuple[str, ...], mood: str | None, text: str
) -> None:
    source = MoodTask().label_source(None, _REQUEST, MoodRecipe())  # type: ignore[arg-type]  # not asked
    one = conversation(rating, *labels)
    assert source.label is not None
    assert (source.label(one), source.text(one)) == (mood, text)


def test_ratings_are_left_alone_when_they_are_not_wanted() -> None:
    recipe = MoodRecipe.from_preset("balanced", {"ratings": False})
    source = MoodTask().label_source(None, _REQUEST, recipe)  # type: ignore[arg-type]  # not asked
    assert source.label is not None
    assert source.label(conversation(1.0)) is None


def test_ratings_that_are_mostly_good_do_not_drown_the_others() -> None:
    said = [Example(f"good {n}", "thankful", "train") for n in range(90)]
    said += [Example(f"bad {n}", "angry", "train") for n in range(10)]
    said += [Example(f"later {n}", "thankful", "judge") for n in range(30)]
    found = _evened(Collected(said))
    assert Counter(one.label for one in found.on("train")) == {"thankful": 20, "angry": 10}
    assert len(found.on("judge")) == 30, "what it is judged by stays as it is"
    assert found.left_out["too-common"] == 70
    assert found.on("train")[0].text != "good 0"
    assert found.on("train")[19].text == "good 89"
