"""How a run is: a small file that the trainer writes and everybody may read. No word of anybody."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final, Literal

import psutil
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.contracts import ProblemDetails
from assistant.paths import write_owner_only

FORMAT: Final = 1
Stage = Literal["loading", "training", "trained", "paused", "cancelled", "failed"]
_SAME_START_S = 1.0


class Status(BaseModel):
    """What the trainer says.

    Attributes:
        pid, process_started: Which process it is: an id alone is given to others later.
        seconds: Of training, over all its starts.
        results: Figures that the task returned.
        error: What stopped it, where no person did.
        room_needed: Bytes that must be free on the disk, where the want of them stopped it.
    """

    model_config = ConfigDict(extra="ignore", validate_assignment=True)

    format: int = FORMAT
    stage: Stage = "loading"
    pid: int = 0
    process_started: float = 0.0
    step: int = 0
    steps: int = 0
    loss: float | None = None
    quality: float | None = None
    rate: float | None = None
    seconds_left: float | None = None
    seconds: float = 0.0
    device: str = ""
    threads: int = 0
    processes: int = 1
    warnings: list[str] = Field(default_factory=list)
    results: dict[str, float] = Field(default_factory=dict)
    error: ProblemDetails | None = None
    room_needed: int = 0

    @classmethod
    def read(cls, path: Path) -> Status:
        """What was written last; an untouched status where there is nothing readable."""
        try:
            return cls.model_validate_json(path.read_bytes())
        except (OSError, ValidationError):
            return cls()

    def of_this_process(self) -> Status:
        """The same run, taken up by the process that calls this."""
        return self.of(psutil.Process())

    def of(self, process: psutil.Process) -> Status:
        """The same run, taken up by a process."""
        who = {"pid": process.pid, "process_started": process.create_time()}
        return self.anew().model_copy(update=who)

    def anew(self) -> Status:
        """The same run, which a process is about to take up."""
        return self.model_copy(
            update={
                "stage": "loading", "pid": 0, "process_started": 0.0,
                "error": None, "rate": None, "seconds_left": None, "room_needed": 0,
                "warnings": list(self.warnings),
            }
        )  # fmt: skip

    def write(self, path: Path) -> None:
        """Write it whole or not at all. A full disk costs the message, not the run."""
        with contextlib.suppress(OSError):
            write_owner_only(path, self.model_dump_json().encode())

    def process(self) -> psutil.Process | None:
        """The process that wrote it, if it still runs."""
        try:
            found = psutil.Process(self.pid) if self.pid else None
            if found is None or found.status() == psutil.STATUS_ZOMBIE:
                return None
            same = abs(found.create_time() - self.process_started) < _SAME_START_S
            return found if same else None
        except psutil.Error:
            return None
