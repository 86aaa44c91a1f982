"""The status file of a run, written by the trainer. It is not encrypted: no customer text in it."""

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
    """The content of `status.json`.

    Attributes:
        pid, process_started: Identify the trainer process; systems reuse ids, hence the start time.
        seconds: Training time over all starts of the run.
        results: Figures that the task returned.
        error: Why the run stopped, unless a person stopped it.
        room_needed: Bytes that must be free on the disk, if the lack of them paused the run.
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
        """Read a status file; a default status if it is missing or unreadable."""
        try:
            return cls.model_validate_json(path.read_bytes())
        except (OSError, ValidationError):
            return cls()

    def of_this_process(self) -> Status:
        """A copy for a new start of the run, in the calling process."""
        return self.for_process(psutil.Process())

    def for_process(self, process: psutil.Process) -> Status:
        """A copy for a new start of the run, in `process`."""
        who = {"pid": process.pid, "process_started": process.create_time()}
        return self.for_new_start().model_copy(update=who)

    def for_new_start(self) -> Status:
        """A copy for a new start of the run, whose process does not exist yet."""
        return self.model_copy(
            update={
                "stage": "loading", "pid": 0, "process_started": 0.0,
                "error": None, "rate": None, "seconds_left": None, "room_needed": 0,
                "warnings": list(self.warnings),
            }
        )  # fmt: skip

    def write(self, path: Path) -> None:
        """Write the file atomically. On a full disk the update is lost, but the run goes on."""
        with contextlib.suppress(OSError):
            write_owner_only(path, self.model_dump_json().encode())

    def process(self) -> psutil.Process | None:
        """The trainer process, if it is still running."""
        try:
            found = psutil.Process(self.pid) if self.pid else None
            if found is None or found.status() == psutil.STATUS_ZOMBIE:
                return None
            same = abs(found.create_time() - self.process_started) < _SAME_START_S
            return found if same else None
        except psutil.Error:
            return None
