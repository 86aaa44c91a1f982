"""The supervisor of trainers: starts them one at a time, follows them, and handles their end.

A trainer outlives the engine. It is identified by the lock that it holds, and by the id and start
time of its process, so that a restarted engine finds it again. The queue is kept in the runs'
folders and thus survives restarts. A run that was paused by a low battery or a full disk resumes by
itself when that is over; one that a person paused does not.
"""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import psutil

from assistant.errors import CodedError
from assistant.problem_details import problem_of
from training.runs import launching, machine, shortage
from training.runs.control import read_wish, write_wish
from training.runs.dataset import key_of
from training.runs.errors import TrainerError
from training.runs.folder import Manifest, RunFolder, RunFolders
from training.runs.status import Status

if TYPE_CHECKING:
    from assistant.engine import Engine

_log = logging.getLogger(__name__)
_LOOK_S = 0.5
_SENSE_S = 20.0
"""Seconds between looks at the battery and the disk while a run waits for them."""
_CANCEL_S = 20.0
"""Seconds after which a trainer that does not react to a cancel is killed."""
_ATTEMPTS = 3
"""Upper limit of restarts without progress before a person has to intervene."""
# Popen objects are kept: dropping one whose process runs would warn, and the engine must reap it
_STARTED: list[launching.Trainer] = []


class Supervisor:
    """Supervises the trainers of one home, in a thread of its own.

    Args:
        engine: The engine whose home, key and events are used.
        folders: The runs.
        trained: Called when the training of a run is complete, to judge and export it.
        launch: Starts a trainer.
        sensors: Reads the battery and the free disk space.
    """

    def __init__(
        self, engine: Engine, folders: RunFolders, trained: Callable[[RunFolder], None], *,
        launch: launching.Launch = launching.launch,
        sensors: shortage.Sensors | None = None,
    ) -> None:  # fmt: skip
        self._engine, self._folders, self._trained, self._launch = engine, folders, trained, launch
        self._sensors = sensors or shortage.Sensors()
        self._wake = threading.Condition()
        self._stopping = self._woken = False
        self._children: dict[str, launching.Trainer] = {}
        self._told: dict[str, int] = {}
        self._cancelled: dict[str, float] = {}
        self._thread = threading.Thread(target=self._watch, name="runs", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Stop the thread; trainers go on."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout=30)

    def wake(self) -> None:
        """Make the thread look at the runs now, because something was requested."""
        with self._wake:
            self._woken = True
            self._wake.notify_all()

    def running(self) -> list[RunFolder]:
        """Runs that are training, queued, or paused until there is power or disk space again."""
        found = [folder for folder, _ in self._in("running", "waiting")]
        return found + [folder for folder, _ in self._short()]

    # ------------------------------------------------------------ the thread

    def _watch(self) -> None:
        while not self._stopping:
            try:
                again = self._look()
            except Exception:  # noqa: BLE001 - a fault in one run must not end the supervision of all
                _log.exception("looking after runs failed")
                again = _LOOK_S
            with self._wake:
                self._wake.wait_for(lambda: self._woken or self._stopping, again)
                self._woken = False

    def _look(self) -> float | None:
        """Follow running trainers and start queued runs; returns the seconds until the next look
        (None: not until `wake`)."""
        stuck = {
            folder.id
            for folder, _ in self._in("running")
            if not self._done(self._follow if self._is_alive(folder) else self._ended, folder)
        }
        for folder, manifest in self._short():
            if shortage.is_over(folder, manifest, self._sensors):
                self._done(self._take_up, folder)
        waiting = sorted(
            self._in("waiting"), key=lambda found: found[1].queued_at or found[1].created_at
        )
        running = [folder for folder, _ in self._in("running") if folder.id not in stuck]
        begun = bool(running) or any(self._done(self._begin, folder) for folder, _ in waiting)
        if begun:
            return _LOOK_S
        return _SENSE_S if stuck or waiting or self._short() else None

    @staticmethod
    def _done(act: Callable[[RunFolder], None], folder: RunFolder) -> bool:
        """Whether an action succeeds. Errors are logged, so that one run cannot block others."""
        try:
            act(folder)
        except (CodedError, OSError):
            _log.exception("a run could not be looked after")
            return False
        return True

    def _in(self, *states: str) -> list[tuple[RunFolder, Manifest]]:
        found = []
        for folder in self._folders.every():
            with suppress(CodedError):  # an unreadable run is skipped
                manifest = folder.read()
                if manifest.state in states:
                    found.append((folder, manifest))
        return found

    def _short(self) -> list[tuple[RunFolder, Manifest]]:
        """Runs paused by a low battery or a full disk."""
        return [one for one in self._in("paused") if shortage.stopped_by_the_machine(*one)]

    def _take_up(self, folder: RunFolder) -> None:
        """Queue a run after a shortage, unless a person has paused it meanwhile."""
        with folder.exclusive() as manifest:
            if shortage.stopped_by_the_machine(folder, manifest):
                self._queue(folder, attempts=0, error=None)

    def _begin(self, folder: RunFolder) -> None:
        """Start the trainer of a waiting run, unless it was paused or cancelled meanwhile."""
        gpus = machine.look(folder.path).gpus
        with folder.exclusive() as manifest:
            if manifest.state != "waiting":
                return
            if read_wish(folder.control) == "cancel":
                self._cancel(folder)
                return
            write_wish(folder.control, "go")
            # the final status of the last trainer must not be taken for that of the new one
            Status.read(folder.status).for_new_start().write(folder.status)
            folder.change(state="running", error=None, attempts_from=folder.last_saved())
        self._start(folder, launching.processes_of(manifest, gpus))

    def _start(self, folder: RunFolder, processes: int) -> None:
        try:
            key = key_of(self._engine.store.key, folder.id)
            child = self._launch(self._engine.home, folder, key, processes)
        except OSError as error:
            self._settle(folder, "failed", error=_broken_off(type(error).__name__))
            return
        _STARTED.append(child)
        self._children[folder.id] = child
        with suppress(psutil.Error):
            Status.read(folder.status).for_process(psutil.Process(child.pid)).write(folder.status)
        _log.info("a trainer was started", extra={"pid": child.pid})
        self._engine.hub.changed("runs")

    def _is_alive(self, folder: RunFolder) -> bool:
        child = self._children.get(folder.id)
        if child is not None and child.poll() is None:
            return True
        return folder.trainer_lives() or Status.read(folder.status).process() is not None

    def _follow(self, folder: RunFolder) -> None:
        """Announce a new status; kill a trainer that does not react to a cancel."""
        with suppress(OSError):
            told = folder.status.stat().st_mtime_ns
            if self._told.get(folder.id) != told:
                self._told[folder.id] = told
                self._engine.hub.changed("runs")
        if read_wish(folder.control) != "cancel":
            self._cancelled.pop(folder.id, None)
        elif time.monotonic() - self._cancelled.setdefault(folder.id, time.monotonic()) > _CANCEL_S:
            self._kill(folder)

    def _kill(self, folder: RunFolder) -> None:
        process = Status.read(folder.status).process()
        child = self._children.get(folder.id)
        with suppress(psutil.Error):
            top = psutil.Process(child.pid) if child and child.poll() is None else process
            for each in [*top.children(recursive=True), top] if top else ():
                with suppress(psutil.Error):  # one may have ended already
                    each.kill()

    # ------------------------------------------------------------ the end of a trainer

    def _ended(self, folder: RunFolder) -> None:
        self._children.pop(folder.id, None)
        status = Status.read(folder.status)
        with folder.exclusive() as manifest:
            if status.stage == "trained":
                folder.change(state="judging", results=status.results)
            else:
                self._rest(folder, manifest, status)
        if status.stage == "trained":
            self._trained(folder)

    def _rest(self, folder: RunFolder, manifest: Manifest, status: Status) -> None:
        """Set the state of a run whose trainer ended before the training was complete."""
        wish = read_wish(folder.control)
        if wish == "cancel" or status.stage == "cancelled":
            self._cancel(folder)
        elif status.stage == "failed":
            self._settle(folder, "failed", error=status.error)
        elif status.error is not None or wish == "pause":
            self._settle(folder, "paused", error=status.error)
        elif status.stage == "paused":
            self._queue(folder, attempts=0)  # a person has resumed it meanwhile
        else:
            self._lost(folder, manifest)

    def _lost(self, folder: RunFolder, manifest: Manifest) -> None:
        """Queue a run again whose trainer ended without a final status (killed, or a power cut).

        It resumes from its checkpoint; after too many attempts without progress it is interrupted.
        """
        further = folder.last_saved() > manifest.attempts_from
        attempts = 1 if further else manifest.attempts + 1
        _log.warning("a trainer ended without a word", extra={"attempt": attempts})
        if attempts > _ATTEMPTS:
            self._settle(folder, "interrupted", error=_broken_off("that it ended unexpectedly"))
        else:
            warnings = dict.fromkeys([*manifest.warnings, "restarted"])
            self._queue(folder, attempts=attempts, warnings=list(warnings))

    def _queue(self, folder: RunFolder, **values: Any) -> None:
        # its creation time puts it ahead of runs created later
        folder.change(state="waiting", queued_at=folder.read().created_at, **values)
        self._engine.hub.changed("runs")
        self.wake()

    def _cancel(self, folder: RunFolder) -> None:
        shutil.rmtree(folder.checkpoints, ignore_errors=True)
        self._settle(folder, "cancelled")

    def _settle(self, folder: RunFolder, state: str, **values: Any) -> None:
        over = {"finished_at": datetime.now(UTC)} if state in ("failed", "cancelled") else {}
        folder.change(state=state, **over, **values)
        self._engine.hub.changed("runs")


def _broken_off(found: str) -> Any:
    return problem_of(
        TrainerError(
            expected="the training process to keep running",
            found=found,
            remedy="Memory may have run out: close other programs, then resume the run",
        ),
        503,
    )
