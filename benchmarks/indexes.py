"""The two indexes and tokenization in isolation, each compared with a plain implementation.

Vectors: latency, recall of the ten best against exact float search, memory, filling, updates;
compared with FAISS's exhaustive one-byte index and a NumPy dot product over float32. Words:
latency, filling, updates; compared with an FTS5 OR query. Each side runs in a process of its own,
so that its memory is measured separately.

    python benchmarks/indexes.py --vectors 1000000 --entries 100000 --json
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

Result = dict[str, float]
_QUERIES: Final = 300
_K: Final = 50
_PART: Final = 10_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vectors", type=int, default=250_000)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--role", choices=sorted(ROLES), help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.role:
        print(json.dumps(ROLES[given.role](given.size)))
        return 0
    sizes = {"vectors": given.vectors, "words": given.entries, "text": given.entries}
    result = {}
    for role in ROLES:
        size = sizes[role.split("_")[0]]
        command = [sys.executable, __file__, "--role", role, "--size", str(size)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        result[role] = {"size": size, **json.loads(done.stdout.splitlines()[-1])}
    if given.json:
        print(json.dumps(result))
    else:
        _show(result)
    return 0


def _show(result: dict[str, dict[str, float]]) -> None:
    for role, measured in result.items():
        print(f"{role}  ({measured.pop('size'):,.0f})")
        for name, value in measured.items():
            print(f"{name:>24}  {value:g}")


# --- vectors ----------------------------------------------------------------------------------


def _vectors(count: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Vectors drawn around real ones, and vectors of real queries that are not among them."""
    from assistant import model_paths
    from assistant.paths import Home
    from benchmarks import corpus
    from retrieval.embedder import Embedder

    with tempfile.TemporaryDirectory() as folder:
        embedder = Embedder(model_paths.embedding_model(Home(Path(folder))))
        base = np.concatenate(corpus.base_vectors(embedder))
        queries = embedder.encode(corpus.queries(_QUERIES), role="query")
    chance = np.random.default_rng(corpus.SEED)
    drawn = np.empty((count, base.shape[1]), np.float32)
    for at in range(0, count, _PART):
        places = np.arange(at, min(at + _PART, count)) % len(base)
        drawn[at : at + _PART] = corpus.drawn(base[places], chance)
    return drawn, queries


def _best(vectors: NDArray[np.float32], queries: NDArray[np.float32]) -> NDArray[np.intp]:
    return np.array([np.argpartition(-(vectors @ query), 10)[:10] for query in queries])


def _judged(
    vectors: NDArray[np.float32], queries: NDArray[np.float32], found: NDArray[np.intp]
) -> Result:
    """Recall of the exact ten best, and the mean cosine lost compared with them."""
    exact = _best(vectors, queries)
    shared = [
        len(set(a) & set(b)) / 10 for a, b in zip(exact.tolist(), found.tolist(), strict=True)
    ]
    lost = [
        float(np.mean(vectors[a] @ query) - np.mean(vectors[b] @ query))
        for a, b, query in zip(exact, found, queries, strict=True)
    ]
    return {"recall_at_10": float(np.mean(shared)), "cosine_lost_at_10": float(np.mean(lost))}


def vectors_ours(count: int) -> Result:
    from retrieval.quantisation import to_codes
    from retrieval.vector_index import VectorIndex, entry_ids, vector_keys

    vectors, queries = _vectors(count)
    codes = to_codes(vectors)
    # an entry has two vectors or three
    owners = (np.arange(count) * 2 // 5 + 1).tolist()
    letters = {id_: "q" * (2 + id_ % 2) for id_ in range(1, owners[-1] + 1)}
    keys = np.concatenate([vector_keys(i, field) for i, field in letters.items()])[:count]

    def fill() -> VectorIndex:
        index = VectorIndex(codes.shape[1])
        for at in range(0, count, _PART):
            index.add(keys[at : at + _PART], codes[at : at + _PART])
        return index

    tracemalloc.start()
    index = fill()
    result = {"memory_mb": tracemalloc.get_traced_memory()[0] / 2**20}
    tracemalloc.stop()
    started = time.perf_counter()
    index = fill()
    result["fill_s"] = time.perf_counter() - started
    places = {int(key): row for row, key in enumerate(keys)}
    found = index.search(queries, 10)[1].tolist()
    result |= _judged(vectors, queries, np.array([[places[key] for key in row] for row in found]))
    del vectors
    result |= _timed(lambda query: index.search(query, _K), queries)
    chosen = np.random.default_rng(1).choice(index.entry_count, (_QUERIES, 100)) + 1
    result |= _timed(lambda ids: index.score(queries[0], ids.tolist()), chosen, "score_100_")
    mine = entry_ids(keys) == 1
    result |= _timed(lambda _: index.replace([1], keys[mine], codes[mine]), queries, "replace_1_")
    started = time.perf_counter()
    index.remove(range(1, 1001))
    result["remove_1000_ms"] = (time.perf_counter() - started) * 1000
    return _rounded(result | _idle())


def vectors_faiss_exhaustive(count: int) -> Result:
    import faiss

    vectors, queries = _vectors(count)
    faiss.omp_set_num_threads(1)
    kind = faiss.ScalarQuantizer.QT_8bit
    index = faiss.IndexScalarQuantizer(vectors.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
    index.train(np.repeat(np.float32([[-0.3], [0.3]]), vectors.shape[1], axis=1))
    index.add(vectors)
    found = index.search(queries, 10)[1]
    times = _timed(lambda query: index.search(query[None], _K), queries[:100])
    return _rounded(_judged(vectors, queries, found) | times)


def vectors_numpy(count: int) -> Result:
    vectors, queries = _vectors(count)
    times = _timed(lambda query: np.argpartition(-(vectors @ query), _K)[:_K], queries[:50])
    return _rounded({"memory_mb": vectors.nbytes / 2**20} | times)


# --- words ------------------------------------------------------------------------------------


def words_ours(count: int) -> Result:
    from benchmarks import corpus
    from retrieval.entry_words import EntryWords
    from retrieval.text import words
    from retrieval.word_index import WordIndex

    entries = [
        EntryWords(id=id_, question=" ".join(words(p.question)), answer=" ".join(words(p.answer)))
        for id_, (_, p) in enumerate(corpus.varied(count), start=1)
    ]
    queries = [dict.fromkeys(words(text), 1.0) for text in corpus.queries(_QUERIES)]
    before, index = _memory(), WordIndex()
    started = time.perf_counter()
    for at in range(0, count, _PART):
        index.change(entries[at : at + _PART])
    result = {"fill_s": time.perf_counter() - started, "memory_mb": _memory() - before}
    result |= _timed(lambda terms: index.search(terms, _K), queries)
    result |= _timed(lambda terms: index.search_fields(terms, _K), queries, "fields_")
    chosen = np.random.default_rng(1).choice(count, _QUERIES).tolist()
    result |= _timed(lambda row: index.change([entries[row]]), chosen, "change_1_")
    result["memory_after_changes_mb"] = _memory() - before
    return _rounded(result | _idle())


def words_fts5(count: int) -> Result:
    from benchmarks import corpus

    database = sqlite3.connect(":memory:")
    started = time.perf_counter()
    database.execute("CREATE VIRTUAL TABLE entries USING fts5(question, answer, tokenize=porter)")
    rows = ((id_, p.question, p.answer) for id_, (_, p) in enumerate(corpus.varied(count)))
    database.executemany("INSERT INTO entries(rowid, question, answer) VALUES (?, ?, ?)", rows)
    result = {"fill_s": time.perf_counter() - started}

    def ask(text: str) -> None:
        terms = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", text)) or '""'
        sql = "SELECT rowid FROM entries WHERE entries MATCH ? ORDER BY rank LIMIT ?"
        database.execute(sql, (terms, _K)).fetchall()

    return _rounded(result | _timed(ask, corpus.queries(40)))


def text_ours(count: int) -> Result:
    from benchmarks import corpus
    from retrieval.language import detect_language
    from retrieval.text import words

    texts = [text for _, p in corpus.varied(count) for text in (p.question, p.answer)]
    result: Result = {}
    functions: dict[str, Callable[[str], Any]] = {"words": words, "language": detect_language}
    for name, function in functions.items():
        started = time.process_time()
        for text in texts:
            function(text)
        result[f"{name}_us_per_text"] = (time.process_time() - started) / len(texts) * 1e6
    return _rounded(result)


# --- measuring --------------------------------------------------------------------------------


def _memory() -> float:
    import psutil

    resident: int = psutil.Process().memory_info().rss
    return resident / 2**20


def _timed(ask: Callable[[Any], Any], queries: Sequence[Any], prefix: str = "") -> Result:
    for query in queries[:10]:
        ask(query)
    times, used = [], []
    for query in queries:
        began, started = time.thread_time(), time.perf_counter()
        ask(query)
        times.append((time.perf_counter() - started) * 1000)
        used.append((time.thread_time() - began) * 1000)
    p50, p95 = np.percentile(times, [50, 95])
    # thread time: not affected by other programs
    own = {f"{prefix}cpu_p50_ms": float(np.median(used))}
    return own | {f"{prefix}p50_ms": float(p50), f"{prefix}p95_ms": float(p95)}


def _idle() -> Result:
    """The share of a core that is used without queries."""
    used, started = time.process_time(), time.perf_counter()
    time.sleep(2)
    return {
        "idle_cpu_percent": 100 * (time.process_time() - used) / (time.perf_counter() - started)
    }


def _rounded(result: Result) -> Result:
    return {name: float(f"{value:.4g}") for name, value in result.items()}


ROLES: Final[dict[str, Callable[[int], Result]]] = {
    "vectors_ours": vectors_ours,
    "vectors_faiss_exhaustive": vectors_faiss_exhaustive,
    "vectors_numpy": vectors_numpy,
    "words_ours": words_ours,
    "words_fts5": words_fts5,
    "text_ours": text_ours,
}


if __name__ == "__main__":
    sys.exit(main())
