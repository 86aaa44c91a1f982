"""The measured speed of tuning an encoder, and costs derived from it; does not load torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

EXPORT_S: Final = 6.0
"""Seconds to export a tuned encoder into the form that the engine serves."""
_EXPORT_BYTES: Final = 300_000_000
"""Bytes of memory that the export needs beyond what training has freed by then."""
_SAVED: Final = 150e6
"""Bytes of checkpoints that are written and hashed per second."""
_MOMENTS: Final = 3
"""Size of a checkpoint relative to the trained weights: they and two moments of each."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The measurements of the probe process.

    Attributes:
        start_s: Seconds until the trainer is ready: importing libraries, loading the model.
        step_s: Seconds per training step with the recipe's batch.
        read_s: Seconds per question for a forward pass, as in measuring.
        told_s: Seconds per answer for a forward pass; 0 if there are no answers.
        memory_bytes: Peak memory in training and forward passes; `run_bytes` adds the export.
        trained_bytes: Size of the trained weights in single precision.
        device: "cpu" or "cuda".
    """

    start_s: float
    step_s: float
    read_s: float
    told_s: float
    memory_bytes: int
    trained_bytes: int
    device: str

    def saving_s(self, measured: int) -> float:
        """Seconds to save the checkpoints of a run that improves with every measurement."""
        return measured * _MOMENTS * self.trained_bytes / _SAVED

    def run_bytes(self) -> int:
        """The peak memory of a whole run, in bytes; a GPU is not used by the export."""
        return self.memory_bytes + (_EXPORT_BYTES if self.device == "cpu" else 0)

    def saved_bytes(self) -> int:
        """Bytes on the disk of a run's checkpoints: the last two, one of which is the best."""
        return 2 * _MOMENTS * self.trained_bytes
