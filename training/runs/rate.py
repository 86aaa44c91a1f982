"""The speed of a run: examples per second over the last 30 seconds, and the time left."""

from __future__ import annotations

import time
from collections import deque

_WINDOW_S = 30.0
_LEAST_S = 0.5


class Rate:
    """Counts steps and examples in a sliding time window."""

    def __init__(self) -> None:
        self._marks: deque[tuple[float, int, int]] = deque()
        self._examples = 0

    def count(self, step: int, examples: int) -> float | None:
        """Record progress; returns examples per second, or None if it is too early to tell."""
        now = time.monotonic()
        self._examples += examples
        self._marks.append((now, step, self._examples))
        while len(self._marks) > 2 and now - self._marks[0][0] > _WINDOW_S:
            self._marks.popleft()
        first = self._marks[0]
        return (self._examples - first[2]) / (now - first[0]) if now - first[0] > _LEAST_S else None

    def seconds_for(self, steps: int) -> float | None:
        """The expected time for this many steps; None if it is too early to tell."""
        if not self._marks:
            return None
        (began, first, _), (now, last, _) = self._marks[0], self._marks[-1]
        if last <= first or now - began <= _LEAST_S:
            return None
        return max(0.0, steps * (now - began) / (last - first))
