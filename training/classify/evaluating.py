"""`eval intents`: trains a classifier on one table and measures it on another.

It needs no engine, no store and, for the method "head", no torch.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.understanding.head import OUT
from assistant.understanding.head_vectors import HeadVectors
from retrieval.embedder import Embedder
from retrieval.errors import CodedError
from training.classify.fitting import Labelled, fit_head, numbered, sampled
from training.classify.measures import measure
from training.classify.tables import Table, read_table
from training.recipes.intents import Intents

Tell = Callable[[int, int], None]


def evaluate(
    train: Path, test: Path, embedder: Embedder, recipe: Intents, *,
    tell: Tell = lambda done, total: None,
) -> dict[str, Any]:  # fmt: skip
    """Train on one table and measure on another.

    Args:
        train, test: Tables that `tables.read_table` can read.
        embedder: The embedding model that the search uses.
        recipe: With the method "tuned", an encoder is tuned first.
        tell: Called with the work done and the total.

    Returns:
        A dictionary with these keys:

        - accuracy: Of texts in scope, where predicting "out of scope" is wrong; None if there are
          none.
        - macro_f1.
        - oos_recall: None if no text is out of scope.
        - seconds: For embedding, training and predicting.
        - train, test: Number of texts learnt from, and measured on.
        - labels: Number of labels learnt.
        - left_out: Number of rows of both tables that were left out.
        - unknown: Number of test texts whose label was not learnt; all of them count as wrong.

    Raises:
        CodedError: A table cannot be used; the code says why.
    """
    known, asked = _table(train), _table(test)
    left_out = sum(known.left_out.values()) + sum(asked.left_out.values())
    numbered(known.labels)  # raises for unusable labels before minutes are spent
    started = time.perf_counter()
    if recipe.method == "tuned":
        from training.classify.tuned_evaluation import held_out, tuned_vectors  # torch

        with tuned_vectors(known, embedder, recipe) as source:
            said = _answers(known, asked, source, recipe, tell, unseen=held_out(known))
    else:
        said = _answers(known, asked, HeadVectors(embedder), recipe, tell)
    seconds = time.perf_counter() - started
    figures = measure(asked.labels, said)
    learnt = {*known.labels, OUT}
    inside = any(label != OUT for label in asked.labels)
    return {
        "accuracy": round(figures.accuracy, 4) if inside else None,
        "macro_f1": round(figures.macro_f1, 4),
        "oos_recall": None if figures.oos_recall is None else round(figures.oos_recall, 4),
        "seconds": round(seconds, 2),
        "train": len(known),
        "test": len(asked),
        "labels": len(learnt - {OUT}),
        "left_out": left_out,
        "unknown": sum(label not in learnt for label in asked.labels),
    }


def _table(path: Path) -> Table:
    """Read a table; errors name the file, to tell which of the two is meant."""
    try:
        return read_table(path)
    except CodedError as error:
        raise type(error)(
            code=error.code, expected=error.expected, found=f"{error.found}, in {path.name}",
            remedy=error.remedy,
        ) from error  # fmt: skip


def _answers(
    known: Table, asked: Table, source: HeadVectors, recipe: Intents, tell: Tell, *,
    unseen: NDArray[np.bool_] | None = None,
) -> list[str]:  # fmt: skip
    rows = sampled(known.labels, recipe.seed)  # the other texts need not be embedded
    total = len(rows) + len(asked)
    texts = [known.texts[row] for row in rows]
    labelled = Labelled(
        texts, [known.labels[row] for row in rows], _read(source, texts, tell, 0, total),
        None if unseen is None else unseen[rows],
    )  # fmt: skip
    head = fit_head(labelled, source.embedding, seed=recipe.seed, refused=recipe.refused)
    vectors = _read(source, asked.texts, tell, len(rows), total)
    return [one.label for one in head.predict(vectors, asked.texts)]


def _read(source: HeadVectors, texts: list[str], tell: Tell, before: int, total: int) -> Any:
    found = np.zeros((len(texts), source.dims), np.float32)
    for done in source.fill(texts, found):
        tell(before + done, total)
    return found
