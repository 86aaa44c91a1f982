"""Training as a part of the engine: starts, pauses, resumes, cancels and removes runs."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.contracts import Estimate, Notice, Run, TrainingRequest
from assistant.contracts.training import RunState
from assistant.errors import CodedError, ConflictError
from assistant.problem_details import BUG, problem_of
from assistant.store.database import Actor
from training.groups.service import GroupsService
from training.runs import admission, engine_steps, launching, shortage
from training.runs.control import read_wish, write_wish
from training.runs.errors import RunStateError
from training.runs.folder import Manifest, RunFolder, RunFolders
from training.runs.forgetting import Forgetting
from training.runs.status import Status
from training.runs.supervisor import Supervisor
from training.runs.view import ACTIVE, view
from training.tables.sent import SentTables
from training.versions import Versions

if TYPE_CHECKING:
    from assistant.engine import Engine

_log = logging.getLogger(__name__)
_RESUMABLE: tuple[RunState, ...] = ("paused", "interrupted", "failed")
_WITH_A_JOB: tuple[RunState, ...] = ("preparing", "judging", "exporting")
_JOB = "training"


class TrainingService:
    """The runs and versions of one engine.

    Args:
        engine: The engine this is a part of.
        launch: Starts a trainer.
        sensors: Reads the battery and the free disk space.
    """

    def __init__(
        self, engine: Engine, *, launch: launching.Launch = launching.launch,
        sensors: shortage.Sensors | None = None,
    ) -> None:  # fmt: skip
        self.engine = engine
        self.folders = RunFolders(engine.home)
        self.versions = Versions(engine)
        self.tables = SentTables(engine.home, engine.store.key)
        self._supervisor = Supervisor(
            engine, self.folders, self._trained, launch=launch, sensors=sensors
        )
        self.groups = GroupsService(engine)
        self._forgetting = Forgetting(engine, self.folders, self.cancel, self._forget)
        self._jobs: dict[str, int] = {}
        self._closing = False

    @property
    def active(self) -> int:
        """Number of runs that are training, queued, or waiting for power or disk space. The engine
        does not shut down by itself while there are any."""
        return len(self._supervisor.running())

    def start(self) -> None:
        """Continue what the last engine left: follow its trainers and repeat interrupted steps."""
        self.folders.clean()
        wanted: set[str] = set()
        for folder in self.folders.every():
            try:
                manifest = folder.read()
                if manifest.state == "preparing":
                    wanted.update(manifest.request.sent_tables)
                    self._prepare(folder)
                elif manifest.state in ("judging", "exporting"):
                    self._trained(folder)
            except CodedError as error:  # an unreadable run, or a full disk
                self.engine.notices.append(
                    Notice(code=error.code, text=str(error), remedy=error.remedy)
                )
        self.tables.drop_all_but(wanted)
        self._forgetting.follow()
        self._supervisor.start()

    def close(self) -> None:
        """Stop supervising runs. Trainers go on."""
        self._closing = True
        self._supervisor.close()

    # ------------------------------------------------------------ starting and listing runs

    def estimate(self, request: TrainingRequest) -> Estimate:
        """Estimate a run; errors as in `admission.estimate` and `SentTables.readable`."""
        with self.tables.readable(request) as plain:
            return admission.estimate(self.engine, plain)

    def begin(self, actor: Actor, request: TrainingRequest) -> Run:
        """Start a run: its dataset is prepared in a job, then it is queued for training.

        Raises:
            CodedError: The run is refused; see `estimate` and `training.runs.admission`.
        """
        recipe = admission.recipe_of(request)
        told = self.estimate(request)
        warnings = admission.refuse(told, self.folders)
        folder = self.folders.make()
        folder.write(
            Manifest(
                id=folder.id, kind=request.kind, name=request.name or recipe.title,
                preset=request.preset, created_at=datetime.now(UTC), request=request,
                recipe=recipe.model_dump(), actor_id=actor.id, actor_name=actor.name,
                estimate=told, warnings=warnings,
            )
        )  # fmt: skip
        with self.engine.store.write(actor) as transaction:
            transaction.audit("run.begun", folder.id, kind=request.kind)
            transaction.touch("runs")
        self._prepare(folder)
        return self.shown(folder)

    def shown(self, folder: RunFolder) -> Run:
        """The API's view of a run, as it is now; errors as in `view`."""
        manifest = folder.read()
        in_use = self.versions.in_use(manifest.kind) if manifest.model else ""
        return view(folder, active_model=in_use)

    def listed(self) -> list[Run]:
        """All readable runs, newest first."""
        found = []
        for folder in self.folders.every():
            try:
                found.append(self.shown(folder))
            except CodedError:
                _log.warning("a run cannot be read")
        return found

    # ------------------------------------------------------------ controlling runs

    def pause(self, id_: str) -> Run:
        """Stop a run at a checkpoint, which frees its memory. A run already paused by a low battery
        or a full disk will then no longer resume by itself.

        Raises:
            NotFoundError: No run has this id.
            RunStateError: The run is neither running nor waiting.
        """
        folder = self.folders.get(id_)
        with folder.exclusive() as manifest:
            state = manifest.state
            if state == "waiting":
                folder.change(state="paused")
            elif shortage.stopped_by_the_machine(folder, manifest) or state == "running":
                write_wish(folder.control, "pause")
            else:
                raise _wrong("a run that runs or waits", state)
        return self._told(folder)

    def resume(self, id_: str) -> Run:
        """Resume a run from where it stopped; errors as in `pause`."""
        folder = self.folders.get(id_)
        with folder.exclusive() as manifest:
            pausing = manifest.state == "running" and read_wish(folder.control) == "pause"
            if not pausing and manifest.state not in _RESUMABLE:
                raise _wrong("a run that was paused, or broken off", manifest.state)
            write_wish(folder.control, "go")
            state: RunState = "waiting"
            if not manifest.examples:
                state = "preparing"
            elif Status.read(folder.status).stage == "trained":
                state = "judging"
            if not pausing:
                folder.change(
                    state=state, queued_at=datetime.now(UTC), error=None, attempts=0,
                    finished_at=None,
                )  # fmt: skip
        if not pausing and state == "preparing":
            self._prepare(folder)
        elif not pausing and state == "judging":
            self._trained(folder)
        return self._told(folder)

    def cancel(self, id_: str) -> Run:
        """Cancel a run for good; errors as in `pause`."""
        folder = self.folders.get(id_)
        with folder.exclusive() as manifest:
            if manifest.state in ("done", "cancelled"):
                raise _wrong("a run that is not over", manifest.state)
            write_wish(folder.control, "cancel")
            rests = manifest.state not in ("running", *_WITH_A_JOB)
            if rests:
                folder.change(state="cancelled", finished_at=datetime.now(UTC))
        if rests:
            shutil.rmtree(folder.checkpoints, ignore_errors=True)
        elif (job := self._jobs.get(folder.id)) is not None:
            with suppress(ConflictError):  # the job has just ended
                self.engine.jobs.cancel(job)
        return self._told(folder)

    def remove(self, actor: Actor, id_: str) -> None:
        """Delete a run's folder, and its model unless that is in use or a rollback would return to
        it.

        Raises:
            NotFoundError: No run has this id.
            RunStateError: The run is not over.
        """
        folder = self.folders.get(id_)
        try:
            state = folder.read().state
        except CodedError:
            state = "failed"  # an unreadable run may be removed
        if state in ACTIVE or folder.trainer_lives():
            raise _wrong("a run that is over", state)
        with self.engine.store.write(actor) as transaction:
            transaction.audit("run.removed", folder.id)
            transaction.touch("runs")
        self.versions.discard(actor, folder.id)
        self.folders.remove(folder)

    def use(self, actor: Actor, id_: str, *, insist: bool) -> Run:
        """Put a run's model to use; errors as in `Versions.use`."""
        folder = self.folders.get(id_)
        self.versions.use(actor, id_, insist=insist)
        return self._told(folder)

    # ------------------------------------------------------------ steps as jobs

    def _prepare(self, folder: RunFolder) -> None:
        self._submit(folder, engine_steps.prepare)

    def _trained(self, folder: RunFolder) -> None:
        self._submit(folder, engine_steps.finish)

    def _submit(
        self, folder: RunFolder, steps: Callable[[Engine, RunFolder], engine_steps.Work]
    ) -> None:
        manifest = folder.read()

        def work() -> engine_steps.Work:
            try:
                if read_wish(folder.control) == "cancel":
                    return {"run": folder.id}  # cancelled while waiting: `_after` sets the state
                return (yield from steps(self.engine, folder))
            except Exception as error:
                problem = problem_of(error) if isinstance(error, CodedError) else BUG
                folder.change(state="failed", error=problem, finished_at=datetime.now(UTC))
                raise

        try:
            job = self.engine.jobs.submit(
                engine_steps.actor_of(manifest), _JOB, {"run": folder.id, "name": manifest.name},
                work, cleanup=lambda: self._after(folder),
            )  # fmt: skip
        except CodedError:
            self._after(folder)
            raise
        self._jobs[folder.id] = job.id

    def _after(self, folder: RunFolder) -> None:
        """Clean up after a job, however it ended. A run whose step was cut short becomes cancelled
        or interrupted, unless the engine is closing: the next one repeats the step."""
        self._jobs.pop(folder.id, None)
        with folder.exclusive() as manifest:
            if manifest.state in _WITH_A_JOB and not self._closing:
                cancelled = read_wish(folder.control) == "cancel"
                folder.change(
                    state="cancelled" if cancelled else "interrupted",
                    finished_at=datetime.now(UTC) if cancelled else None,
                )
        self._supervisor.wake()
        self.engine.hub.changed("runs")

    def _forget(self, hashes: set[str]) -> None:
        """Apply an erasure to data outside the runs. Whom a table mentions cannot be known, so all
        sent tables are deleted and must be sent again."""
        self.tables.drop_all_but(())
        self.groups.forget(hashes)

    def _told(self, folder: RunFolder) -> Run:
        self._supervisor.wake()
        self.engine.hub.changed("runs")
        return self.shown(folder)


def _wrong(expected: str, state: str) -> RunStateError:
    return RunStateError(
        expected=expected,
        found=f"one that is {state}",
        remedy="Look at it: replydesk runs list",
    )
