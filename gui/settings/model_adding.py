"""A model's folder on its way onto the shelf: chosen, then followed as a job."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from assistant.contracts import Job, ProblemDetails
from gui.engine.shelf import Shelf
from gui.page import Desk, Retranslated
from gui.settings.rows import button
from gui.widgets.busy import Busy
from gui.widgets.labels import label, restyle
from gui.widgets.problem_card import ProblemCard

_KIND = "model"


class ModelAdding(Retranslated):
    """A button with what it needs; follows the job, whoever began it.

    Signals:
        added: There is one more on the shelf.
    """

    added = Signal()

    def __init__(self, desk: Desk, shelf: Shelf) -> None:
        super().__init__()
        self._desk, self._shelf = desk, shelf
        self._job: int | None = None
        self._converts = True
        self.choose = button()
        self._hint = label("", "small", wrap=True)
        self._busy = Busy()
        self._outcome = label("", "", wrap=True)
        self._outcome.hide()
        self.problem = ProblemCard()
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.choose)
        line.addWidget(self._hint, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(line)
        for widget in (self._busy, self._outcome, self.problem):
            layout.addWidget(widget)
        self.choose.clicked.connect(self._choose)
        self._busy.given_up.connect(self._cancel)
        desk.link.job_changed.connect(self._on_job)
        self.retranslate()

    def retranslate(self) -> None:
        self.choose.setText(self.tr("Add a folder…"))
        self._hint.setText(
            self.tr("A folder of a Hugging Face model with safetensors (Qwen, Llama, SmolLM, "
                    "Gemma, Phi, Mistral). It is checked, converted and compared here; nothing "
                    "leaves this computer.")
            if self._converts
            else self.tr("This engine comes without torch and cannot convert models: add a folder "
                         "that another Replydesk converted.")
        )  # fmt: skip

    def allow_foreign(self, converts: bool) -> None:
        """Whether this engine can convert the models of others."""
        self._converts = converts
        self.retranslate()

    def add(self, folder: str) -> None:
        """Take in a folder."""
        self._outcome.hide()
        self.problem.show_problem(None)
        self._begin()
        self._shelf.add(folder, self).then(self._on_job, self._refused)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("The folder of a model"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.add)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _begin(self) -> None:
        self._busy.begin(self.tr("Checking, converting and comparing the model"))
        self.choose.setEnabled(False)

    def _on_job(self, job: Job) -> None:
        if job.kind != _KIND:
            return
        if job.state in ("queued", "running"):
            if self._job != job.id:
                self._job = job.id
                self._begin()
            self._busy.progress(job.done, job.total)
        elif job.id == self._job or self._job is None:
            self._end(job)

    def _end(self, job: Job) -> None:
        self._job = None
        if job.state == "done":
            passed = bool((job.result or {}).get("passed"))
            if passed:
                self._tell(self.tr("It is on the shelf. Choose it and press Use."), "good")
            else:
                self._tell(
                    self.tr("It is on the shelf, but may not write: converted, it does not write "
                            "what the original writes."), "warn",
                )  # fmt: skip
            self.added.emit()
        elif job.error is not None:
            self._refused(job.error)
        else:
            self._tell(self.tr("Cancelled: nothing of it was kept."), "muted")

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
