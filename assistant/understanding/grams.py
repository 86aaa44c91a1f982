"""A text's words and character n-grams as one short vector, hashed so that no text is stored.

Feature hashing with signs (Weinberger et al. 2009) over words, word pairs and n-grams of three to
five characters, weighted by inverse document frequency. It distinguishes, in any script, what an
embedding blurs, such as "not" or the name of a product.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

BUCKETS: Final = 2048
"""Size of the vector."""
_RARITIES: Final = 1 << 16
_READ: Final = 4_000
"""Maximum characters of a text that are read."""
_LONGEST_WORD: Final = 40
_WORD: Final = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]|[^\W_]+")
_SIZES: Final = (3, 4, 5)


class Grams:
    """A hashed n-gram vectorizer with document frequencies learnt from texts.

    Attributes:
        rarity: The weight of each hashed gram, float32 of shape (65,536,).
    """

    def __init__(self, rarity: Floats) -> None:
        self.rarity = rarity

    @classmethod
    def seen(cls, texts: Sequence[str]) -> Grams:
        """Learn the weights from texts (inverse document frequency, smoothed)."""
        counts = np.zeros(_RARITIES, np.int64)
        for text in texts:
            counts[list({gram % _RARITIES for gram in _grams(text)})] += 1
        return cls((np.log((1 + len(texts)) / (1 + counts)) + 1).astype(np.float32))

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Unit vectors but for hash collisions: float32 of shape (texts, BUCKETS).

        All texts without a word have the same one, so that a head can learn what such a text
        usually is, for example neutral in mood.
        """
        found = np.zeros((len(texts), BUCKETS), np.float32)
        for row, text in enumerate(texts):
            counts = Counter(_grams(text))
            grams = np.fromiter(counts, np.int64, len(counts))
            often = np.fromiter(counts.values(), np.float32, len(counts))
            weights = (1 + np.log(often)) * self.rarity[grams % _RARITIES]
            weights /= np.linalg.norm(weights)
            signs = np.where(grams >> 31 & 1, np.float32(1), np.float32(-1))
            # uses other bits of the hash than the rarity and the sign
            np.add.at(found[row], (grams >> 16) % BUCKETS, weights * signs)
        return found


def _grams(text: str) -> Iterator[int]:
    """The hash of every word, word pair and character n-gram; of a text without a word, one."""
    words = _WORD.findall(text[:_READ].casefold())
    for word in words:
        yield from _of_word(word[:_LONGEST_WORD])
    for first, second in zip(["", *words], [*words, ""], strict=True):
        yield _hash(f"{first} {second}")


@lru_cache(maxsize=50_000)
def _of_word(word: str) -> tuple[int, ...]:
    framed = f"_{word}_"
    pieces = (
        "#" + framed[at : at + size] for size in _SIZES for at in range(len(framed) - size + 1)
    )
    return (_hash(word), *map(_hash, pieces))


def _hash(gram: str) -> int:
    # an unpaired surrogate is not a character and cannot be encoded
    mixed = zlib.crc32(gram.encode("utf-8", "replace"))
    # CRC is linear: without this (Knuth's multiplier) similar inputs would have similar hashes
    return (mixed * 2654435761) & 0xFFFFFFFF
