"""A run's folder: `training/runs/ID` in the home, for its owner only, with everything in it.

| file | what it is | written by |
|---|---|---|
| `run.json` | what was asked for, and how far the run is | the engine |
| `dataset.db` | every word, encrypted | both |
| `control.json` | what a person wants: go, pause, cancel | the engine |
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
"""One engine writes the files of a home: its threads take turns."""


class Manifest(BaseModel):
    """`run.json`.

    Attributes:
        recipe: Every option's value.
        state: As the engine left it; while the trainer has the run, `status.json` knows better.
        facts, examples: What `Task.prepare` found.
        results: What `Task.train` returned.
        attempts, attempts_from: Starts in a row that did not get beyond this step.
        judged, model: What of the steps after training is done.
        queued_at: Since when it waits for its turn.
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
        """`run.json` as it is when this is first asked for.

        Raises:
            RunNewerError: A newer program wrote it.
            RunDamagedError: It is not there, or not readable.
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
        """Write `run.json` whole or not at all.

        Raises:
            StoreFullError, HomeUnwritableError: It is as it was.
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
        """`run.json` as it is now, and stays until the block ends but for what the block changes:
        for who decides by it. Take no lock of the store inside: an erasure comes here with it.

        Raises:
            RunNewerError, RunDamagedError: As `read`.
        """
        with _CHANGING:
            yield self.read()

    def check_dataset(self) -> None:
        """Make sure that the dataset is there: opened where it is not, it would be an empty one.

        Raises:
            RunDamagedError: It is lost.
        """
        if not self.dataset.exists():
            raise _damaged("the dataset of the run", "none")
        if not self.dataset.stat().st_size:  # what a failing disk leaves: it would be made anew
            raise _damaged("the dataset of the run", "an empty one")

    def last_saved(self) -> int:
        """The step of the newest checkpoint whose manifest is there; -1 if there is none."""
        found = self.checkpoints.glob("step-*/manifest.json")
        names = (path.parent.name.removeprefix("step-") for path in found)
        return max((int(name) for name in names if name.isdecimal()), default=-1)

    def trainer_lives(self) -> bool:
        """Whether a trainer holds the run: its lock goes with its process, however that ends."""
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
    """The lock of a run's trainer."""
    return filelock.FileLock(folder.lock, mode=OWNER_ONLY_FILE, thread_local=False)


class RunFolders:
    """All runs of a home."""

    def __init__(self, home: Home) -> None:
        self.root = home.root / "training" / "runs"

    def make(self) -> RunFolder:
        """A new empty folder.

        Raises:
            StoreFullError, HomeUnwritableError: It cannot be made.
        """
        name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        try:
            for path in (self.root.parent, self.root, self.root / name, self.root / name / "out"):
                path.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY_FOLDER)
        except OSError as error:
            raise unwritable(self.root, error) from error
        return RunFolder(self.root / name)

    def every(self) -> list[RunFolder]:
        """All run folders, the newest first."""
        if not self.root.is_dir():
            return []
        found = [p for p in self.root.iterdir() if _ID.fullmatch(p.name) and not p.is_symlink()]
        return [RunFolder(path) for path in sorted(found, reverse=True)]

    def get(self, id_: str) -> RunFolder:
        """One run's.

        Raises:
            NotFoundError: There is none of this id.
        """
        folder = RunFolder(self.root / id_)
        if not _ID.fullmatch(id_) or not folder.path.is_dir():
            raise unknown_run()
        return folder

    def remove(self, folder: RunFolder) -> None:
        """Delete a run's folder; gone at once for everybody who looks.

        Raises:
            HomeUnwritableError: It is still there.
        """
        gone = self.root / f"{_GONE}{folder.id}"
        try:
            folder.path.rename(gone)
        except OSError as error:
            raise unwritable(folder.path, error) from error
        shutil.rmtree(gone, ignore_errors=True)

    def clean(self) -> None:
        """Delete what an ended process left half removed. Call when the engine starts."""
        for path in self.root.glob(f"{_GONE}*"):
            shutil.rmtree(path, ignore_errors=True)


class _Format(BaseModel):
    format: int
