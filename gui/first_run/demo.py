"""Adds the demo data: follows its imports as one operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.engine.call import Call
from gui.page import WindowContext

if TYPE_CHECKING:
    from assistant.contracts import Job, ProblemDetails

_RUNS = ("queued", "running")
_WHOLE = 1000
"""Steps of the progress bar per import."""


class DemoImport(QObject):
    """Requests the demo and follows its jobs.

    Signals:
        progressed: Steps done and total steps.
        finished: All imports are done.
        failed: `ProblemDetails`, or None if it was cancelled.
    """

    progressed = Signal(int, int)
    finished = Signal()
    failed = Signal(object)

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._asking: Call | None = None
        self._jobs: dict[int, Job] = {}
        context.link.job_changed.connect(self._on_job)
        context.link.attached.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether the demo is being added."""
        return self._asking is not None or bool(self._jobs)

    def begin(self) -> None:
        """Request the demo."""
        if not self.running:
            self._asking = self._context.engine.add_demo(self)
            self._asking.then(self._on_begun, self._on_failed)

    def cancel(self) -> None:
        """Cancel; what has been imported stays until the demo is removed."""
        if self._asking is not None:
            self._asking.cancel()
        for job in self._jobs.values():
            if job.state in _RUNS:
                self._context.engine.cancel_job(job.id, self)
        self._end()
        self.failed.emit(None)

    def _on_begun(self, jobs: list[Job]) -> None:
        self._asking = None
        self._jobs = {job.id: job for job in jobs}
        self._look()  # they may have ended before their ids were known here

    def _look(self) -> None:
        for id_ in self._jobs:
            self._context.engine.job(id_, self).then(self._on_job)

    def _on_job(self, job: Job) -> None:
        if job.id not in self._jobs:
            return
        self._jobs[job.id] = job
        # the engine came back: start over, which keeps what was imported
        if job.state == "interrupted":
            self._end()
            self.begin()
            return
        if job.state not in (*_RUNS, "done"):
            self._on_failed(job.error)
            return
        done = sum(map(_share, self._jobs.values()))
        self.progressed.emit(done, _WHOLE * len(self._jobs))
        if all(one.state == "done" for one in self._jobs.values()):
            self._end()
            self.finished.emit()

    def _on_failed(self, problem: ProblemDetails | None) -> None:
        self._end()
        self.failed.emit(problem)

    def _end(self) -> None:
        self._asking = None
        self._jobs = {}


def _share(job: Job) -> int:
    if job.state == "done":
        return _WHOLE
    return _WHOLE * min(job.done, job.total) // job.total if job.total else 0
