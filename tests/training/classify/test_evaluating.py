"""`eval intents` on small and odd tables: it returns the same keys, and errors name the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import CodedError
from retrieval.embedder import Embedder
from tests.retrieval.conftest import shipped_embedder
from training.classify.evaluating import evaluate
from training.recipes.intents import Intents

__all__ = ["shipped_embedder"]

_KNOWN = [
    ("where is my parcel", "delivery"), ("my package is late", "delivery"),
    ("track my shipment", "delivery"), ("I want my money back", "refund"),
    ("refund me please", "refund"), ("give me a refund", "refund"),
]  # fmt: skip


def _table(path: Path, rows: list[tuple[str, str]]) -> Path:
    lines = "".join(f'"{text}","{label}"\n' for text, label in rows)
    path.write_text("text,label\n" + lines, "utf-8")
    return path


def _figures(
    folder: Path, embedder: Embedder, asked: list[tuple[str, str]]
) -> dict[str, float | None]:
    known = _table(folder / "known.csv", [*_KNOWN, ("", "refund")])
    return evaluate(known, _table(folder / "asked.csv", asked), embedder, Intents())


def test_figures_that_nothing_tells_are_there_and_empty(
    tmp_path: Path, shipped_embedder: Embedder
) -> None:
    inside = _figures(tmp_path, shipped_embedder, [("where is my package", "delivery")])
    outside = _figures(tmp_path, shipped_embedder, [("who won the election", "oos")])
    assert inside["accuracy"] == 1.0
    assert inside["oos_recall"] is None
    assert outside["accuracy"] is None
    assert outside["oos_recall"] == 1.0
    assert {"accuracy", "macro_f1", "oos_recall", "seconds"} <= inside.keys() == outside.keys()


def test_labels_that_were_never_learnt_and_rows_left_out_are_counted(
    tmp_path: Path, shipped_embedder: Embedder
) -> None:
    asked = [("reset my password", "login"), ("refund my order", "refund"), ("sing", "oos")]
    found = _figures(tmp_path, shipped_embedder, asked)
    assert (found["unknown"], found["left_out"]) == (1, 1)
    assert (found["train"], found["test"], found["labels"]) == (6, 3, 2)
    assert found["accuracy"] == 0.5


@pytest.mark.parametrize(
    ("known", "asked", "code", "named"),
    [
        ("a,b\n1,2\n", "text,label\nx,y\n", "examples.columns", "known.csv"),
        ("text,label\nx,y\nz,w\n", "text,label\n", "examples.empty", "asked.csv"),
        ("text,label\nx,y\nz,y\n", "text,label\nx,y\n", "intents.one-label", ""),
        ("text,label\nx,oos\nz,oos\n", "text,label\nx,y\n", "intents.one-label", ""),
    ],
)
def test_a_table_that_cannot_be_used_is_named(
    tmp_path: Path, shipped_embedder: Embedder, known: str, asked: str, code: str, named: str
) -> None:
    for name, content in (("known.csv", known), ("asked.csv", asked)):
        (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(CodedError) as told:
        evaluate(tmp_path / "known.csv", tmp_path / "asked.csv", shipped_embedder, Intents())
    assert told.value.code == code
    assert named in told.value.found


def test_a_column_of_numbers_is_not_taken_for_labels(
    tmp_path: Path, shipped_embedder: Embedder
) -> None:
    known = _table(tmp_path / "known.csv", [(f"text {at}", str(at)) for at in range(2_001)])
    with pytest.raises(CodedError) as told:
        evaluate(known, known, shipped_embedder, Intents())
    assert told.value.code == "intents.many-labels"
