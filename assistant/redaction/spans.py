"""Places in a text that are spoken for: personal, or known to be harmless."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Callable, Iterator
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

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches in the free places: what is taken parts a text like its end does."""
        for start, end in self._gaps():
            yield from pattern.finditer(self.text, start, end)

    def claim_all(
        self, pattern: re.Pattern[str], kind: str, check: Callable[[str], bool] | None = None
    ) -> None:
        """Take every free match (its group 1 where it has one) that passes the check."""
        group = 1 if pattern.groups else 0
        for match in self.matches(pattern):
            if match[group] and (check is None or check(match[group])):
                self.claim(match.start(group), match.end(group), kind)

    def keep(self, pattern: re.Pattern[str]) -> None:
        """Let every free match stay as it is."""
        for match in self.matches(pattern):
            self.claim(match.start(), match.end(), "")

    def _gaps(self) -> list[tuple[int, int]]:
        edges = [0, *(edge for span in self._spans for edge in span[:2]), len(self.text)]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return [(start, end) for start, end in pairs if start < end]

    def personal(self) -> list[Span]:
        """What is to be replaced, in order."""
        return [span for span in self._spans if span.kind]
