"""Refines the built-in mood head on a company's labels, in the trainer process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from assistant.errors import InputError
from assistant.understanding import head_files, moods
from assistant.understanding.head import Floats, Head, featured
from assistant.understanding.head_vectors import HeadVectors
from retrieval.embedder import Embedder
from training.classify.mood_task import named
from training.classify.regression import fit
from training.classify.training import HEAD
from training.recipes.mood import MoodRecipe

if TYPE_CHECKING:
    from training.runs.trainer import TrainerRun

_STEPS: Final = 60


def train(run: TrainerRun) -> Mapping[str, float]:
    """Refine the head, and write it into `run.out`.

    Raises:
        InputError: The search uses another embedding model than the head (`mood.embedding`), or no
            label names a mood (`mood.labels`).
    """
    recipe = cast("MoodRecipe", run.recipe)
    known = head_files.read(moods.BUILT_IN, "mood")
    source = HeadVectors(Embedder(Path(run.facts["embedding"]), threads=run.threads))
    if source.embedding != known.embedding:
        raise InputError(
            code="mood.embedding", expected="the embedding model that came with the program",
            found="another one", remedy="Go back to it: replydesk versions rollback search",
        )  # fmt: skip
    bodies = [*run.dataset.read("train"), *run.dataset.read("held_out")]
    pairs = [(str(body["text"]), named(str(body["label"]))) for body in bodies]
    kept = [(text, mood) for text, mood in pairs if mood is not None]
    if not kept:
        raise InputError(
            code="mood.labels", expected=f"labels among {', '.join(moods.MOODS)}", found="others",
            remedy="Name the labels so, and try again",
        )  # fmt: skip
    texts = [text for text, _ in kept]
    head = refined(known, source.vectors(texts), texts, [m for _, m in kept], recipe.hold)
    run.tell(1, 1, at_once=True)
    (run.out / HEAD).mkdir(parents=True, exist_ok=True)
    head_files.write(run.out / HEAD, "mood", head)
    return {"labels": len(set(pairs))}


def refined(known: Head, vectors: Floats, texts: list[str], labels: list[str], hold: float) -> Head:
    """Fit a head to labelled texts, with ridge regularization towards the weights of `known`.

    Args:
        known: The head to start from; it must have all these labels.
        vectors, texts, labels: The examples.
        hold: Strength of the regularization.
    """
    numbers = {label: number for number, label in enumerate(known.labels)}
    truth = np.array([numbers[label] for label in labels], np.intp)
    features = featured(vectors, texts, known.grams)
    weights = fit(
        features, truth, len(known.labels), ridge=hold, steps=_STEPS, around=known.weights
    )
    return replace(known, weights=weights)
