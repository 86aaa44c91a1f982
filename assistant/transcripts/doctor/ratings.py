"""Determines the rating scale of an export from all of its ratings together.

A single rating does not reveal the scale: a 1 is the best value of thumbs up or down, and the worst
of five stars. Ratings are converted to stars from 1 to 5 before they are compared.
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
    """The scale that these ratings fit; "" if they fit none or it is ambiguous.

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
        # only ones could be thumbs up or the worst of five stars; only zeros are no ratings
        return "yes-no" if low < high else ""
    for scale in ("five", "ten", "hundred"):
        if high <= _HIGHEST[scale]:
            return scale
    return ""


def stars(rating: float | None, scale: RatingScale) -> float | None:
    """A rating as stars from 1 to 5; None without a rating, without a known scale, or off it."""
    if rating is None or not scale:
        return None
    low, high = _LOWEST[scale], _HIGHEST[scale]
    if not low <= rating <= high:
        return None  # with five stars, 0 means that there is no rating
    return 1 + (_BEST - 1) * (rating - low) / (high - low)


def is_bad(rating: float | None, scale: RatingScale) -> bool:
    """Whether the rating is bad: fewer than three stars."""
    given = stars(rating, scale)
    return given is not None and given < _BAD


def is_good(rating: float | None, scale: RatingScale) -> bool:
    """Whether the rating is good: more than 3.8 stars."""
    given = stars(rating, scale)
    return given is not None and given > _GOOD


def counted(ratings: Mapping[str, int], scale: RatingScale) -> tuple[int, int]:
    """How many ratings are good, and how many bad.

    Args:
        ratings: Rating as formatted in an examination → number of conversations.
        scale: Scale of these ratings.
    """
    good = sum(count for rating, count in ratings.items() if is_good(float(rating), scale))
    bad = sum(count for rating, count in ratings.items() if is_bad(float(rating), scale))
    return good, bad


def judged_alike(ratings: Iterable[str], one: RatingScale, other: RatingScale) -> bool:
    """Whether both scales agree on which of these ratings are bad."""
    return all(is_bad(float(r), one) == is_bad(float(r), other) for r in ratings)
