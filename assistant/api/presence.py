"""Tracks whether any client is still using the engine."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Presence:
    """Counts requests in progress, including open event streams. For use in the event loop only."""

    def __init__(self) -> None:
        self._under_way = 0
        self._last = time.monotonic()

    @contextmanager
    def request(self) -> Iterator[None]:
        """Count one authorized request, from its head to the end of its response."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._last = time.monotonic()

    def idle_s(self) -> float:
        """Return the seconds since the last request ended, or 0 while one is in progress."""
        return 0.0 if self._under_way else time.monotonic() - self._last
