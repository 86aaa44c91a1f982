"""Shows and cancels a job of the engine in a settings section, no matter who started it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from assistant.contracts import Job, ProblemDetails
from gui.engine.call import Call
from gui.page import WindowContext
from gui.widgets.busy import Busy
from gui.widgets.labels import label, restyle
from gui.widgets.problem_card import ProblemCard


class FollowedJob(QObject):
    """Follows all jobs of one kind.

    Args:
        kind: Kind of the job, as named by the engine.
        choose: The button that starts a job; disabled while one runs.
        working: Returns the text shown while the job runs.

    Attributes:
        busy, outcome, problem: The widgets that show it, placed by the owner.

    Signals:
        done: The `Job` that succeeded; the owner reports that with `tell`.
        cancelled: The job was cancelled.
    """

    done = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        context: WindowContext,
        kind: str,
        choose: QPushButton,
        working: Callable[[], str],
        owner: QObject,
    ) -> None:
        super().__init__(owner)
        self._context, self._kind, self._choose, self._working = context, kind, choose, working
        self._job: int | None = None
        self.busy = Busy()
        self.outcome = label("", "", wrap=True)
        self.outcome.hide()
        self.problem = ProblemCard()
        self.busy.given_up.connect(self._cancel)
        context.link.job_changed.connect(self._on_job)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """The widgets that show the job, from top to bottom."""
        return self.busy, self.outcome, self.problem

    def begin(self, call: Call) -> None:
        """Follow the job started by a call."""
        self.outcome.hide()
        self.problem.show_problem(None)
        self._begin()
        call.then(self._on_job, self._refused)

    def tell(self, text: str, kind: str) -> None:
        """Show how the job ended."""
        self._rest()
        self.outcome.setText(text)
        restyle(self.outcome, "kind", kind)
        self.outcome.show()

    def _begin(self) -> None:
        self.busy.begin(self._working())
        self._choose.setEnabled(False)

    def _rest(self) -> None:
        self.busy.rest()
        self._choose.setEnabled(True)

    def _on_job(self, job: Job) -> None:
        if job.kind != self._kind:
            return
        if job.state in ("queued", "running"):
            if self._job != job.id:
                self._job = job.id
                self._begin()
            self.busy.progress(job.done, job.total)
        elif job.id == self._job or self._job is None:
            self._end(job)

    def _end(self, job: Job) -> None:
        self._job = None
        if job.state == "done":
            self.done.emit(job)
        elif job.error is not None:
            self._refused(job.error)
        else:
            self.cancelled.emit()

    def _refused(self, problem: ProblemDetails) -> None:
        self._rest()
        self.problem.show_problem(problem)

    def _cancel(self) -> None:
        if self._job is not None:
            self._context.engine.cancel_job(self._job, self).then(
                self._on_job, self._context.notices.problem
            )


def choose_folder(parent: QWidget, title: str, chosen: Callable[[str], None]) -> None:
    """Open a non-blocking dialog to choose a folder on this computer."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
