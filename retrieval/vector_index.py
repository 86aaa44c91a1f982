"""A nearest-neighbour index of vectors with one byte per dimension, shortlisted by their signs.

A search has two steps. FAISS compares one bit per dimension (the sign) of every vector with the
query's by Hamming distance; the best few thousand are then ranked by the inner product of the query
with their one-byte codes. This needs no training, can delete vectors immediately, and takes a
quarter of the time of FAISS's exhaustive one-byte index on one core (`benchmarks/indexes.py`).

The idea of re-ranking a binary shortlist with better codes is from Yamada, Asai, Hajishirzi,
"Efficient Passage Retrieval with Hashing for Open-domain Question Answering", ACL 2021.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import faiss
import numpy as np
from numpy.typing import NDArray

from retrieval.quantisation import RANGE
from retrieval.shared_lock import SharedLock

Keys = NDArray[np.int64]
Codes = NDArray[np.uint8]
Floats = NDArray[np.float32]

NO_KEY: Final = -1
"""Pads results if there are fewer vectors than requested, with a score of -inf."""
MAX_ENTRY_ID: Final = 2**43 - 1
MAX_VECTORS_PER_ENTRY: Final = 2**12

# A code c represents (c - 127) steps: `from_codes` decodes to the midpoints of its cells.
_ZERO: Final = 127
_STEP: Final = 2 * RANGE / 255

_BLOCK_BITS: Final = 16
_BLOCK: Final = 1 << _BLOCK_BITS
"""Number of vectors per block of codes (25 MB at 384 dimensions); due to the blocks, no codes have
to be copied when the index grows."""
_LEAST_RANKED: Final = 1_000
_MOST_RANKED: Final = 4_000
"""Limits of the number of vectors ranked exactly, which is otherwise one in 64: the more vectors
there are near a query, the longer the shortlist must be; a thousand more take up to a millisecond.
"""
_REMOVED_AT_ONCE: Final = 2_048
"""Number of vectors removed per acquisition of the lock, so that a search waits a few milliseconds
at most."""


def vector_keys(entry_id: int, fields: str) -> Keys:
    """The keys of an entry's vectors; `fields` has one ASCII letter for the field of each vector.

    Raises:
        ValueError: The id or the number of vectors is out of range.
    """
    if not 0 < entry_id <= MAX_ENTRY_ID:
        raise ValueError(f"an entry id must lie between 1 and {MAX_ENTRY_ID}")
    if len(fields) > MAX_VECTORS_PER_ENTRY:
        raise ValueError(f"an entry has at most {MAX_VECTORS_PER_ENTRY} vectors")
    kinds = np.frombuffer(fields.encode("ascii"), np.uint8).astype(np.int64)
    return entry_id << 20 | kinds << 12 | np.arange(len(fields), dtype=np.int64)


def entry_ids(keys: Keys) -> Keys:
    """The entry id of each key."""
    return keys >> 20


def fields(keys: Keys) -> NDArray[np.uint8]:
    """The field letter of each key, as its ASCII code."""
    return (keys >> 12 & 0xFF).astype(np.uint8)


def ordinals(keys: Keys) -> NDArray[np.int16]:
    """The position of each key's vector within its entry, from 0."""
    return (keys & 0xFFF).astype(np.int16)


class VectorIndex:
    """Vectors of entries under int64 keys (`vector_keys`), searched by inner product.

    Any thread may search, add and remove at any time: searches run in parallel; a change waits for
    running searches, and is completely visible to the next one.

    Args:
        dimension: Length of the vectors.
    """

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self._lock = SharedLock()
        self._count = 0
        self._codes: list[Codes] = []  # blocks of shape (_BLOCK, dimension)
        self._signs = np.empty((0, -(-dimension // 8)), np.uint8)
        self._keys = np.empty(0, np.int64)
        # Entry → its positions as packed uint32, which take a third of the memory of tuples.
        self._places: dict[int, bytes] = {}

    def __len__(self) -> int:
        """The number of vectors."""
        return self._count

    @property
    def entry_count(self) -> int:
        return len(self._places)

    @property
    def memory_bytes(self) -> int:
        """Size of the vectors in bytes, without Python's dict of entries (about 130 per entry)."""
        return self._count * (self.dimension + -(-self.dimension // 8) + 8)

    # --- changing -----------------------------------------------------------------------------

    def add(self, keys: Keys, codes: Codes) -> None:
        """Add vectors of entries that are not in the index (`replace` is for entries that may be).

        Args:
            keys: int64 (n,), with the keys of an entry adjacent.
            codes: uint8 (n, dimension), from `retrieval.quantisation.to_codes`.
        """
        signs = self._checked_signs(keys, codes)
        with self._lock.writing():
            self._append(keys, codes, signs)

    def remove(self, ids: Iterable[int]) -> int:
        """Remove all vectors of these entries; unknown ids are ignored.

        Returns:
            The number of removed vectors.
        """
        removed = 0
        batch: list[bytes] = []
        waiting = list(ids)
        while waiting:
            with self._lock.writing():
                size = 0
                while waiting and size < _REMOVED_AT_ONCE:
                    places = self._places.pop(waiting.pop(), b"")
                    batch.append(places)
                    size += len(places) // 4
                removed += self._drop(b"".join(batch))
            batch.clear()
        return removed

    def replace(self, ids: Iterable[int], keys: Keys, codes: Codes) -> None:
        """Remove these entries and add these vectors in one atomic change."""
        signs = self._checked_signs(keys, codes)
        with self._lock.writing():
            self._drop(b"".join([self._places.pop(id_, b"") for id_ in ids]))
            self._append(keys, codes, signs)

    def _checked_signs(self, keys: Keys, codes: Codes) -> Codes:
        if codes.dtype != np.uint8 or codes.shape != (len(keys), self.dimension):
            raise ValueError(
                f"expected uint8 codes of shape ({len(keys)}, {self.dimension}), "
                f"found {codes.dtype} of shape {codes.shape}"
            )
        return np.packbits(codes > _ZERO, axis=1)

    def _append(self, keys: Keys, codes: Codes, signs: Codes) -> None:
        first, end = self._count, self._count + len(keys)
        self._make_room(end)
        self._keys[first:end] = keys
        self._signs[first:end] = signs
        while first < end:
            row = first & (_BLOCK - 1)
            size = min(_BLOCK - row, end - first)
            self._codes[first >> _BLOCK_BITS][row : row + size] = codes[-(end - first) :][:size]
            first += size
        self._note(keys, self._count)
        self._count = end

    def _make_room(self, count: int) -> None:
        while len(self._codes) * _BLOCK < count:
            self._codes.append(np.empty((_BLOCK, self.dimension), np.uint8))
        if len(self._keys) < count:
            room = max(count, 2 * len(self._keys))
            self._keys, self._signs = _resized(self._keys, room), _resized(self._signs, room)

    def _give_back_room(self) -> None:
        del self._codes[-(-self._count // _BLOCK) :]
        if len(self._keys) > 4 * self._count:
            self._keys = _resized(self._keys, self._count)
            self._signs = _resized(self._signs, self._count)

    def _note(self, keys: Keys, first: int) -> None:
        """Record the positions of new vectors for each entry."""
        ids = entry_ids(keys)
        starts = np.flatnonzero(np.diff(ids, prepend=NO_KEY))
        packed = np.arange(first, first + len(keys), dtype=np.uint32).tobytes()
        ends = [*starts.tolist(), len(keys)][1:]
        for id_, start, end in zip(ids[starts].tolist(), starts.tolist(), ends, strict=True):
            self._places[id_] = self._places.get(id_, b"") + packed[4 * start : 4 * end]

    def _drop(self, places: bytes) -> int:
        """Remove the vectors at `places`, moving the last ones into the gaps."""
        gone = np.sort(np.frombuffer(places, np.uint32))
        left = self._count - len(gone)
        tail = np.arange(left, self._count, dtype=np.uint32)
        movers = tail[~np.isin(tail, gone, assume_unique=True)]
        for source, target in zip(movers.tolist(), gone[: len(movers)].tolist(), strict=True):
            self._move(source, target)
        self._count = left
        self._give_back_room()
        return len(gone)

    def _move(self, source: int, target: int) -> None:
        row, hole = source & (_BLOCK - 1), target & (_BLOCK - 1)
        self._codes[target >> _BLOCK_BITS][hole] = self._codes[source >> _BLOCK_BITS][row]
        self._signs[target] = self._signs[source]
        self._keys[target] = self._keys[source]
        id_ = int(self._keys[source]) >> 20
        places = np.frombuffer(self._places[id_], np.uint32)
        self._places[id_] = np.where(places == source, np.uint32(target), places).tobytes()

    # --- asking -------------------------------------------------------------------------------

    def search(self, queries: Floats, k: int) -> tuple[Floats, Keys]:
        """The `k` vectors with the highest inner product with each query, best first.

        Args:
            queries: float32 (n, dimension).
            k: Number of vectors to find for each query.

        Returns:
            Scores float32 (n, k) and keys int64 (n, k), padded with -inf and `NO_KEY`.
        """
        queries = np.ascontiguousarray(queries, np.float32).reshape(-1, self.dimension)
        scores = np.full((len(queries), k), -np.inf, np.float32)
        keys = np.full((len(queries), k), NO_KEY, np.int64)
        with self._lock.reading():
            for row, places in enumerate(self._shortlists(queries, k)):
                values = self._scores(places, queries[row])
                best = _greatest(values, k)
                scores[row, : len(best)] = values[best]
                keys[row, : len(best)] = self._keys[places[best]]
        return scores, keys

    def score(self, queries: Floats, ids: Sequence[int]) -> tuple[Floats, Keys]:
        """The inner product of each query with every vector of the given entries.

        Returns:
            Scores float32 (n, m) and the keys int64 (m,) of the m vectors; unknown ids have none.
        """
        queries = np.ascontiguousarray(queries, np.float32).reshape(-1, self.dimension)
        with self._lock.reading():
            places = np.frombuffer(b"".join([self._places.get(i, b"") for i in ids]), np.uint32)
            scores = [self._scores(places, query) for query in queries]
            keys = self._keys[places]
        return np.array(scores, np.float32).reshape(len(queries), len(places)), keys

    def _shortlists(self, queries: Floats, k: int) -> Iterator[NDArray[np.uint32]]:
        """Yield for each query the positions of the vectors to rank exactly, ascending."""
        wanted = max(4 * k, _LEAST_RANKED, min(self._count // 64, _MOST_RANKED))
        if self._count <= wanted:
            everything = np.arange(self._count, dtype=np.uint32)
            yield from (everything for _ in queries)
            return
        # FAISS would start a team of threads for a single query, and leave it spinning. The setting
        # is per calling thread, so it has to be made at each search.
        faiss.omp_set_num_threads(1)
        near = faiss.knn_hamming(
            np.packbits(queries > 0, axis=1), self._signs[: self._count], wanted, variant="mc"
        )
        # Sorted by position, the codes are read from memory twice as fast.
        yield from np.sort(near[1].astype(np.uint32), axis=1)

    def _scores(self, places: NDArray[np.uint32], query: Floats) -> Floats:
        vectors = np.empty((len(places), self.dimension), np.float32)
        blocks = places >> _BLOCK_BITS
        for number, block in enumerate(self._codes):
            here = np.flatnonzero(blocks == number)
            vectors[here] = block[places[here] & (_BLOCK - 1)]
        # A matrix-vector product would wake BLAS's threads for a tenth of a millisecond.
        products = np.vecdot(vectors, query) - _ZERO * query.sum(dtype=np.float32)
        scores: Floats = products * np.float32(_STEP)
        return scores


def _greatest(values: Floats, k: int) -> NDArray[np.intp]:
    """Indices of the `k` greatest values, best first."""
    if len(values) <= k:
        return np.argsort(-values, kind="stable")
    among = np.sort(np.argpartition(values, -k)[-k:])
    return among[np.argsort(-values[among], kind="stable")]


def _resized(array: NDArray[Any], rows: int) -> NDArray[Any]:
    """A copy with another number of rows; new rows are uninitialised."""
    resized = np.empty((rows, *array.shape[1:]), array.dtype)
    kept = min(rows, len(array))
    resized[:kept] = array[:kept]
    return resized
