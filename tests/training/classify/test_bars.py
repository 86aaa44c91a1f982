"""Minimum quality of the quick head on public data."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

from retrieval.embedder import Embedder
from tests.retrieval.conftest import shipped_embedder
from training.classify.evaluating import evaluate
from training.recipes.intents import Intents

__all__ = ["shipped_embedder"]
pytestmark = pytest.mark.data


def test_banking_questions_are_labelled_right(
    shared_data: Path, shipped_embedder: Embedder
) -> None:
    folder = shared_data / "banking77"
    found = evaluate(folder / "train.csv", folder / "test.csv", shipped_embedder, Intents())
    assert found["accuracy"] >= 0.93
    assert found["macro_f1"] >= 0.93
    assert found["oos_recall"] is None


def test_what_is_out_of_scope_is_noticed_without_examples_of_it(
    shared_data: Path, shipped_embedder: Embedder, tmp_path: Path
) -> None:
    content = (shared_data / "clinc150/data_full.json.gz").read_bytes()
    parts = json.loads(gzip.decompress(content))
    # every third intent: a tenth of the time, and recognizing out-of-scope texts is as hard
    kept = set(sorted({label for _, label in parts["train"]})[::3])
    train = [row for row in parts["train"] if row[1] in kept]
    test = [row for row in parts["test"] if row[1] in kept] + parts["oos_test"]
    found = evaluate(
        _table(tmp_path / "train.csv", train), _table(tmp_path / "test.csv", test),
        shipped_embedder, Intents(),
    )  # fmt: skip
    assert found["accuracy"] >= 0.95
    assert found["oos_recall"] >= 0.7


def _table(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "label"])
        writer.writerows(rows)
    return path
