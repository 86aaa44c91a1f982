"""How fast this machine learns and writes with a decoder, tried for some seconds on examples of the
real lengths. The engine's side; it loads no torch.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from training.recipes.adapting import Adapting
from training.replies.bases import Base
from training.runs.probe_process import run_probe

_MATTERS: Final = ("method", "rank", "batch", "micro_batch", "checkpointing", "precision")
"""Options that speed and memory depend on."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What was measured.

    Attributes:
        start_s: Until the trainer is ready: libraries, model.
        learn_s: A token that is learnt from, in seconds.
        read_s: A token that is only read, as when measuring.
        write_s: A token that is written.
        memory_bytes: The most that the process took, with the longest examples.
        trained_bytes: Of the weights that learn, in single precision.
        device: "cpu" or a graphics processor.
    """

    start_s: float
    learn_s: float
    read_s: float
    write_s: float
    memory_bytes: int
    trained_bytes: int
    device: str


def probe(base: Base, recipe: Adapting, sizes: Sequence[tuple[int, int]], threads: int) -> Probe:
    """Try out a recipe; the second time it is remembered.

    Args:
        sizes: Of examples like those that will be learnt from: tokens, and how many of them are a
            prompt's.
        threads: Those the trainer will have.

    Raises:
        ProbeError: The process ended without an answer.
        CodedError: What it says itself.
    """
    options = {name: getattr(recipe, name) for name in _MATTERS}
    asked = {
        "folder": str(base.folder), "recipe": {**recipe.model_dump(), **options},
        "kind": recipe.kind, "sizes": [list(size) for size in sizes], "threads": threads,
    }  # fmt: skip
    mean = sum(size for size, _ in sizes) / max(1, len(sizes))
    key = json.dumps([base.id, options, threads, round(mean / 32)], sort_keys=True)
    return Probe(**run_probe(asked, known_by=key))
