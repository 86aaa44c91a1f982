"""A few of many, from the first to the last: so that no end of their order is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

_T = TypeVar("_T")


def evenly(some: Sequence[_T], most: int) -> list[_T]:
    """At most so many of them, evenly spread over all, in their order; none below 1."""
    most = max(0, most)
    if len(some) <= most:
        return list(some)
    return [some[at * len(some) // most] for at in range(most)]
