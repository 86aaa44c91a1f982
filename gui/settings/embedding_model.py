"""The model that finds: its name, and another one, read in while the old one serves."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFileDialog

from assistant.contracts import Job, ProblemDetails
from gui.page import Desk
from gui.settings.rows import Row, button
from gui.widgets.busy import Busy
from gui.widgets.labels import label, restyle
from gui.widgets.problem_card import ProblemCard

_KIND = "embedding-model"


class EmbeddingModelRow(Row):
    """One row of the form; follows the job, whoever began it."""

    def __init__(self, desk: Desk) -> None:
        self.choose = button()
        super().__init__(self.choose)
        self._desk = desk
        self._name = ""
        self._job: int | None = None
        self._busy = Busy()
        self._outcome = label("", "", wrap=True)
        self._outcome.hide()
        self.below.addWidget(self._busy)
        self.below.addWidget(self._outcome)
        self.problem = ProblemCard()
        self.below.addWidget(self.problem)
        self.choose.clicked.connect(self._choose)
        self._busy.given_up.connect(self._cancel)
        desk.link.job_changed.connect(self._on_job)
        self.retranslate()

    def retranslate(self) -> None:
        self.choose.setText(self.tr("Choose another…"))
        text = self.tr(
            "{name}. Another one is a folder made by 'replydesk prepare --model'; the one in use "
            "serves until everything is read with the new one."
        )
        self.say(self.tr("Embedding model"), text.format(name=self._name))

    def show_model(self, name: str) -> None:
        """Show which one is in use."""
        self._name = name.split("@")[0]
        self.retranslate()

    def use(self, folder: str) -> None:
        """Change to the model in a folder."""
        self._outcome.hide()
        self.problem.show_problem(None)
        self._busy.begin(self.tr("Reading the knowledge with the new model"))
        self.choose.setEnabled(False)
        self._desk.engine.change_embedding_model(folder, self).then(self._on_job, self._refused)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("The folder of a prepared embedding model"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.use)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_job(self, job: Job) -> None:
        if job.kind != _KIND:
            return
        if job.state in ("queued", "running"):
            if self._job != job.id:
                self._job = job.id
                self._busy.begin(self.tr("Reading the knowledge with the new model"))
                self.choose.setEnabled(False)
            self._busy.progress(job.done, job.total)
        elif job.id == self._job or self._job is None:
            self._end(job)

    def _end(self, job: Job) -> None:
        self._job = None
        if job.state == "done":
            result: dict[str, Any] = job.result or {}
            self.show_model(str(result.get("embedding_model", self._name)))
            self._tell(self.tr("The new model is in use."), "good")
        elif job.error is not None:
            self._refused(job.error)
        else:
            self._tell(self.tr("Cancelled: the model in use stays."), "muted")

    def _refused(self, problem: ProblemDetails) -> None:
        self._rest()
        self.problem.show_problem(problem)

    def _tell(self, text: str, kind: str) -> None:
        self._rest()
        self._outcome.setText(text)
        restyle(self._outcome, "kind", kind)
        self._outcome.show()

    def _rest(self) -> None:
        self._busy.rest()
        self.choose.setEnabled(True)

    def _cancel(self) -> None:
        if self._job is not None:
            self._desk.engine.cancel_job(self._job, self).then(
                self._on_job, self._desk.notices.problem
            )
