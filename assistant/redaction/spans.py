"""Places in a text that are spoken for: personal, or known to be harmless."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Callable
from typing import NamedTuple

_PLACEHOLDER = re.compile(r"\{\{[^{}]{0,80}\}\}")


class Span(NamedTuple):
    """`kind` is the placeholder's name, "" for a place that must stay as it is."""

    start: int
    end: int
    kind: str


class Taken:
    """The places found so far. The first to claim a character keeps it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._spans: list[Span] = []
        self.keep(_PLACEHOLDER)

    def claim(self, start: int, end: int, kind: str) -> bool:
        """Take a place; False if some of it is taken already."""
        if start >= end or not self.free(start, end):
            return False
        insort(self._spans, Span(start, end, kind))
        return True

    def free(self, start: int, end: int) -> bool:
        """Whether nothing of this place is taken."""
        after = bisect_right(self._spans, Span(start, len(self.text) + 1, ""))
        before_ends = self._spans[after - 1].end if after else 0
        after_starts = self._spans[after].start if after < len(self._spans) else end
        return before_ends <= start and end <= after_starts

    def claim_all(
        self, pattern: re.Pattern[str], kind: str, check: Callable[[str], bool] | None = None
    ) -> None:
        """Take every match (its group 1 where it has one) that passes the check."""
        group = 1 if pattern.groups else 0
        for match in pattern.finditer(self.text):
            if match[group] and (check is None or check(match[group])):
                self.claim(match.start(group), match.end(group), kind)

    def keep(self, pattern: re.Pattern[str]) -> None:
        """Let every match stay as it is."""
        for match in pattern.finditer(self.text):
            self.claim(match.start(), match.end(), "")

    def personal(self) -> list[Span]:
        """What is to be replaced, in order."""
        return [span for span in self._spans if span.kind]
