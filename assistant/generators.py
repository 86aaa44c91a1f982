"""Work that is a generator, for who does not follow its steps."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

_R = TypeVar("_R")


def result_of(work: Generator[Any, None, _R]) -> _R:
    """What work returns at its end; errors as the work raises them."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: _R = end.value
            return result
