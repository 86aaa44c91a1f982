"""Progress of a long job, as yielded by generators; a job can be cancelled at each of its steps."""

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
        """The share that is done, 0 to 1; 1 for a stage without units."""
        return self.done / self.total if self.total else 1.0
