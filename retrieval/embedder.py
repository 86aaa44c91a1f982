"""Embeds texts with ONNX Runtime on the CPU, batched by length; safe to call from any thread."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from retrieval import search_model
from retrieval.embedder_errors import ModelDamagedError
from retrieval.embedder_manifest import TOKENIZER, Manifest, read_manifest
from retrieval.embedder_session import OUTPUT, default_threads, open_session, padded
from retrieval.embedder_tokens import TokenReader
from retrieval.readability import readable_scripts, unreadable_letters

Role = Literal["query", "passage"]
Vectors = NDArray[np.float32]

TOKENS_PER_BATCH: Final = 256
"""Maximum padded tokens per batch: few enough for the widest layer to fit in a core's own cache."""
WINDOW: Final = 512
"""Number of texts that are sorted by length together, and encoded between two checks for
cancellation."""
_QUERIES_KEPT: Final = 2048
_JUDGED: Final = 2_000
"""Number of characters examined to decide whether a text can be read."""


class Embedder:
    """A prepared embedding model, ready to use.

    Attributes:
        manifest: The description of the model.
        dims: The size of a vector.
        model_id: Identifies the vectors: models with equal ids produce equal vectors.
        threads: Number of batches that run in parallel.
        search: Fitted parameters of the search with these vectors.
    """

    def __init__(self, folder: Path, *, threads: int | None = None, verify: bool = True) -> None:
        """Open a prepared model folder.

        Args:
            folder: A folder made by `prepare`.
            threads: Number of batches to run in parallel; by default the physical cores, at most
                four.
            verify: Whether to check the files' sha256 first.

        Raises:
            ModelDamagedError: not prepared, damaged, or of a newer version.
        """
        self.manifest: Manifest = read_manifest(folder, verify=verify)
        self.search = search_model.beside(folder)
        self.dims = self.manifest.dims
        self.model_id = self.manifest.model_id
        self._tokens = TokenReader(
            folder / TOKENIZER,
            max_length=self.manifest.max_length,
            lowercase=self.manifest.lowercase,
        )
        self.threads = threads or default_threads()
        self._session = _session(folder / self.manifest.graph)
        self._prompts = {
            "query": self.manifest.query_prompt,
            "passage": self.manifest.passage_prompt,
        }
        self._readable = readable_scripts(self.manifest.languages, self.manifest.scripts)
        self._queries: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str], *, role: Role) -> Vectors:
        """Unit vectors of texts, in their order.

        Args:
            texts: Any strings; they are truncated to the maximum length of the model.
            role: Whether they are queries or passages: some models use different prompts for them.

        Returns:
            float32 of shape (texts, dims).
        """
        if len(texts) == 1:
            return _vectors(self._session, self._tokens.ids(texts, self._prompts[role]))
        found = np.empty((len(texts), self.dims), np.float32)
        for start, vectors in self.encode_iter(texts, role=role):
            found[start : start + len(vectors)] = vectors
        return found

    def encode_iter(self, texts: Sequence[str], *, role: Role) -> Iterator[tuple[int, Vectors]]:
        """Encode many texts in chunks, so that the caller can show progress and stop.

        Several batches run in parallel, and while one chunk runs, the next is tokenised.

        Yields:
            The start index of a chunk in `texts`, and its vectors; chunks are in order.
        """
        with ThreadPoolExecutor(self.threads, thread_name_prefix="embedder") as pool:
            try:
                running: deque[tuple[int, Callable[[], Vectors]]] = deque()
                for start in range(0, len(texts), WINDOW):
                    rows = self._tokens.ids(texts[start : start + WINDOW], self._prompts[role])
                    running.append((start, self._start(pool, rows)))
                    if len(running) > 1:
                        begun, result = running.popleft()
                        yield begun, result()
                for begun, result in running:
                    yield begun, result()
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def query(self, text: str) -> Vectors:
        """The unit vector of one query, float32 of shape (dims,), from a cache if it is recent.

        The array is shared between callers and read-only.
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
        """The share of a text's letters that the model cannot read, 0 to 1.

        These are letters of scripts that the model was not trained on, or that its tokenizer does
        not know, whichever are more.
        """
        text = text[:_JUDGED]
        foreign, letters = unreadable_letters(text, self._readable)
        if not letters:
            return 0.0
        unknown = sum(
            character.isalpha()
            for start, end in self._tokens.unknown_spans(text)
            for character in text[start:end]
        )
        return max(foreign, unknown) / letters

    def reads(self, language: str) -> bool | None:
        """Whether the model's authors declare a language; None if they declare no languages."""
        if not self.manifest.languages:
            return None
        return language in self.manifest.languages

    def _start(self, pool: ThreadPoolExecutor, rows: list[list[int]]) -> Callable[[], Vectors]:
        """Start to encode; return a function that waits for the vectors, in the order of rows."""
        parts = [
            (batch, pool.submit(_vectors, self._session, [rows[index] for index in batch]))
            for batch in batches([len(row) for row in rows])
        ]

        def wait() -> Vectors:
            found = np.empty((len(rows), self.dims), np.float32)
            for batch, part in parts:
                found[batch] = part.result()
            return found

        return wait


def _vectors(session: Any, rows: list[list[int]]) -> Vectors:
    found: Vectors = session.run([OUTPUT], padded(rows))[0]
    return found


def batches(lengths: Sequence[int], budget: int = TOKENS_PER_BATCH) -> Iterator[list[int]]:
    """Group indices by length into batches of at most `budget` padded tokens, or a single text."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and lengths[index] * (len(batch) + 1) > budget:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _session(graph: Path) -> Any:
    try:
        return open_session(graph)
    except Exception as error:
        raise ModelDamagedError(
            code="model.damaged",
            expected="a graph this version of ONNX Runtime can run",
            found="one it cannot",
            remedy="prepare the model again",
        ) from error
