"""The demo on its way in: its imports followed as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.engine.call import Call
from gui.page import Desk

if TYPE_CHECKING:
    from assistant.contracts import Job, ProblemDetails

_RUNS = ("queued", "running")
_WHOLE = 1000
"""One import's share of the bar."""


class DemoImport(QObject):
    """Asks for the demo and follows its jobs.

    Signals:
        progressed: Done, and of how much.
        finished: All of it is in.
        failed: `ProblemDetails`, or None where it was cancelled.
    """

    progressed = Signal(int, int)
    finished = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asking: Call | None = None
        self._jobs: dict[int, Job] = {}
        desk.link.job_changed.connect(self._on_job)
        desk.link.attached.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether it is under way."""
        return self._asking is not None or bool(self._jobs)

    def begin(self) -> None:
        """Ask for it."""
        if not self.running:
            self._asking = self._desk.engine.add_demo(self)
            self._asking.then(self._on_begun, self._on_failed)

    def cancel(self) -> None:
        """Stop; what is in stays until the demo is removed."""
        if self._asking is not None:
            self._asking.cancel()
        for job in self._jobs.values():
            if job.state in _RUNS:
                self._desk.engine.cancel_job(job.id, self)
        self._end()
        self.failed.emit(None)

    def _on_begun(self, jobs: list[Job]) -> None:
        self._asking = None
        self._jobs = {job.id: job for job in jobs}
        self._look()  # they may have ended before their numbers were known here

    def _look(self) -> None:
        for id_ in self._jobs:
            self._desk.engine.job(id_, self).then(self._on_job)

    def _on_job(self, job: Job) -> None:
        if job.id not in self._jobs:
            return
        self._jobs[job.id] = job
        if job.state == "interrupted":  # the engine came back: what is in already stays
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
