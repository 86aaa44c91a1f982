"""Derives from a head's labels the mood that a reply may respond to.

Misplaced empathy does more harm than none: a mood is reported only if the head is sure of it, or if
it is less sure and the words state the mood explicitly.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, cast

from assistant.drafting.mood import MOODS, Mood
from assistant.drafting.mood import mood as by_words
from assistant.understanding.head import Floats, Head, featured

BUILT_IN: Final = Path(__file__).with_name("mood")
"""Folder of the head that ships with the program, written by `python -m benchmarks.fit_mood`."""
SURE: Final = 0.6
"""Probability from which the head alone is trusted."""
LIKELY: Final = 0.25
"""Probability from which the head confirms what the words state explicitly."""

__all__ = ["BUILT_IN", "LIKELY", "MOODS", "SURE", "by_words", "judged", "named"]


def judged(head: Head, vectors: Floats, text: str) -> Mood:
    """The mood of one text.

    Args:
        head: Its labels are moods, possibly among others, which count as `neutral`.
        vectors: Vectors of the text, shape (1, dims).
        text: The text.
    """
    likely = head.probabilities(featured(vectors, [text], head.grams))[0]
    return named(dict(zip(head.labels, likely.tolist(), strict=True)), by_words(text))


def named(likely: dict[str, float], said: Mood) -> Mood:
    """Combine a head's probabilities with the mood that the words state."""
    best = max((label for label in likely if label in MOODS), key=lambda label: likely[label])
    if best != "neutral" and likely[best] >= SURE:
        return cast("Mood", best)
    return said if said != "neutral" and likely.get(said, 0.0) >= LIKELY else "neutral"
