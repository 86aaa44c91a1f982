"""On which scale an export's customers rate: told from all of its ratings together.

One of a file alone tells nothing: a 1 is the best of a thumb up or down, and the worst of five
stars. Ratings are compared as if all were stars from 1 to 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from assistant.contracts.transcripts import RatingScale

USUAL: Final[RatingScale] = "five"
_BEST: Final = 5.0
_BAD: Final = 3.0
_GOOD: Final = 3.8
_LOWEST: Final[dict[RatingScale, float]] = {
    "yes-no": 0, "signed": -1, "five": 1, "ten": 0, "hundred": 0,
}  # fmt: skip
_HIGHEST: Final[dict[RatingScale, float]] = {
    "yes-no": 1, "signed": 1, "five": 5, "ten": 10, "hundred": 100,
}  # fmt: skip


def scale_of(ratings: Iterable[float]) -> RatingScale:
    """The scale of these ratings; "" where they fit none, or several.

    Args:
        ratings: Every value that occurs.
    """
    values = set(ratings)
    if not values:
        return ""
    low, high = min(values), max(values)
    if low < 0:
        return "signed" if low >= _LOWEST["signed"] and high <= _HIGHEST["signed"] else ""
    if high <= _HIGHEST["yes-no"]:
        # ones alone are thumbs up, or the worst of five stars; noughts alone are no ratings
        return "yes-no" if low < high else ""
    for scale in ("five", "ten", "hundred"):
        if high <= _HIGHEST[scale]:
            return scale
    return ""


def stars(rating: float | None, scale: RatingScale) -> float | None:
    """A rating as stars from 1 to 5; None where nobody rated, or nobody knows what it means."""
    if rating is None or not scale:
        return None
    low, high = _LOWEST[scale], _HIGHEST[scale]
    if not low <= rating <= high:
        return None  # with five stars, 0 says that there is no rating
    return 1 + (_BEST - 1) * (rating - low) / (high - low)


def is_bad(rating: float | None, scale: RatingScale) -> bool:
    """Whether a customer was not content."""
    given = stars(rating, scale)
    return given is not None and given < _BAD


def is_good(rating: float | None, scale: RatingScale) -> bool:
    """Whether a customer was content."""
    given = stars(rating, scale)
    return given is not None and given > _GOOD


def counted(ratings: Mapping[str, int], scale: RatingScale) -> tuple[int, int]:
    """How many ratings are good, and how many bad.

    Args:
        ratings: Rating, as an examination writes it → conversations.
        scale: Theirs.
    """
    good = sum(count for rating, count in ratings.items() if is_good(float(rating), scale))
    bad = sum(count for rating, count in ratings.items() if is_bad(float(rating), scale))
    return good, bad


def judged_alike(ratings: Iterable[str], one: RatingScale, other: RatingScale) -> bool:
    """Whether the same of these ratings are bad on both scales."""
    return all(is_bad(float(r), one) == is_bad(float(r), other) for r in ratings)
