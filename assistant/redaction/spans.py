"""Claimed spans of a text: personal, or known to be harmless."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

PLACEHOLDER = re.compile(r"\{\{[^{}]{0,80}\}\}")
_WORD = re.compile(r"\w+")
_FIGURES = re.compile(r"@|(?<!\w)[+(]?\d[\d .()/-]{3,}[\dXx]")
"""What no field name contains: an address, a number."""
LETTER = r"[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
"""A letter or digit that may be part of an adjacent token. Excludes Chinese, Japanese and Korean,
which are written next to numbers and addresses without spaces, and the underscore, which may mark
emphasis (`_010 2345 6789_`)."""


class Span(NamedTuple):
    """A span; `kind` is the placeholder's name, "" for text that must be kept."""

    start: int
    end: int
    kind: str


class ClaimedSpans:
    """The spans claimed so far. The first claim of a character wins."""

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
        """Claim a span; False if some of it is claimed already."""
        if start >= end or not self.free(start, end):
            return False
        self._sorted = self._sorted and (not self._spans or self._spans[-1].start < start)
        self._spans.append(Span(start, end, kind))
        self._mask[start:end] = b"\x01" * (end - start)
        return True

    def claim_rest(self, start: int, end: int, kind: str) -> bool:
        """Claim the unclaimed parts of a span that contain words; whether there were any."""
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
        """Whether nothing in this span is claimed."""
        return self._mask.find(1, start, end) < 0

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches in the unclaimed parts; a claimed span separates text as the end of the text
        does.
        """
        if not self._spans:
            yield from pattern.finditer(self.text)
            return
        for start, end in self.gaps():
            yield from pattern.finditer(self.text, start, end)

    def claim_all(
        self, pattern: re.Pattern[str], kind: str, check: Callable[[str], bool] | None = None
    ) -> None:
        """Claim every unclaimed match (its group 1 if it has one) that passes the check."""
        group = 1 if pattern.groups else 0
        for match in self.matches(pattern):
            if match[group] and (check is None or check(match[group])):
                self.claim(match.start(group), match.end(group), kind)

    def keep(self, pattern: re.Pattern[str]) -> None:
        """Mark every unclaimed match as text to keep."""
        for match in self.matches(pattern):
            self.claim(match.start(), match.end(), "")

    def gaps(self) -> list[tuple[int, int]]:
        """The currently unclaimed spans, in order."""
        edges = [0, *(edge for span in self._ordered() for edge in span[:2]), len(self.text)]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return [(start, end) for start, end in pairs if start < end]

    def personal(self) -> list[Span]:
        """The spans to replace, in order."""
        return [span for span in self._ordered() if span.kind]

    def _ordered(self) -> list[Span]:
        if not self._sorted:
            self._spans.sort()
            self._sorted = True
        return self._spans
