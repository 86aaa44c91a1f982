"""Finds exact and near duplicates among conversations, in one pass and bounded memory.

Each conversation gets a MinHash signature of its word trigrams (Broder, "On the resemblance and
containment of documents", 1997), of which one byte per hash is kept (Li and König, "b-Bit Minwise
Hashing", 2010). Eight bands of four bytes find candidates among earlier conversations; all 64 bytes
decide whether they are near duplicates. All numbers count as the same word, so that the same text
about another order number is a near duplicate.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

MOST: Final = 1 << 19
"""Maximum number of conversations remembered (80 MB); later ones are still compared with these."""
ALIKE: Final = 0.8
"""Share of equal signature bytes, which estimates the share of common trigrams, from which two
texts are near duplicates."""
_SIZE: Final = 64
_BANDS: Final = 8
_RUN: Final = 3
_LEAST_WORDS: Final = 8
"""Minimum number of words; a shorter text such as "Thanks, bye" is never a near duplicate."""
_CHARACTERS: Final = 20_000
"""Number of characters examined; more would only cost time."""
_WORD: Final = re.compile(
    r"[\u3400-\u9fff\u3041-\u30ff\uac00-\ud7af]|\d+|[^\W\d_\u3400-\u9fff\u3041-\u30ff\uac00-\ud7af]+"
)
_NUMBER: Final = 0x9E3779B9
_FIRST: Final = 1 << 10

Bytes = NDArray[np.uint8]
_random = np.random.default_rng(1997)
_FACTORS = _random.integers(0, 2**64, (_SIZE, 1), np.uint64) | np.uint64(1)
_OFFSETS = _random.integers(0, 2**64, (_SIZE, 1), np.uint64)
_PLACES = _random.integers(0, 2**64, _RUN, np.uint64) | np.uint64(1)
_BAND_SALTS = _random.integers(0, 2**64, _BANDS, np.uint64) | np.uint64(1)


class BoundedHashSet:
    """A set of 64-bit numbers in a flat hash table; emptied when it would outgrow `most`."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held = 0
        self._table = np.zeros(_FIRST, np.uint64)

    def add(self, number: int) -> bool:
        """Add a number; return whether it was in the set already."""
        number = number or 1  # zero marks a free slot
        if 2 * self._held >= len(self._table):
            self._grow()
        place = self._place(number)
        if self._table[place]:
            return True
        self._table[place] = number
        self._held += 1
        return False

    def _place(self, number: int) -> int:
        mask = len(self._table) - 1
        place = number & mask
        while (there := int(self._table[place])) and there != number:
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        if self._held >= self._most:
            self._clear(_FIRST)
            return
        known = self._table[self._table > 0]
        self._clear(2 * len(self._table))
        for number in known.tolist():
            self._table[self._place(number)] = number
        self._held = len(known)

    def _clear(self, size: int) -> None:
        self._table = np.zeros(size, np.uint64)
        self._held = 0


class NearCopies:
    """The signatures of texts that are not near duplicates of an earlier one."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held = 0
        self._signatures = np.zeros((_FIRST, _SIZE), np.uint8)
        self._table = np.zeros(2 * _BANDS * _FIRST, np.uint32)

    def add(self, text: str) -> bool:
        """Whether the text is a near duplicate of an earlier one; if not, it is remembered."""
        signature = signature_of(text)
        if signature is None:
            return False
        slots = self._slots(signature[None])[0]
        others = np.unique(self._table[slots])
        others = others[others > 0] - 1
        if len(others):
            same = (self._signatures[others] == signature).sum(1)
            if int(same.max()) >= ALIKE * _SIZE:
                return True
        if self._held < self._most:
            self._remember(signature, slots)
        return False

    def _remember(self, signature: Bytes, slots: NDArray[np.intp]) -> None:
        if self._held == len(self._signatures):
            more = np.zeros_like(self._signatures)
            self._signatures = np.concatenate([self._signatures, more])
            self._table = np.zeros(2 * len(self._table), np.uint32)
            every = self._slots(self._signatures[: self._held])
            self._table[every] = np.arange(1, self._held + 1, dtype=np.uint32)[:, None]
            slots = self._slots(signature[None])[0]
        self._signatures[self._held] = signature
        self._held += 1
        self._table[slots] = self._held

    def _slots(self, signatures: Bytes) -> NDArray[np.intp]:
        """Slots in the table, of shape (signatures, bands)."""
        groups = np.ascontiguousarray(signatures[:, : 4 * _BANDS]).view(np.uint32)
        keys = (groups.astype(np.uint64) + np.arange(_BANDS, dtype=np.uint64)) * _BAND_SALTS
        return ((keys >> np.uint64(32)) % np.uint64(len(self._table))).astype(np.intp)


def signature_of(text: str) -> Bytes | None:
    """The MinHash signature, 64 bytes; None for a text that is too short to compare."""
    words = _WORD.findall(text[:_CHARACTERS].casefold())
    if len(words) < _LEAST_WORDS:
        return None
    spelled = (_NUMBER if word[0].isdecimal() else zlib.crc32(word.encode()) for word in words)
    hashes = np.fromiter(spelled, np.uint64, len(words))
    runs = np.zeros(len(words) - _RUN + 1, np.uint64)
    for at, factor in enumerate(_PLACES):
        runs ^= hashes[at : at + len(runs)] * factor
    # folds in the upper bits of the product, which are mixed best
    runs = (runs ^ (runs >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    least = (_FACTORS * np.unique(runs) + _OFFSETS).min(axis=1)
    signature: Bytes = ((least >> np.uint64(20)) & np.uint64(0xFF)).astype(np.uint8)
    return signature


def digest_of(texts: Sequence[str]) -> int:
    """A 64-bit hash of these texts that ignores case and white space."""
    said = "\x1f".join(" ".join(text.casefold().split()) for text in texts)
    return int.from_bytes(blake2b(said.encode("utf-8", "replace"), digest_size=8).digest(), "big")
