"""From a head's labels to a mood that a reply may answer to.

A wrong word of empathy does more harm than none: a mood is named where the head is sure of it, or
where it is less sure and the words say it outright too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, cast

from assistant.drafting.mood import MOODS, Mood
from assistant.drafting.mood import mood as by_words
from assistant.understanding.head import Floats, Head, featured

BUILT_IN: Final = Path(__file__).with_name("mood")
"""Folder of the head that ships, written by `python -m benchmarks.fit_mood`."""
SURE: Final = 0.6
"""Probability from which the head alone is believed."""
LIKELY: Final = 0.25
"""Probability from which the head agrees with what the words say outright."""

__all__ = ["BUILT_IN", "LIKELY", "MOODS", "SURE", "by_words", "judged", "named"]


def judged(head: Head, vectors: Floats, text: str) -> Mood:
    """The mood of one text.

    Args:
        head: Its labels are moods, perhaps among others, which count as `neutral`.
        vectors: Of the text, shape (1, dims).
        text: The text.
    """
    likely = head.probabilities(featured(vectors, [text], head.grams))[0]
    return named(dict(zip(head.labels, likely.tolist(), strict=True)), by_words(text))


def named(likely: dict[str, float], said: Mood) -> Mood:
    """What a head's probabilities and the words come to together."""
    best = max((label for label in likely if label in MOODS), key=lambda label: likely[label])
    if best != "neutral" and likely[best] >= SURE:
        return cast("Mood", best)
    return said if said != "neutral" and likely.get(said, 0.0) >= LIKELY else "neutral"
