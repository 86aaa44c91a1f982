"""Runs a generator to its end for callers that need only its result."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

_R = TypeVar("_R")


def result_of(work: Generator[Any, None, _R]) -> _R:
    """Run a generator to its end and return its return value; its exceptions propagate."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: _R = end.value
            return result
