"""The folder of a run: `training/runs/ID` in the home, readable by its owner only.

| file | what it is | written by |
|---|---|---|
| `run.json` | the request, and the state of the run | the engine |
| `dataset.db` | all text, encrypted | both |
| `control.json` | what the trainer should do: go, pause, cancel | the engine |
| `status.json`, `metrics.jsonl`, `events/` | figures | the trainer |
| `checkpoints/`, `out/` | weights | the trainer |
| `trainer.lock` | held by the trainer while it lives | the trainer |
"""

from __future__ import annotations

import contextlib
import re
import secrets
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import filelock
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.contracts import Estimate, ProblemDetails, TrainingKind, TrainingRequest
from assistant.contracts.training import RunState
from assistant.paths import OWNER_ONLY_FILE, OWNER_ONLY_FOLDER, Home, unwritable, write_owner_only
from training.runs.errors import RunDamagedError, unknown_run, written_by_a_newer

FORMAT: Final = 1
_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{6}")
_GONE = ".gone-"
_CHANGING = threading.RLock()
"""Serializes changes to `run.json`. A thread lock is enough: only one engine writes to a home."""


class Manifest(BaseModel):
    """The content of `run.json`.

    Attributes:
        recipe: The value of every option.
        state: As the engine last wrote it; while a trainer runs, `status.json` is more current.
        facts, examples: What `Task.prepare` found.
        results: What `Task.train` returned.
        attempts: Unexpected ends of the trainer in a row; counted from 1 again after progress.
        attempts_from: Step of the newest checkpoint when the trainer was last started; -1: none.
        judged, model: Which of the steps after training are done; `model` is "" until exported.
        queued_at: Decides the order in which waiting runs are started, oldest first.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    format: int = FORMAT
    id: str
    kind: TrainingKind
    name: str
    preset: str
    created_at: datetime
    request: TrainingRequest
    recipe: dict[str, Any]
    actor_id: int | None = None
    actor_name: str = ""
    state: RunState = "preparing"
    queued_at: datetime | None = None
    finished_at: datetime | None = None
    estimate: Estimate | None = None
    facts: dict[str, Any] = Field(default_factory=dict)
    examples: int = 0
    results: dict[str, float] = Field(default_factory=dict)
    warnings: list[str] = Field(default_factory=list)
    attempts: int = 0
    attempts_from: int = 0
    judged: bool = False
    model: str = ""
    error: ProblemDetails | None = None


class RunFolder:
    """One run's folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.dataset = path / "dataset.db"
        self.control = path / "control.json"
        self.status = path / "status.json"
        self.metrics = path / "metrics.jsonl"
        self.events = path / "events"
        self.checkpoints = path / "checkpoints"
        self.out = path / "out"
        self.lock = path / "trainer.lock"

    @property
    def id(self) -> str:
        return self.path.name

    @cached_property
    def manifest(self) -> Manifest:
        """`run.json` as it was when this was first read.

        Raises:
            RunNewerError: A newer version of the program wrote it.
            RunDamagedError: It is missing or unreadable.
        """
        return self.read()

    def read(self) -> Manifest:
        """`run.json` as it is now; errors as in `manifest`."""
        try:
            content = (self.path / "run.json").read_bytes()
            found = _Format.model_validate_json(content).format
            if found > FORMAT:
                raise written_by_a_newer(f"format {found}", FORMAT)
            return Manifest.model_validate_json(content)
        except (OSError, ValidationError) as error:
            raise _damaged("a readable run.json", type(error).__name__) from error

    def write(self, manifest: Manifest) -> None:
        """Write `run.json` atomically.

        Raises:
            StoreFullError, HomeUnwritableError: It could not be written and is unchanged.
        """
        try:
            write_owner_only(self.path / "run.json", manifest.model_dump_json(indent=1).encode())
        except OSError as error:
            raise unwritable(self.path, error) from error

    def change(self, **values: Any) -> Manifest:
        """Change fields of `run.json`; returns it as it is now."""
        with _CHANGING:
            manifest = self.read().model_copy(update=values)
            self.write(manifest)
        return manifest

    @contextmanager
    def exclusive(self) -> Iterator[Manifest]:
        """Lock `run.json` for a block that reads it and then acts on it; yields it as it is now.

        Do not take the store's lock inside the block: an erasure holds that lock when it comes
        here, so the two would deadlock.

        Raises:
            RunNewerError, RunDamagedError: As `read`.
        """
        with _CHANGING:
            yield self.read()

    def check_dataset(self) -> None:
        """Make sure that the dataset exists, as opening a missing one would create an empty one.

        Raises:
            RunDamagedError: It is missing or empty.
        """
        if not self.dataset.exists():
            raise _damaged("the dataset of the run", "none")
        if not self.dataset.stat().st_size:  # left by a failing disk: opening would recreate it
            raise _damaged("the dataset of the run", "an empty one")

    def last_saved(self) -> int:
        """The step of the newest checkpoint that has a manifest; -1 if there is none."""
        found = self.checkpoints.glob("step-*/manifest.json")
        names = (path.parent.name.removeprefix("step-") for path in found)
        return max((int(name) for name in names if name.isdecimal()), default=-1)

    def trainer_lives(self) -> bool:
        """Whether a trainer holds the run's lock; it is released however the process ends."""
        if not self.lock.exists():
            return False
        lock = held(self)
        with contextlib.suppress(filelock.Timeout, OSError), lock.acquire(timeout=0):
            return False
        return True


def _damaged(expected: str, found: str) -> RunDamagedError:
    return RunDamagedError(
        expected=expected, found=found,
        remedy="Remove the run, and start it again: replydesk runs remove ID",
    )  # fmt: skip


def held(folder: RunFolder) -> filelock.BaseFileLock:
    """The file lock that a run's trainer holds while it lives."""
    return filelock.FileLock(folder.lock, mode=OWNER_ONLY_FILE, thread_local=False)


class RunFolders:
    """All runs of a home."""

    def __init__(self, home: Home) -> None:
        self.root = home.root / "training" / "runs"

    def make(self) -> RunFolder:
        """Create a new, empty run folder.

        Raises:
            StoreFullError, HomeUnwritableError: It cannot be created.
        """
        name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        try:
            for path in (self.root.parent, self.root, self.root / name, self.root / name / "out"):
                path.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY_FOLDER)
        except OSError as error:
            raise unwritable(self.root, error) from error
        return RunFolder(self.root / name)

    def every(self) -> list[RunFolder]:
        """All run folders, newest first."""
        if not self.root.is_dir():
            return []
        found = [p for p in self.root.iterdir() if _ID.fullmatch(p.name) and not p.is_symlink()]
        return [RunFolder(path) for path in sorted(found, reverse=True)]

    def get(self, id_: str) -> RunFolder:
        """The folder of one run.

        Raises:
            NotFoundError: No run has this id.
        """
        folder = RunFolder(self.root / id_)
        if not _ID.fullmatch(id_) or not folder.path.is_dir():
            raise unknown_run()
        return folder

    def remove(self, folder: RunFolder) -> None:
        """Delete a run's folder. It is renamed first, so that it disappears in one step.

        Raises:
            HomeUnwritableError: It could not be renamed and is still there.
        """
        gone = self.root / f"{_GONE}{folder.id}"
        try:
            folder.path.rename(gone)
        except OSError as error:
            raise unwritable(folder.path, error) from error
        shutil.rmtree(gone, ignore_errors=True)

    def clean(self) -> None:
        """Finish removals that were interrupted. Call when the engine starts."""
        for path in self.root.glob(f"{_GONE}*"):
            shutil.rmtree(path, ignore_errors=True)


class _Format(BaseModel):
    format: int
