"""How accurately labels are predicted, compared with a logistic regression on the same vectors.

    python -m benchmarks.intents [--recipe plain head tuned] [--set banking77 …] [--json]

`plain` is the regression on the frozen embedding, `head` what `eval intents` does, `tuned` what it
does with `--recipe tuned` (a quarter of an hour for each set on two cores, more on one).
`clinc150_given` is trained with its hundred out-of-scope examples, `clinc150` without any.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant import model_paths
from assistant.paths import Home
from benchmarks.search_sets import DATA, read_json
from retrieval.embedder import Embedder
from training.classify.evaluating import evaluate
from training.classify.measures import measure
from training.classify.tables import read_table
from training.recipes.intents import Intents

_RECIPES: Final = {"head": "quick", "tuned": "thorough"}
_CLINC: Final = {"clinc150": ("train",), "clinc150_given": ("train", "oos_train")}
_SETS: Final = ("banking77", *_CLINC)
_FIGURES: Final = ("accuracy", "macro_f1", "oos_recall", "seconds")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--recipe", nargs="+", choices=("plain", *_RECIPES),
                        default=("plain", *_RECIPES))  # fmt: skip
    parser.add_argument("--set", nargs="+", choices=_SETS, default=_SETS)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    embedder = Embedder(model_paths.embedding_model(Home.default()))
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in given.set:
            train, test = _tables(given.data, name, Path(scratch))
            for recipe in given.recipe:
                print(f"{name}: {recipe} …", file=sys.stderr, flush=True)
                found = _measured(train, test, embedder, recipe)
                rows.append({"set": name, "recipe": recipe} | {n: found[n] for n in _FIGURES})
    print(json.dumps(rows) if given.json else table(rows))
    return 0


def _tables(data: Path, name: str, scratch: Path) -> tuple[Path, Path]:
    """The training and test files of a set, with columns text and label."""
    if name == "banking77":
        return data / name / "train.csv", data / name / "test.csv"
    parts = read_json(data / "clinc150" / "data_full.json.gz")
    learnt = [row for part in _CLINC[name] for row in parts[part]]
    return (
        _written(scratch / f"{name}_train.csv", learnt),
        _written(scratch / f"{name}_test.csv", parts["test"] + parts["oos_test"]),
    )


def _written(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("text", "label"), *rows])
    return path


def _measured(train: Path, test: Path, embedder: Embedder, recipe: str) -> dict[str, Any]:
    if recipe == "plain":
        return _plain(train, test, embedder)
    return evaluate(train, test, embedder, Intents.from_preset(_RECIPES[recipe], {}))  # type: ignore[arg-type]  # presets, as above


def _plain(train: Path, test: Path, embedder: Embedder) -> dict[str, Any]:
    """The regression on the frozen embedding; out of scope is a label like any other."""
    began = time.perf_counter()
    known, asked = read_table(train), read_table(test)
    vectors = embedder.encode(known.texts, role="query")
    fitted = LogisticRegression(C=10, max_iter=200).fit(vectors, known.labels)
    said = fitted.predict(embedder.encode(asked.texts, role="query"))
    figures = measure(asked.labels, np.asarray(said).tolist())
    return {
        "accuracy": round(figures.accuracy, 4), "macro_f1": round(figures.macro_f1, 4),
        "oos_recall": None if figures.oos_recall is None else round(figures.oos_recall, 4),
        "seconds": round(time.perf_counter() - began, 1),
    }  # fmt: skip


def table(rows: Sequence[dict[str, Any]]) -> str:
    """The figures as a Markdown table."""
    lines = ["| set | recipe | right | macro-F1 | out of scope noticed | seconds |",
             "|" + " --- |" * 6]  # fmt: skip
    for row in rows:
        noticed = "" if row["oos_recall"] is None else f"{row['oos_recall']:.3f}"
        seconds = "" if row["seconds"] is None else f"{row['seconds']:.0f}"
        lines.append(
            f"| {row['set']} | {row['recipe']} | {row['accuracy']:.4f} | {row['macro_f1']:.4f} "
            f"| {noticed} | {seconds} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
