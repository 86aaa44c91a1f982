"""How fast this machine tunes an encoder, and what else such a run takes; loads no torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

EXPORT_S: Final = 6.0
"""Seconds to write what was tuned as the engine serves it."""
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
        memory_bytes: The most that the process took.
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

    def saved_bytes(self) -> int:
        """What its checkpoints take on the disk: the last two, of which one is the best."""
        return 2 * _MOMENTS * self.trained_bytes
