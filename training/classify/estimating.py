"""How long a classifier takes to train, told before it begins.

A head is fitted in seconds; how long the engine takes to read some of the texts tells nearly all of
that. Before an encoder of its own is tuned, steps are taken on some of them.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, Final, cast

from assistant.contracts import Estimate, TrainingRequest
from assistant.understanding.head import OUT
from training.classify.collecting import Collected, Example, counted
from training.classify.noticing import noticed
from training.classify.plan import ByLabel
from training.encoders.pace import EXPORT_S, Pace
from training.runs.probe_process import run_probe
from training.sampling import evenly

if TYPE_CHECKING:
    from assistant.engine import Engine
    from training.recipes.base import Recipe
    from training.recipes.intents import Intents
    from training.runs.machine import Machine

_TRIED: Final = 64
"""Texts that the engine reads, to tell how fast it does."""
_STEPS: Final = 3
"""Batches of texts to take steps on."""
_MATTERS: Final = ("batch", "contrast", "adversarial", "micro_batch")
_STARTS: Final = 6.0
"""Seconds until a trainer that needs no torch is ready, and to publish what it made."""
_FITS: Final = 6e-4
"""Seconds that fitting takes for each text, beside reading it."""
_MEMORY: Final = 400 << 20
"""Bytes of a trainer that fits a head."""
_A_TEXT: Final = 24_000
"""Bytes of a text's features, and of what is computed from them."""
_MOST: Final = 40_000
_DISK: Final = 300 << 10
"""Bytes of a run's own files."""
_A_LABEL: Final = 39_000
"""Bytes of what a head knows of a label, in the run and in its place."""
_KEPT: Final = 400
"""Bytes of a text in the dataset."""
_SAMPLES: Final = 5
_TUNED: Final = 140 << 20
"""Bytes of what was tuned, in torch's form and in the engine's, and of a copy in its place."""


def estimated(
    engine: Engine, request: TrainingRequest, recipe: Recipe, machine: Machine, found: Collected
) -> Estimate:
    """What a run would take; errors as in `run_probe`, and `ModelSourceError` where an encoder is
    to be tuned whose weights are not installed.

    Args:
        engine: Reads some texts, to tell how fast this machine is.
        request, recipe, machine: As `Task.estimate` has them.
        found: What would be learnt from.
    """
    learnt, labels = found.on("train"), counted(found.on("train"))
    enough = len(learnt) >= recipe.least_examples and len(labels) > 1
    each = _reads(engine, learnt)
    seconds = _STARTS + fitting(found, each, read_with=1)
    memory, device = _MEMORY + _A_TEXT * min(len(learnt), _MOST), "cpu"
    disk = _DISK + _A_LABEL * len(labels) + _KEPT * len(found.examples)
    if enough and getattr(recipe, "method", "") == "tuned":
        pace = _pace(learnt, cast("Intents", recipe), machine.threads)
        # both encoders read, the own one about as fast as the engine's
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
        disk_bytes=disk, device=device, findings=noticed(found),
    )  # fmt: skip


def fitting(found: Collected, each: float, *, read_with: int) -> float:
    """Seconds to fit a head and to judge it, beside the one in use.

    Args:
        each: Seconds that the engine takes to read a text.
        read_with: How many encoders read each text.
    """
    known = len(found.on("train")) + len(found.on("held_out"))
    judged = len(found.on("judge")) * each * (read_with + 1)
    return known * (read_with * each + _FITS) + judged


def tuning(recipe: Intents, found: Collected, pace: Pace) -> float:
    """Seconds from the trainer's start until its encoder is exported."""
    learnt = [one for one in found.on("train") if one.label != OUT]
    labels = _numbered(learnt)
    steps = ByLabel(labels, batch=recipe.batch, epochs=recipe.epochs, seed=recipe.seed).steps
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
    """Seconds that the engine takes to read a text."""
    texts = [one.text for one in evenly(learnt, _TRIED)]
    if not texts:
        return 0.0
    embedder = engine.knowledge.index.embedder
    embedder.encode(texts[:4], role="query")
    began = time.perf_counter()
    embedder.encode(texts, role="query")
    return (time.perf_counter() - began) / len(texts)
