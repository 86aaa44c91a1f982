"""Follows one job of the engine, from the call that starts it to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from gui.engine.api import Engine
from gui.engine.call import Call
from gui.engine.link import EngineLink

if TYPE_CHECKING:
    from assistant.contracts import Job, ProblemDetails

_RUNS: Final = ("queued", "running")


class AwaitedJob(QObject):
    """Waits for one job at a time; a new one replaces it.

    Signals:
        progressed: The `Job`, whenever its progress changes.
        done: The `Job`, after it finished successfully.
        stopped: The job was cancelled.
        failed: `ProblemDetails`, or None if the engine stopped while the job was running.
    """

    progressed = Signal(object)
    done = Signal(object)
    stopped = Signal()
    failed = Signal(object)

    def __init__(self, engine: Engine, link: EngineLink, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._call: Call | None = None
        self._job: Job | None = None
        self._unwanted = False
        link.job_changed.connect(self._on_job)
        link.attached.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether a job has been requested or is running."""
        return self._call is not None or self._job is not None

    @property
    def asked_for(self) -> bool:
        """Whether the job has been requested but its id is not known yet."""
        return self._call is not None

    def begin(self, call: Call) -> None:
        """Wait for the job that this call starts; the previous one is abandoned."""
        self.abandon()
        self._call, self._unwanted = call, False
        call.then(self._on_begun, self._on_refused)

    def cancel(self) -> None:
        """Request cancellation at the job's next step; `stopped` is emitted then."""
        if self._call is not None:
            # the engine may have started the job: aborting the call would leave it running without
            # anyone knowing its id
            self._unwanted = True
        elif self._job is not None:
            # a refusal means that the job is over, which the job itself reports
            self._engine.cancel_job(self._job.id, self)

    def abandon(self) -> None:
        """Cancel the job without emitting a signal."""
        if self._call is not None:
            self._call.cancel()
            self._call = None
        job, self._job = self._job, None
        if job is not None:
            self._engine.cancel_job(job.id, self)

    def _on_begun(self, job: Job) -> None:
        self._call, self._job = None, job
        if self._unwanted:
            self._engine.cancel_job(job.id, self)
        self.progressed.emit(job)
        self._look()  # it may have ended before its id was known here

    def _on_refused(self, problem: ProblemDetails) -> None:
        self._call = None
        self.failed.emit(problem)

    def _look(self) -> None:
        if self._job is not None:
            self._engine.job(self._job.id, self).then(self._on_job)

    def _on_job(self, job: Job) -> None:
        if self._job is None or job.id != self._job.id:
            return
        if job.state in _RUNS:
            self._job = job
            self.progressed.emit(job)
            return
        self._job = None
        if job.state == "done":
            self.done.emit(job)
        elif job.state == "cancelled":
            self.stopped.emit()
        else:
            self.failed.emit(job.error)
