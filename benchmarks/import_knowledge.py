"""Imports an FAQ file end to end, compared with a plain implementation in the same run.

The product: the file is parsed in a child process, texts are embedded by ONNX Runtime, rows and
vectors are written in encrypted transactions, both indexes are updated. The plain implementation
reads the same CSV in Python, embeds with sentence-transformers in torch, inserts row by row into
SQLite with an FTS5 table, and stacks a NumPy matrix without FAISS; it runs if torch is installed.

    python main.py bench import --entries 1500 --json
"""

from __future__ import annotations

import argparse
import csv
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1500)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--no-baseline", action="store_true")
    parser.add_argument("--role", choices=["ours", "plain"], help=argparse.SUPPRESS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.role:
        print(json.dumps((ours if given.role == "ours" else plain)(Path(given.file))))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "faq.csv"
        texts = write_table(file, given.entries)
        result = {"entries": given.entries, "texts": texts, **_child("ours", file)}
        if not given.no_baseline:
            plain_way = _child("plain", file)
            result |= {f"baseline_{name}": value for name, value in plain_way.items()}
            if plain_way:
                result["speedup"] = round(result["texts_s"] / plain_way["texts_s"], 2)
    if given.json:
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name:>20}  {value}")
    return 0


def write_table(file: Path, entries: int) -> int:
    """Write an FAQ with two question variants per entry; returns the number of texts to embed."""
    from benchmarks import corpus

    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(["id", "question", "answer"])
        for number, (_, pair) in enumerate(corpus.varied(entries)):
            short = " ".join(pair.question.split()[-6:])
            questions = f"{pair.question}\nPlease help, {short}"
            table.writerow([f"e{number}", questions, pair.answer])
    return 3 * entries


def _child(role: str, file: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, "--role", role, "--file", str(file)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    parsed: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return parsed


def ours(file: Path) -> dict[str, Any]:
    """The product's own import, in this process."""
    from sqlalchemy import text

    from assistant import importing
    from assistant.engine import Engine
    from assistant.paths import Home
    from assistant.store.database import OWNER

    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Home(Path(folder) / "home"))
        started = time.perf_counter()
        work = importing.run(
            engine.store, engine.knowledge, OWNER, importing.FileToImport(path=file, name="bench")
        )
        result = _drain(work)
        seconds = time.perf_counter() - started
        vectors = 3 * result["added"]
        again = time.perf_counter()
        _drain(importing.run(
            engine.store, engine.knowledge, OWNER, importing.FileToImport(path=file, name="bench")
        ))  # fmt: skip
        unchanged = time.perf_counter() - again
        with engine.store.read() as connection:
            embedded = connection.execute(text("SELECT sum(length(fields)) FROM vectors")).scalar()
        engine.close()
    return {
        "seconds": round(seconds, 2),
        "texts_s": round(vectors / seconds),
        # long answers are also embedded in pieces: the number of texts actually embedded
        "embedded": embedded,
        "embedded_s": round((embedded or 0) / seconds),
        "unchanged_again_seconds": round(unchanged, 2),
    }


def _drain(work: Any) -> dict[str, Any]:
    try:
        while True:
            next(work)
    except StopIteration as end:
        value: dict[str, Any] = end.value
        return value


def plain(file: Path) -> dict[str, Any]:
    """The plain implementation: torch, one insert after another."""
    try:
        import torch
        from sentence_transformers import SentenceTransformer
    except ImportError:
        return {}
    import numpy as np

    from retrieval import default_model

    torch.set_num_threads(2)
    model = SentenceTransformer(str(default_model.locate_source()), device="cpu")
    with tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(Path(folder) / "plain.db")
        database.execute("CREATE TABLE vectors (text TEXT, vector BLOB)")
        database.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
        started = time.perf_counter()
        with file.open(encoding="utf-8", newline="") as table:
            texts = [
                text
                for row in csv.DictReader(table)
                for text in (*row["question"].split("\n"), row["answer"])
            ]
        vectors = model.encode(texts, batch_size=32, normalize_embeddings=True)
        for text, vector in zip(texts, vectors, strict=True):
            database.execute("INSERT INTO vectors VALUES (?, ?)", (text, vector.tobytes()))
            database.execute("INSERT INTO words VALUES (?)", (text,))
            database.commit()
        np.stack(vectors)
        seconds = time.perf_counter() - started
        database.close()
    return {"seconds": round(seconds, 2), "texts_s": round(len(texts) / seconds)}


if __name__ == "__main__":
    sys.exit(main())
