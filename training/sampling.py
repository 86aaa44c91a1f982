"""Picks a few of many items, evenly over their order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

_T = TypeVar("_T")


def evenly(some: Sequence[_T], most: int) -> list[_T]:
    """At most `most` of the items, evenly spaced and in order; none if `most` is below 1."""
    most = max(0, most)
    if len(some) <= most:
        return list(some)
    return [some[at * len(some) // most] for at in range(most)]
