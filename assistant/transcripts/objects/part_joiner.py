"""Joins the parts of conversations that are scattered over an export.

The export is read twice: the first pass counts the parts of each conversation; the second keeps
them in memory, compressed, until the last one is read. Memory is bounded, and nothing is written to
the disk.
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
"""Estimated overhead of Python per part, in bytes."""
_SHARE = 3
"""Parts may fill one third of the reading process's memory."""


class PartJoiner:
    """Collects parts by conversation and returns them as soon as they are complete."""

    def __init__(self, limits: Limits) -> None:
        self._most = limits.memory_bytes // _SHARE
        self._expected: Counter[str] = Counter()
        self._parts: dict[str, list[bytes]] = {}
        self._held = 0

    def expect(self, key: str) -> None:
        """Count a part, during the first pass."""
        self._expected[key] += 1

    def add(self, key: str, number: int, value: Any) -> list[tuple[int, Any]] | None:
        """Add a part; if it was the last, return all parts (number, value) of the conversation.

        Raises:
            ParserLimitError: `export.scattered` if the parts would exceed the memory limit.
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
        """Yield the conversations that are still incomplete after the second pass."""
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
