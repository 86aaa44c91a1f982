"""Card that shows the progress of a job and a button to cancel it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from gui.page import Retranslated
from gui.settings.rows import button
from gui.training import words
from gui.widgets.labels import label

if TYPE_CHECKING:
    from assistant.contracts import Job


class Working(Retranslated):
    """Hidden while no job is running.

    Signals:
        given_up: The user wants to cancel the job.
    """

    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self._text, self._count = label("", "strong", wrap=True), label("", "muted")
        self._note = label("", "muted", wrap=True)
        self.bar = QProgressBar()
        self.cancel = button()
        self.cancel.clicked.connect(self.given_up)
        card = QFrame()
        card.setProperty("kind", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        line = QHBoxLayout()
        line.addWidget(self._count, 1)
        line.addWidget(self.cancel)
        column.addWidget(self._text)
        column.addWidget(self.bar)
        column.addWidget(self._note)
        column.addLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.hide()
        self.retranslate()

    def begin(self, text: str, note: str = "") -> None:
        """Show what is being done, with indeterminate progress."""
        self._text.setText(text)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        if self._job is None:
            self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self.show()

    def rest(self) -> None:
        """Hide the card."""
        self._job = None
        self._count.setText("")
        self.hide()

    def progress(self, job: Job) -> None:
        """Show the progress of the job."""
        self._job = job
        self.bar.setRange(0, job.total or 0)
        self.bar.setValue(min(job.done, job.total or 0))
        self.retranslate()

    def retranslate(self) -> None:
        self.cancel.setText(self.tr("Cancel"))
        self.bar.setAccessibleName(self.tr("Progress"))
        job = self._job
        if job is None:
            self._count.setText("")
        elif job.total:
            self._count.setText(self.tr("{done} of {total}").format(
                done=words.number(job.done), total=words.number(job.total)))  # fmt: skip
        else:
            self._count.setText(words.number(job.done) if job.done else "")
