"""How fast this machine tunes an encoder, and what else such a run takes; loads no torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

EXPORT_S: Final = 6.0
"""Seconds to write what was tuned as the engine serves it."""
_EXPORT_BYTES: Final = 300_000_000
"""What the export of the built-in model takes beyond the memory that learning has freed by then."""
_SAVED: Final = 150e6
"""Bytes of a checkpoint that are written, hashed and put in place in a second."""
_MOMENTS: Final = 3
"""Weights, and two moments of each."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What was measured in a process of its own.

    Attributes:
        start_s: Until the trainer is ready: libraries, model.
        step_s: A step of the recipe's batch.
        read_s: A question that is only read, as when measuring.
        told_s: An answer that is only read; 0 where there are none.
        memory_bytes: Its peak memory while it learnt and read; `run_bytes` tells that of a run.
        trained_bytes: Of the weights that learn, in single precision.
        device: "cpu" or a graphics processor.
    """

    start_s: float
    step_s: float
    read_s: float
    told_s: float
    memory_bytes: int
    trained_bytes: int
    device: str

    def saving_s(self, measured: int) -> float:
        """Seconds for the checkpoints of a run that is better each time it is measured."""
        return measured * _MOMENTS * self.trained_bytes / _SAVED

    def run_bytes(self) -> int:
        """The peak memory of a whole run; on a graphics processor nothing is exported."""
        return self.memory_bytes + (_EXPORT_BYTES if self.device == "cpu" else 0)

    def saved_bytes(self) -> int:
        """What its checkpoints take on the disk: the last two, of which one is the best."""
        return 2 * _MOMENTS * self.trained_bytes
