"""Measures how fast this machine trains and runs a decoder, for some seconds on examples of the
real lengths. This is the engine's side, which does not load torch; `probe` is the other one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from training.recipes.dialogue_tuning import DialogueTuning
from training.replies.bases import Base
from training.runs.probe_process import run_probe

_MATTERS: Final = ("method", "rank", "batch", "micro_batch", "checkpointing", "precision")
"""The options on which speed and memory depend."""


@dataclass(frozen=True, slots=True)
class Probe:
    """The measurements.

    Attributes:
        start_s: Seconds until the trainer is ready: importing libraries, loading the model.
        learn_s: Seconds per token to train.
        read_s: Seconds per token for a forward pass, as in measuring.
        write_s: Seconds per generated token.
        memory_bytes: Peak memory of the process, with the longest examples.
        trained_bytes: Size of the trainable weights in single precision.
        device: "cpu" or "cuda".
    """

    start_s: float
    learn_s: float
    read_s: float
    write_s: float
    memory_bytes: int
    trained_bytes: int
    device: str


def probe(
    base: Base, recipe: DialogueTuning, sizes: Sequence[tuple[int, int]], threads: int
) -> Probe:
    """Measure a recipe; the result is cached.

    Args:
        sizes: Sizes of typical examples: total tokens, and tokens of the prompt.
        threads: Number of threads that the trainer will have.

    Raises:
        ProbeError: The process ended without an answer, or newer requests superseded this one.
    """
    options = {name: getattr(recipe, name) for name in _MATTERS}
    asked = {
        "folder": str(base.folder), "recipe": {**recipe.model_dump(), **options},
        "kind": recipe.kind, "sizes": [list(size) for size in sizes], "threads": threads,
    }  # fmt: skip
    mean = sum(size for size, _ in sizes) / max(1, len(sizes))
    key = json.dumps([base.id, options, threads, round(mean / 32)], sort_keys=True)
    return Probe(**run_probe(asked, known_by=key))
