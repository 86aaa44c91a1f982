"""Texts to vectors: ONNX Runtime on the CPU, batched by length, safe to call from any thread."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from retrieval.embedder_errors import ModelDamagedError
from retrieval.embedder_manifest import TOKENIZER, Manifest, read_manifest
from retrieval.embedder_session import OUTPUT, open_session, padded
from retrieval.embedder_tokens import TokenReader
from retrieval.readability import readable_scripts, unreadable_letters

Role = Literal["query", "passage"]
Vectors = NDArray[np.float32]

TOKENS_PER_BATCH: Final = 1024
"""Padded tokens in one run: larger batches are no faster and hold more memory."""
WINDOW: Final = 256
"""Texts sorted by length together, and the grain of progress and of a cancel."""
_QUERIES_KEPT: Final = 2048


class Embedder:
    """A prepared embedding model, ready to use.

    Attributes:
        manifest: What the model says of itself.
        dims: The size of a vector.
        model_id: Names the vectors: equal ids, equal vectors.
    """

    def __init__(self, folder: Path, *, threads: int | None = None, verify: bool = True) -> None:
        """Open a prepared model folder.

        Args:
            folder: What `prepare` made.
            threads: How many the runtime may use; by default the physical cores, at most four.
            verify: Check the files' sha256 first.

        Raises:
            ModelDamagedError: not prepared, damaged, or of a newer version.
        """
        self.manifest: Manifest = read_manifest(folder, verify=verify)
        self.dims = self.manifest.dims
        self.model_id = self.manifest.model_id
        self._tokens = TokenReader(
            folder / TOKENIZER,
            max_length=self.manifest.max_length,
            lowercase=self.manifest.lowercase,
        )
        self._session = _session(folder / self.manifest.graph, threads)
        self._prompts = {
            "query": self.manifest.query_prompt,
            "passage": self.manifest.passage_prompt,
        }
        self._readable = readable_scripts(self.manifest.languages, self.manifest.scripts)
        self._unknown = _unknown_id(self._tokens)
        self._queries: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str], *, role: Role) -> Vectors:
        """Unit vectors of texts, in their order.

        Args:
            texts: Any strings; longer ones than the model reads are cut.
            role: Whether they ask or are asked for: some models want different words before.

        Returns:
            float32 of shape (texts, dims).
        """
        found = np.empty((len(texts), self.dims), np.float32)
        for start, vectors in self.encode_iter(texts, role=role, window=16 * WINDOW):
            found[start : start + len(vectors)] = vectors
        return found

    def encode_iter(
        self, texts: Sequence[str], *, role: Role, window: int = WINDOW
    ) -> Iterator[tuple[int, Vectors]]:
        """Encode a large job piece by piece: a place to show progress and to stop.

        Yields:
            Where a piece begins in `texts`, and its vectors; pieces follow each other in order.
        """
        for start in range(0, len(texts), window):
            rows = self._tokens.ids(texts[start : start + window], self._prompts[role])
            yield start, self._run(rows)

    def query(self, text: str) -> Vectors:
        """The unit vector of one query, float32 of shape (dims,), remembered while it is recent.

        It is shared between callers and cannot be written to.
        """
        with self._lock:
            if text in self._queries:
                self._queries.move_to_end(text)
                return self._queries[text]
        vector: Vectors = self.encode([text], role="query")[0]
        vector.flags.writeable = False
        with self._lock:
            self._queries[text] = vector
            if len(self._queries) > _QUERIES_KEPT:
                self._queries.popitem(last=False)
        return vector

    def unreadable_share(self, text: str) -> float:
        """How much of a text the model cannot read: 0 all of it is read, 1 nothing is.

        Counts letters in scripts the model never learnt, and tokens it has no piece for.
        """
        foreign, letters = unreadable_letters(text[:2_000], self._readable)
        if not letters:
            return 0.0
        ids = self._tokens.ids([text[:2_000]])[0]
        unknown = ids.count(self._unknown) / max(1, len(ids) - 2)
        return max(foreign / letters, min(1.0, unknown))

    def reads(self, language: str) -> bool | None:
        """Whether the model's authors declare a language; None where they declare none."""
        if not self.manifest.languages:
            return None
        return language in self.manifest.languages

    def _run(self, rows: list[list[int]]) -> Vectors:
        found = np.empty((len(rows), self.dims), np.float32)
        for batch in batches([len(row) for row in rows]):
            feed = padded([rows[index] for index in batch])
            found[batch] = self._session.run([OUTPUT], feed)[0]
        return found


def batches(lengths: Sequence[int], budget: int = TOKENS_PER_BATCH) -> Iterator[list[int]]:
    """Indices grouped by length, each group of at most `budget` padded tokens, or one text."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and lengths[index] * (len(batch) + 1) > budget:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _session(graph: Path, threads: int | None) -> Any:
    try:
        return open_session(graph, threads=threads)
    except Exception as error:
        raise ModelDamagedError(
            code="model.damaged",
            expected="a graph this version of ONNX Runtime can run",
            found="one it cannot",
            remedy="prepare the model again",
        ) from error


def _unknown_id(tokens: TokenReader) -> int:
    for piece in ("[UNK]", "<unk>"):
        found = tokens.tokenizer.token_to_id(piece)
        if found is not None:
            return int(found)
    return -1
