"""The engine's predictions of intent and mood for a message."""

from __future__ import annotations

import pytest

from assistant.paths import Home
from assistant.understanding.head_files import NUMBERS, Heads
from assistant.understanding.head_vectors import HeadVectors
from assistant.understanding.moods import named
from assistant.understanding.understanding import Understanding
from retrieval.embedder import Embedder
from tests.training.classify.asked import messages
from training.classify.fitting import Labelled, fit_head


@pytest.fixture
def heads(home: Home, shipped_embedder: Embedder) -> Heads:
    """The heads of a home, with one for intents that is not in use yet."""
    home.create()
    asked = messages(120, seed=1)
    source = HeadVectors(shipped_embedder)
    known = Labelled(asked.texts, asked.labels, source.vectors(list(asked.texts)))
    kept = Heads(home)
    kept.add("intents", "one", fit_head(known, source.embedding))
    return kept


def test_the_head_in_use_names_intents_and_none_where_none_fits(
    home: Home, heads: Heads, shipped_embedder: Embedder
) -> None:
    understanding = Understanding(home, lambda: shipped_embedder)
    assert understanding.understand("where is my parcel", "en").intent == ""
    heads.use("intents", "one")
    understanding.refresh()
    found = understanding.understand("please tell me where my parcel is", "en")
    assert found.intent == "delivery"
    assert found.confidence > 0.5
    assert understanding.understand("photosynthesis in alpine lichens", "en").intent == ""
    assert understanding.understand("", "en").intent == ""


def test_a_damaged_head_says_nothing_and_the_mood_is_told_all_the_same(
    home: Home, heads: Heads, shipped_embedder: Embedder
) -> None:
    heads.use("intents", "one")
    (heads.folder("intents", "one") / NUMBERS).write_bytes(b"")
    understanding = Understanding(home, lambda: shipped_embedder)
    found = understanding.understand("Thank you so much, this is wonderful!", "en")
    assert (found.intent, found.mood) == ("", "thankful")


@pytest.mark.parametrize(
    ("text", "lang", "mood"),
    [
        ("I am furious, this is the worst service I have ever had", "en", "angry"),
        ("I'm so scared that my money is gone", "en", "worried"),
        ("Where can I find my invoice?", "en", "neutral"),
        ("非常感谢，太好了", "zh", "thankful"),
        ("我很担心我的包裹", "zh", "worried"),
    ],
)
def test_moods_are_told_in_both_languages(
    home: Home, shipped_embedder: Embedder, text: str, lang: str, mood: str
) -> None:
    understanding = Understanding(home, lambda: shipped_embedder)
    assert understanding.understand(text, lang).mood == mood


def test_words_are_believed_only_where_the_head_does_not_deny_it() -> None:
    assert named({"angry": 0.7, "neutral": 0.3}, "neutral") == "angry"
    assert named({"angry": 0.4, "neutral": 0.6}, "angry") == "angry"
    assert named({"angry": 0.1, "neutral": 0.9}, "angry") == "neutral"
    assert named({"angry": 0.5, "neutral": 0.5}, "neutral") == "neutral"
