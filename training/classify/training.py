"""Trains intents in the trainer process: a head, and with the method "tuned" an encoder first."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from assistant.understanding import head_files
from assistant.understanding.head import OUT, Head
from assistant.understanding.head_vectors import HeadVectors
from retrieval.embedder import Embedder
from training.classify.fitting import Labelled, fit_head
from training.recipes.intents import Intents

if TYPE_CHECKING:
    from training.runs.trainer import TrainerRun

HEAD: Final = "head"
"""Folder in a run's `out` with the fitted head and, if tuned, its embedding model."""
ENCODER: Final = "encoder"
_Texts = tuple[list[str], list[str]]


def train(run: TrainerRun) -> Mapping[str, float]:
    """Train by the recipe's method, and write the head into `run.out`."""
    recipe = cast("Intents", run.recipe)
    known = _read(run.dataset.read("train"))
    held_out = _read(run.dataset.read("held_out"))
    own = run.out / HEAD / head_files.EMBEDDING
    results: Mapping[str, float] = {}
    if recipe.method == "tuned":
        results = tune(run, recipe, known, held_out)
        if not run.group.is_main:
            return results
        export(run.out / ENCODER, own, name=f"{run.facts['name']}-intents")
    base = Embedder(Path(run.facts["embedding"]), threads=run.threads)
    source = HeadVectors(base, Embedder(own, threads=run.threads) if own.is_dir() else None)
    everything = (known[0] + held_out[0], known[1] + held_out[1])
    unseen = np.arange(len(everything[0])) >= len(known[0]) if own.is_dir() else None
    head = fitted(source, everything, recipe, run, unseen)
    (run.out / HEAD).mkdir(parents=True, exist_ok=True)
    head_files.write(run.out / HEAD, "intents", head)
    shutil.rmtree(run.out / ENCODER, ignore_errors=True)
    return {**results, "labels": len(head.labels)}


def tune(run: TrainerRun, recipe: Intents, known: _Texts, held_out: _Texts) -> Mapping[str, float]:
    """Tune an encoder, and write its weights into `run.out`. Texts out of scope are not used, as
    they have nothing in common."""
    from training.classify.learner import IntentLearner
    from training.classify.plan import LabelBalancedPlan
    from training.encoders.encoder import Encoder
    from training.runs.loop import Loop

    names = sorted(set(known[1]) - {OUT})
    numbers = {name: number for number, name in enumerate(names)}
    train, asked = _numbered(known, numbers), _numbered(held_out, numbers)
    encoder = Encoder(Path(run.facts["weights"]), dropout=recipe.dropout)
    learner = IntentLearner(encoder, names, train, asked, recipe, run.device)
    plan = LabelBalancedPlan(train[1], batch=recipe.batch, epochs=recipe.epochs, seed=recipe.seed)
    results = Loop(run, learner, plan).train()
    if run.group.is_main:
        encoder.save(run.out / ENCODER)
    return results


def export(encoder: Path, target: Path, *, name: str) -> None:
    """Export an encoder into the form that the engine serves."""
    # imported here because only the export needs onnx
    from retrieval.embedder_export.prepare import prepare

    for _ in prepare(encoder, target, name=name):
        pass


def fitted(
    source: HeadVectors, known: _Texts, recipe: Intents, run: TrainerRun,
    unseen: NDArray[np.bool_] | None = None,
) -> Head:  # fmt: skip
    """Fit a head on the vectors of `source`; `unseen` as in `Labelled`."""
    texts, labels = known
    vectors = np.zeros((len(texts), source.dims), np.float32)
    for done in source.fill(texts, vectors):
        if recipe.method == "head":
            run.tell(done, len(texts))
            run.heed(lambda: None)
    return fit_head(
        Labelled(texts, labels, vectors, unseen), source.embedding,
        seed=recipe.seed, refused=recipe.refused,
    )  # fmt: skip


def _read(bodies: Iterable[Mapping[str, Any]]) -> _Texts:
    pairs = [(str(body["text"]), str(body["label"])) for body in bodies]
    return [text for text, _ in pairs], [label for _, label in pairs]


def _numbered(some: _Texts, numbers: Mapping[str, int]) -> tuple[list[str], list[int]]:
    kept = [(text, numbers[label]) for text, label in zip(*some, strict=True) if label in numbers]
    return [text for text, _ in kept], [number for _, number in kept]
