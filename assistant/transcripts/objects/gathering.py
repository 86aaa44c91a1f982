"""Conversations whose parts lie scattered over an export, brought together.

The export is read twice: first the parts of each conversation are counted, then they are held,
compressed, until the last one has come. What is held is bounded, and nothing is written down.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from retrieval.documents.errors import ParserLimitError
from retrieval.documents.limits import MEGABYTE, Limits

_ENTRY = 200
"""Bytes that Python needs around each part."""
_SHARE = 3
"""Which part of the reading process's memory parts may fill: a third."""


class Gathering:
    """Parts by conversation, given out as soon as they are complete."""

    def __init__(self, limits: Limits) -> None:
        self._most = limits.memory_bytes // _SHARE
        self._expected: Counter[str] = Counter()
        self._parts: dict[str, list[bytes]] = {}
        self._held = 0

    def expect(self, key: str) -> None:
        """Count a part, in the first reading."""
        self._expected[key] += 1

    def add(self, key: str, number: int, value: Any) -> list[tuple[int, Any]] | None:
        """Take a part; all of the conversation's (number and value) where it was the last.

        Raises:
            ParserLimitError: `export.scattered` where more would be held than may be.
        """
        parts = self._parts.setdefault(key, [])
        if self._expected[key] == 1 and not parts:
            del self._parts[key], self._expected[key]
            return [(number, value)]
        packed = zlib.compress(json.dumps([number, value], separators=(",", ":")).encode(), 1)
        parts.append(packed)
        self._held += len(packed) + _ENTRY
        if self._held > self._most:
            raise self._too_much()
        if len(parts) < self._expected[key]:
            return None
        del self._expected[key]
        return self._given(self._parts.pop(key))

    def rest(self) -> Iterator[tuple[str, list[tuple[int, Any]]]]:
        """What nobody counted: parts that came only in the second reading."""
        while self._parts:
            key = next(iter(self._parts))
            yield key, self._given(self._parts.pop(key))

    def _given(self, parts: list[bytes]) -> list[tuple[int, Any]]:
        self._held -= sum(len(part) + _ENTRY for part in parts)
        return [tuple(json.loads(zlib.decompress(part))) for part in parts]

    def _too_much(self) -> ParserLimitError:
        return ParserLimitError(
            code="export.scattered",
            expected="conversations whose parts stand near each other, or at most "
            f"{self._most // MEGABYTE} MB of them at once",
            found="more",
            remedy="Export fewer months at once, or tickets with their comments inside",
        )
