"""Embedding speed: ONNX in int8 and in float32, compared with sentence-transformers in torch.

All three embed the same real texts on the same number of threads, each in a process of its own,
several times in turn: rates are medians. Latency is that of single queries, one after another,
without caching. Fidelity is the cosine similarity to the float32 graph's vectors.

    python benchmarks/embedder.py --texts 1500 --threads 2 --json
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

Vectors = NDArray[np.float32]
WAYS: Final = ("int8", "fp32", "torch")
QUERIES: Final = 200


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=1500)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.way:
        print(json.dumps(measure(given.way, given.folder, given.threads)))
        return 0
    with tempfile.TemporaryDirectory() as place:
        result = compare(Path(place), given.texts, given.threads, given.rounds)
    if given.json:
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name:>22}  {value}")
    return 0


def compare(folder: Path, count: int, threads: int, rounds: int) -> dict[str, Any]:
    """Prepare both graphs, run all variants several times in turn, and combine their medians."""
    texts = real_texts(count)
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    began = time.perf_counter()
    prepare_into(folder / "int8", "int8")
    seconds = time.perf_counter() - began
    prepare_into(folder / "fp32", "fp32")
    ways = [way for way in WAYS if way != "torch" or importlib.util.find_spec("torch")]
    runs: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way in ways:
            runs[way].append(child(way, folder, threads))
    result: dict[str, Any] = {"texts": len(texts), "threads": threads, "prepare_s": seconds}
    for way in ways:
        for name in ("texts_s", "query_ms"):
            result[f"{way}_{name}"] = float(np.median([run[name] for run in runs[way]]))
        cosines = (np.load(folder / f"{way}.npy") * np.load(folder / "fp32.npy")).sum(axis=1)
        result[f"{way}_cosine"] = float(cosines.mean())
        result[f"{way}_cosine_min"] = float(cosines.min())
    result["int8_mb"] = (folder / "int8" / "model.int8.onnx").stat().st_size / 1e6
    for way in ways[1:]:
        result[f"speedup_over_{way}"] = result["int8_texts_s"] / result[f"{way}_texts_s"]
    return {name: round(value, 5) for name, value in result.items()}


def child(way: str, folder: Path, threads: int) -> dict[str, float]:
    """One variant, measured in a process of its own."""
    command = [sys.executable, __file__, "--way", way, "--folder", str(folder)]
    done = subprocess.run(
        [*command, "--threads", str(threads)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"the way {way} failed:\n{done.stderr[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(way: str, folder: Path, threads: int) -> dict[str, float]:
    """Rate over all texts, and latency of one query at a time; the vectors are saved to a file."""
    texts: list[str] = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    encode = torch_way(threads) if way == "torch" else onnx_way(folder / way, threads)
    encode(texts[:64])
    began = time.perf_counter()
    vectors = encode(texts)
    rate = len(texts) / (time.perf_counter() - began)
    np.save(folder / f"{way}.npy", vectors)
    taken = []
    for text in texts[:QUERIES]:
        began = time.perf_counter()
        encode([text])
        taken.append(time.perf_counter() - began)
    return {"texts_s": rate, "query_ms": 1e3 * float(np.median(taken))}


def onnx_way(folder: Path, threads: int) -> Callable[[Sequence[str]], Vectors]:
    """The product's embedder with a prepared model."""
    from retrieval.embedder import Embedder

    embedder = Embedder(folder, threads=threads)
    return lambda texts: embedder.encode(texts, role="query")


def torch_way(threads: int) -> Callable[[Sequence[str]], Vectors]:
    """sentence-transformers, as its documentation shows it."""
    import torch
    from sentence_transformers import SentenceTransformer

    from retrieval.default_model import locate_source

    torch.set_num_threads(threads)
    model = SentenceTransformer(str(locate_source()), device="cpu")
    return lambda texts: np.asarray(model.encode(list(texts), normalize_embeddings=True))


def prepare_into(folder: Path, precision: str) -> None:
    """Prepare the default model in a precision."""
    from retrieval.default_model import locate_source
    from retrieval.embedder_export.prepare import prepare

    for _ in prepare(locate_source(), folder, precision="fp32" if precision == "fp32" else "int8"):
        pass


def real_texts(count: int) -> list[str]:
    """Questions of bank customers if the public data is there, else texts of the corpus's base."""
    from benchmarks import corpus

    data = corpus.data_folder()
    if data is None:
        texts = [text for pair in corpus.base() for text in (pair.question, pair.answer)]
    else:
        with (data / "banking77" / "train.csv").open(encoding="utf-8-sig", newline="") as file:
            texts = [row["text"] for row in csv.DictReader(file)]
    order = np.random.default_rng(corpus.SEED).permutation(len(texts))
    return [texts[index] for index in order[:count]]


if __name__ == "__main__":
    raise SystemExit(main())
