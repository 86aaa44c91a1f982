"""One step of a long job: what generators of long work yield, and where a cancel is noticed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job has come: `done` of `total` units of the stage named `stage`."""

    stage: str
    done: int
    total: int

    @property
    def share(self) -> float:
        """From 0 to 1; a stage of nothing is done."""
        return self.done / self.total if self.total else 1.0
