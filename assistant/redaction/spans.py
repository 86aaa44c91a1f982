"""Places in a text that are spoken for: personal, or known to be harmless."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

PLACEHOLDER = re.compile(r"\{\{[^{}]{0,80}\}\}")
_WORD = re.compile(r"\w+")
_FIGURES = re.compile(r"@|(?<!\w)[+(]?\d[\d .()/-]{3,}[\dXx]")
"""What no field is called: an address, a number."""
LETTER = r"[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
"""A letter or digit that may be part of what stands beside it: Chinese, Japanese and Korean are
written against numbers and addresses, and marks of emphasis as well (`_010 2345 6789_`)."""


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
        self._sorted = True
        self._mask = bytearray(len(text))
        if "{{" in text:
            for match in self.matches(PLACEHOLDER):
                if not _FIGURES.search(match[0]):
                    self.claim(match.start(), match.end(), "")

    def claim(self, start: int, end: int, kind: str) -> bool:
        """Take a place; False if some of it is taken already."""
        if start >= end or not self.free(start, end):
            return False
        self._sorted = self._sorted and (not self._spans or self._spans[-1].start < start)
        self._spans.append(Span(start, end, kind))
        self._mask[start:end] = b"\x01" * (end - start)
        return True

    def claim_rest(self, start: int, end: int, kind: str) -> bool:
        """Take what is still free of a place and has words in it; whether there was any."""
        found = False
        while start < end:
            start = self._mask.find(0, start, end)
            if start < 0:
                break
            stop = self._mask.find(1, start, end)
            stop = end if stop < 0 else stop
            words = list(_WORD.finditer(self.text, start, stop))
            if words:
                found |= self.claim(words[0].start(), words[-1].end(), kind)
            start = stop
        return found

    def free(self, start: int, end: int) -> bool:
        """Whether nothing of this place is taken."""
        return self._mask.find(1, start, end) < 0

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches in the free places: what is taken parts a text like its end does."""
        if not self._spans:
            yield from pattern.finditer(self.text)
            return
        for start, end in self.gaps():
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

    def gaps(self) -> list[tuple[int, int]]:
        """The free places, in order, as they are now."""
        edges = [0, *(edge for span in self._ordered() for edge in span[:2]), len(self.text)]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return [(start, end) for start, end in pairs if start < end]

    def personal(self) -> list[Span]:
        """What is to be replaced, in order."""
        return [span for span in self._ordered() if span.kind]

    def _ordered(self) -> list[Span]:
        if not self._sorted:
            self._spans.sort()
            self._sorted = True
        return self._spans
