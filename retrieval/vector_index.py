"""The nearest vectors: one byte per dimension in memory, found by their signs, ranked exactly.

A search has two steps. FAISS compares one bit per dimension (the sign) of every vector with the
query's by Hamming distance; the best thousands are then ranked by the inner product of the query
with their one-byte codes. It needs no training, forgets a vector at once, and takes a quarter of
the time of FAISS's exhaustive one-byte index, on one core (`benchmarks/indexes.py`).

The idea of ranking a binary shortlist by better codes: Yamada, Asai, Hajishirzi, "Efficient Passage
Retrieval with Hashing for Open-domain Question Answering", ACL 2021.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import faiss
import numpy as np
from numpy.typing import NDArray

from retrieval.codes import RANGE
from retrieval.shared_lock import SharedLock

Keys = NDArray[np.int64]
Codes = NDArray[np.uint8]
Floats = NDArray[np.float32]

NO_KEY: Final = -1
"""Fills a result where there are fewer vectors than were asked for; its score is -inf."""
MAX_ENTRY_ID: Final = 2**43 - 1
MAX_VECTORS_PER_ENTRY: Final = 2**12

# A code c stands for (c - 127) steps: retrieval/codes.py decodes to the middles of its cells.
_ZERO: Final = 127
_STEP: Final = 2 * RANGE / 255

_BLOCK_BITS: Final = 16
_BLOCK: Final = 1 << _BLOCK_BITS
"""Vectors in a block of codes (25 MB at 384 dimensions): to grow, no codes are ever copied."""
_LEAST_RANKED: Final = 1_000
_MOST_RANKED: Final = 4_000
"""How many are ranked exactly: one vector in 64 between these. The more vectors lie near a query,
the more of them the signs must let through; a thousand more take up to a millisecond."""
_REMOVED_AT_ONCE: Final = 2_048
"""Vectors moved under one hold of the lock, so that a search waits a few milliseconds at most."""


def vector_keys(entry_id: int, fields: str) -> Keys:
    """A key for each vector of an entry: one letter (ASCII) of `fields` says what each one is.

    Raises:
        ValueError: The id or the number of vectors does not fit a key.
    """
    if not 0 < entry_id <= MAX_ENTRY_ID:
        raise ValueError(f"an entry id must lie between 1 and {MAX_ENTRY_ID}")
    if len(fields) > MAX_VECTORS_PER_ENTRY:
        raise ValueError(f"an entry has at most {MAX_VECTORS_PER_ENTRY} vectors")
    kinds = np.frombuffer(fields.encode("ascii"), np.uint8).astype(np.int64)
    return entry_id << 20 | kinds << 12 | np.arange(len(fields), dtype=np.int64)


def entry_ids(keys: Keys) -> Keys:
    """The entry of each key."""
    return keys >> 20


def fields(keys: Keys) -> NDArray[np.uint8]:
    """The field letter of each key, as its ASCII code."""
    return (keys >> 12 & 0xFF).astype(np.uint8)


def ordinals(keys: Keys) -> NDArray[np.int16]:
    """Which of its entry's vectors each key is, from 0."""
    return (keys & 0xFFF).astype(np.int16)


class VectorIndex:
    """Vectors of entries under int64 keys (`vector_keys`), searched by inner product.

    Any thread may search, add and remove at any time: searches run side by side, a change waits
    for the running ones and is seen whole by the next.

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
        # Entry → its positions as packed uint32: a third of the memory of tuples of integers.
        self._places: dict[int, bytes] = {}

    def __len__(self) -> int:
        """The number of vectors."""
        return self._count

    @property
    def entry_count(self) -> int:
        return len(self._places)

    @property
    def memory_bytes(self) -> int:
        """Bytes of the vectors held, without Python's table of entries (about 130 per entry)."""
        return self._count * (self.dimension + -(-self.dimension // 8) + 8)

    # --- changing -----------------------------------------------------------------------------

    def add(self, keys: Keys, codes: Codes) -> None:
        """Add vectors that are not here yet (`replace` is for entries that may be).

        Args:
            keys: int64 (n,), the keys of an entry side by side.
            codes: uint8 (n, dimension), from `retrieval.codes.to_codes`.
        """
        signs = self._checked_signs(keys, codes)
        with self._lock.writing():
            self._append(keys, codes, signs)

    def remove(self, ids: Iterable[int]) -> int:
        """Forget every vector of these entries; unknown ids are no error.

        Returns:
            How many vectors went.
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
        """Forget these entries and add these vectors, as one change: no search sees half."""
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
        """Remember where the vectors of each entry now lie."""
        ids = entry_ids(keys)
        starts = np.flatnonzero(np.diff(ids, prepend=NO_KEY))
        packed = np.arange(first, first + len(keys), dtype=np.uint32).tobytes()
        ends = [*starts.tolist(), len(keys)][1:]
        for id_, start, end in zip(ids[starts].tolist(), starts.tolist(), ends, strict=True):
            self._places[id_] = self._places.get(id_, b"") + packed[4 * start : 4 * end]

    def _drop(self, places: bytes) -> int:
        """Fill the holes at `places` with the last vectors."""
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
        """The `k` vectors with the greatest inner product with each query, best first.

        Args:
            queries: float32 (n, dimension).
            k: How many to find for each.

        Returns:
            Scores float32 (n, k) and keys int64 (n, k), filled up with -inf and `NO_KEY`.
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
        """For each query, the places of the vectors worth ranking exactly, ascending."""
        wanted = max(4 * k, _LEAST_RANKED, min(self._count // 64, _MOST_RANKED))
        if self._count <= wanted:
            everything = np.arange(self._count, dtype=np.uint32)
            yield from (everything for _ in queries)
            return
        # FAISS would wake a team of threads for a single query, and leave it spinning; the
        # setting belongs to the calling thread, so it is made at each search.
        faiss.omp_set_num_threads(1)
        near = faiss.knn_hamming(
            np.packbits(queries > 0, axis=1), self._signs[: self._count], wanted, variant="mc"
        )
        # In the order of memory: the codes are read from it twice as fast.
        yield from np.sort(near[1].astype(np.uint32), axis=1)

    def _scores(self, places: NDArray[np.uint32], query: Floats) -> Floats:
        vectors = np.empty((len(places), self.dimension), np.float32)
        blocks = places >> _BLOCK_BITS
        for number, block in enumerate(self._codes):
            here = np.flatnonzero(blocks == number)
            vectors[here] = block[places[here] & (_BLOCK - 1)]
        # A product of matrix and vector would wake BLAS's threads for a tenth of a millisecond.
        products = np.vecdot(vectors, query) - _ZERO * query.sum(dtype=np.float32)
        scores: Floats = products * np.float32(_STEP)
        return scores


def _greatest(values: Floats, k: int) -> NDArray[np.intp]:
    """Where the `k` greatest are, best first."""
    if len(values) <= k:
        return np.argsort(-values, kind="stable")
    among = np.sort(np.argpartition(values, -k)[-k:])
    return among[np.argsort(-values[among], kind="stable")]


def _resized(array: NDArray[Any], rows: int) -> NDArray[Any]:
    """A copy with another number of rows; new ones are not filled."""
    resized = np.empty((rows, *array.shape[1:]), array.dtype)
    kept = min(rows, len(array))
    resized[:kept] = array[:kept]
    return resized
