"""Estimates the training of a classifier.

A head is fitted in seconds, most of which the engine takes to embed the texts; that is measured on
some of them. To estimate the tuning of an encoder, training steps are taken on some texts.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, Final, cast

from assistant.contracts import Estimate, TrainingRequest
from assistant.understanding.head import OUT
from training.classify.collecting import Collected, Example, counted
from training.classify.label_findings import findings
from training.classify.plan import LabelBalancedPlan
from training.encoders.pace import EXPORT_S, Pace
from training.runs.probe_process import run_probe
from training.sampling import evenly

if TYPE_CHECKING:
    from assistant.engine import Engine
    from training.recipes.base import Recipe
    from training.recipes.intents import Intents
    from training.runs.machine import Machine

_TRIED: Final = 64
"""Number of texts that the engine embeds to measure its speed."""
_STEPS: Final = 3
"""Number of batches of texts for training steps."""
_MATTERS: Final = ("batch", "contrast", "adversarial", "micro_batch")
_STARTS: Final = 6.0
"""Seconds to start a trainer without torch, and to publish its result."""
_FITS: Final = 6e-4
"""Seconds that fitting takes for each text, without embedding it."""
_MEMORY: Final = 400 << 20
"""Bytes of memory of a trainer that fits a head, without its data."""
_A_TEXT: Final = 24_000
"""Bytes of memory for a text's features and intermediate results."""
_MOST: Final = 40_000
_DISK: Final = 300 << 10
"""Bytes on the disk for a run's own files."""
_A_LABEL: Final = 39_000
"""Bytes on the disk for each label of a head, in the run's folder and as published."""
_KEPT: Final = 400
"""Bytes on the disk for each text of the dataset."""
_SAMPLES: Final = 5
_TUNED: Final = 140 << 20
"""Bytes on the disk of a tuned encoder: saved by torch, exported, and published."""


def estimated(
    engine: Engine, request: TrainingRequest, recipe: Recipe, machine: Machine, found: Collected
) -> Estimate:
    """Estimate a run; errors as in `run_probe`, and `ModelSourceError` if an encoder is to be tuned
    whose weights are not installed.

    Args:
        engine: Embeds some texts, to measure the speed of this machine.
        request, recipe, machine: As in `Task.estimate`.
        found: The examples.
    """
    learnt, labels = found.on("train"), counted(found.on("train"))
    enough = len(learnt) >= recipe.least_examples and len(labels) > 1
    each = _reads(engine, learnt)
    seconds = _STARTS + fitting(found, each, read_with=1)
    memory, device = _MEMORY + _A_TEXT * min(len(learnt), _MOST), "cpu"
    disk = _DISK + _A_LABEL * len(labels) + _KEPT * len(found.examples)
    if enough and getattr(recipe, "method", "") == "tuned":
        pace = _pace(learnt, cast("Intents", recipe), machine.threads)
        # texts are embedded by both encoders; the tuned one is about as fast as the engine's
        seconds = tuning(cast("Intents", recipe), found, pace) + fitting(found, each, read_with=2)
        memory, disk = max(memory, pace.run_bytes()), disk + _TUNED + pace.saved_bytes()
        device = pace.device
    why = (
        f"{recipe.least_examples} texts of at least two labels are needed; there are {len(learnt)} "
        f"of {len(labels)}"
    )
    return Estimate(
        kind=request.kind, preset=request.preset, examples=len(learnt), enough=enough,
        why="" if enough else why, seconds=round(seconds, 1), memory_bytes=memory,
        disk_bytes=disk, device=device, findings=findings(found),
    )  # fmt: skip


def fitting(found: Collected, each: float, *, read_with: int) -> float:
    """Seconds to fit a head, and to judge it and the one in use.

    Args:
        each: Seconds that the engine takes to embed a text.
        read_with: Number of encoders that embed each text.
    """
    known = len(found.on("train")) + len(found.on("held_out"))
    judged = len(found.on("judge")) * each * (read_with + 1)
    return known * (read_with * each + _FITS) + judged


def tuning(recipe: Intents, found: Collected, pace: Pace) -> float:
    """Seconds from the start of the trainer until its encoder is exported."""
    learnt = [one for one in found.on("train") if one.label != OUT]
    labels = _numbered(learnt)
    steps = LabelBalancedPlan(
        labels, batch=recipe.batch, epochs=recipe.epochs, seed=recipe.seed
    ).steps
    measured = recipe.measurements(steps)
    texts = len(learnt) + measured * (len(found.on("held_out")) + _SAMPLES)
    learning = steps * pace.step_s + pace.saving_s(measured)
    return pace.start_s + texts * pace.read_s + learning + EXPORT_S


def _pace(learnt: list[Example], recipe: Intents, threads: int) -> Pace:
    from retrieval import default_model

    labelled = [one for one in learnt if one.label != OUT]
    some = evenly(labelled, _STEPS * recipe.batch)
    options = {name: getattr(recipe, name) for name in _MATTERS}
    asked: dict[str, Any] = {
        "kind": "intents", "recipe": recipe.model_dump(), "threads": threads,
        "weights": str(default_model.locate_source()),
        "texts": [one.text for one in some], "labels": _numbered(some),
    }  # fmt: skip
    size = sum(map(len, asked["texts"])) // max(1, len(some)) // 20
    return Pace(**run_probe(asked, known_by=json.dumps(["intents", options, threads, size])))


def _numbered(some: list[Example]) -> list[int]:
    numbers = {label: at for at, label in enumerate(sorted({one.label for one in some}))}
    return [numbers[one.label] for one in some]


def _reads(engine: Engine, learnt: list[Example]) -> float:
    """Seconds that the engine takes to embed a text, measured."""
    texts = [one.text for one in evenly(learnt, _TRIED)]
    if not texts:
        return 0.0
    embedder = engine.knowledge.index.embedder
    embedder.encode(texts[:4], role="query")
    began = time.perf_counter()
    embedder.encode(texts, role="query")
    return (time.perf_counter() - began) / len(texts)
