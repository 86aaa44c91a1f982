"""Latency of a whole query inside the engine, compared with a plain implementation in the same run.

The engine is a real one on a store with N entries (a question and an answer each, so 2 N vectors;
from 250,000 entries on plain passages, so N vectors): each query is embedded, both indexes are
searched, hits are fused, judged and their rows fetched. The plain implementation is
sentence-transformers in torch, an FTS5 OR query, a NumPy dot product over float32 vectors,
reciprocal-rank fusion and fetching the rows; it runs if torch is installed. Each side has a process
of its own, so that its memory is measured separately.

    python main.py bench search --entries 100000 --json
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

_WARM_UP = 10
_BATCH = 5_000
_PASSAGES_FROM = 250_000
"""From this number on, each entry is a passage with one vector, as in a document library."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--no-baseline", action="store_true")
    parser.add_argument("--role", choices=["build", "ours", "plain"], help=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.role:
        print(json.dumps(_play(given)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        given.home = Path(folder) / "home"
        _child("build", given)
        result = _child("ours", given)
    result |= _baseline(given, result["p50_ms"])
    if given.json:
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name:>16}  {value}")
    return 0


def _play(given: argparse.Namespace) -> dict[str, Any]:
    from assistant.paths import Home

    if given.role == "plain":
        return plain(given.entries, given.queries)
    if given.role == "build":
        build(Home(given.home), given.entries)
        return {}
    return ours(Home(given.home), given.entries, given.queries)


def _baseline(given: argparse.Namespace, our_p50: float) -> dict[str, Any]:
    if given.no_baseline:
        return {"baseline_p50_ms": None, "speedup": None}
    plain_way = _child("plain", given)
    baseline = plain_way.get("p50_ms")
    return {
        "baseline_p50_ms": baseline,
        "baseline_p95_ms": plain_way.get("p95_ms"),
        "baseline_memory_mb": plain_way.get("memory_mb"),
        "speedup": round(baseline / our_p50, 1) if baseline else None,
    }


def _child(role: str, given: argparse.Namespace) -> dict[str, Any]:
    command = [sys.executable, __file__, "--role", role, "--entries", str(given.entries)]
    command += ["--queries", str(given.queries), "--home", str(given.home)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    parsed: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return parsed


def ours(home: Any, entries: int, queries: int) -> dict[str, Any]:
    """Start an engine on a store of `entries` and time whole queries."""
    import psutil

    from assistant.engine import Engine
    from assistant.store import articles_read
    from benchmarks import corpus
    from retrieval.retriever import Query

    engine = Engine(home)
    started = time.perf_counter()
    engine.start()
    engine.knowledge.index.filled.wait()
    filled = time.perf_counter() - started

    def ask(text: str) -> None:
        found = engine.knowledge.search(Query(text=text))
        with engine.store.read() as connection:
            articles_read.get_many(connection, [hit.id for hit in found.hits])

    times = _timed(ask, corpus.queries(queries + _WARM_UP))
    vectors = entries * (2 if entries < _PASSAGES_FROM else 1)
    result = {"entries": entries, "vectors": vectors, **_percentiles(times)}
    result["memory_mb"] = round(psutil.Process().memory_info().rss / 2**20)
    result["fill_s"] = round(filled, 2)
    engine.close()
    return result


def build(home: Any, entries: int) -> None:
    """Fill a home's store with varied entries, and vectors drawn around real ones."""
    from assistant import model_paths
    from assistant.knowledge import Knowledge
    from assistant.store.articles import ArticleDraft
    from assistant.store.database import OWNER
    from assistant.store.opening import open_store
    from benchmarks import corpus
    from retrieval.embedder import Embedder
    from retrieval.encoded_entry import EncodedEntry
    from retrieval.entry_words import words_of

    opened = open_store(home)
    embedder = Embedder(model_paths.embedding_model(home))
    knowledge = Knowledge(opened.store, embedder)
    sides = dict(zip("qa", corpus.base_vectors(embedder), strict=True))
    fields = "qa" if entries < _PASSAGES_FROM else "a"
    chance = np.random.default_rng(corpus.SEED)
    pairs = corpus.varied(entries)
    while some := list(itertools.islice(pairs, _BATCH)):
        places = [place for place, _ in some]
        codes = np.stack(
            [corpus.drawn_codes(sides[side][places], chance) for side in fields], axis=1
        )
        drafts = [
            ArticleDraft(
                questions=(p.question,) if "q" in fields else (), answer=p.answer, lang="en"
            )
            for _, p in some
        ]
        encoded = [
            EncodedEntry(draft.entry(0), fields, row, words_of(draft.entry(0)))
            for draft, row in zip(drafts, codes, strict=True)
        ]
        with knowledge.edit(OWNER) as edit:
            edit.create(drafts, encoded, action="imported")
    opened.store.close()


def plain(entries: int, queries: int) -> dict[str, Any]:
    """The plain implementation: torch, FTS5, NumPy, reciprocal-rank fusion."""
    import psutil

    try:
        import torch
        from sentence_transformers import SentenceTransformer
    except ImportError:
        return {}
    from benchmarks import corpus
    from retrieval import default_model

    torch.set_num_threads(2)
    model = SentenceTransformer(str(default_model.locate_source()), device="cpu")
    texts = [pair for _, pair in corpus.varied(entries)]
    base = [model.encode([getattr(p, side) for p in corpus.base()], normalize_embeddings=True)
            for side in ("question", "answer")]  # fmt: skip
    chance = np.random.default_rng(corpus.SEED)
    places = [place for place, _ in corpus.varied(entries)]
    vectors = np.concatenate([corpus.drawn(side[places], chance) for side in base])
    database = _fts(texts)

    def ask(text: str) -> None:
        query = model.encode([text], normalize_embeddings=True)[0]
        scores = vectors @ query
        dense = np.argpartition(scores, -50)[-50:] % entries
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", text)) or '""'
        lexical = [row for (row,) in database.execute(
            "SELECT rowid FROM entries WHERE entries MATCH ? ORDER BY rank LIMIT 50", (words,)
        )]  # fmt: skip
        fused: dict[int, float] = {}
        for ranking in (list(dense), lexical):
            for rank, id_ in enumerate(ranking):
                fused[int(id_)] = fused.get(int(id_), 0) + 1 / (60 + rank)
        for id_ in sorted(fused, key=fused.__getitem__)[-3:]:
            database.execute("SELECT question, answer FROM entries WHERE rowid = ?", (id_,))

    times = _timed(ask, corpus.queries(min(queries, 100) + _WARM_UP))
    memory = round(psutil.Process().memory_info().rss / 2**20)
    return {**_percentiles(times), "memory_mb": memory}


def _fts(texts: list[Any]) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE entries USING fts5(question, answer, tokenize=porter)")
    rows = ((number, text.question, text.answer) for number, text in enumerate(texts))
    database.executemany("INSERT INTO entries(rowid, question, answer) VALUES (?, ?, ?)", rows)
    return database


def _timed(ask: Callable[[str], None], texts: list[str]) -> list[float]:
    for text in texts[:_WARM_UP]:
        ask(text)
    times = []
    for text in texts[_WARM_UP:]:
        started = time.perf_counter()
        ask(text)
        times.append((time.perf_counter() - started) * 1000)
    return times


def _percentiles(times: list[float]) -> dict[str, float]:
    return {
        "p50_ms": round(statistics.median(times), 2),
        "p95_ms": round(float(np.percentile(times, 95)), 2),
    }


if __name__ == "__main__":
    sys.exit(main())
