"""First step of the import: choosing files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from assistant.contracts import ProblemDetails
from gui.look.icons import BESIDE_TEXT, icon
from gui.page import Retranslated
from gui.widgets.labels import label
from gui.widgets.problem_card import ProblemCard
from gui.widgets.sign import Sign

_TEXT_WIDTH: Final = 440
_ENDINGS: Final = "*.csv *.tsv *.xlsx *.json *.jsonl *.md *.html *.htm *.txt *.docx *.pdf"


class ChoosePane(Retranslated):
    """A drop area, a button, and the problem with the last file.

    Signals:
        chosen: The files (`list[Path]`).
        again: Retry the file that failed.
    """

    chosen = Signal(object)
    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._failed: Path | None = None
        self._heading = label("", "heading", wrap=True)
        self._problem = ProblemCard()
        self._again = QPushButton()
        self._again.setIcon(icon("refresh-cw"))
        self._again.setIconSize(BESIDE_TEXT)
        self._again.clicked.connect(self.again)
        self._sign = Sign("upload", size=40)
        self._invitation = label("", "heading")
        self._formats = label("", "muted", wrap=True)
        self._formats.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._choose = QPushButton()
        self._choose.setProperty("kind", "main")
        self._choose.clicked.connect(self.choose)
        self._lay_out()
        self.retranslate()
        self.show_problem(None, None)

    def show_problem(self, file: Path | None, problem: ProblemDetails | None) -> None:
        """Show why a file could not be imported; None hides the problem."""
        self._failed = file if problem is not None else None
        self._problem.show_problem(problem)
        self._heading.setVisible(problem is not None)
        self._again.setVisible(problem is not None)
        self.retranslate()

    def problem(self) -> ProblemDetails | None:
        """Return the problem shown."""
        return self._problem.problem

    def retranslate(self) -> None:
        self._invitation.setText(self.tr("Drop files here"))
        self._choose.setText(self.tr("Choose files…"))
        self._again.setText(self.tr("Try this file again"))
        self._formats.setText(
            self.tr(
                "Questions and answers as CSV, Excel or JSON; documents as PDF, Word, HTML, "
                "Markdown or text; solved conversations as CSV, Excel or JSON."
            )
        )
        # a centred label computes its height for a width other than its own
        self._formats.setMinimumHeight(self._formats.heightForWidth(_TEXT_WIDTH))
        if self._failed is not None:
            name = self._failed.name
            self._heading.setText(self.tr("{name} could not be read").format(name=name))

    def take_focus(self) -> None:
        """Set the initial keyboard focus."""
        self._choose.setFocus()

    def choose(self) -> None:
        """Let the user choose files."""
        dialog = QFileDialog(self, self.tr("Import files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        known = self.tr("Knowledge and conversations ({endings})").format(endings=_ENDINGS)
        dialog.setNameFilters([known, self.tr("All files (*)")])
        dialog.filesSelected.connect(self._on_files)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_files(self, names: list[str]) -> None:
        self.chosen.emit([Path(name) for name in names])

    def _lay_out(self) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        zone = QFrame()
        zone.setProperty("kind", "drop")
        inner = QVBoxLayout(zone)
        inner.setContentsMargins(24, 24, 24, 24)
        inner.setSpacing(12)
        inner.addStretch()
        inner.addWidget(self._sign, alignment=middle)
        inner.addWidget(self._invitation, alignment=middle)
        inner.addWidget(self._choose, alignment=middle)
        self._formats.setMaximumWidth(_TEXT_WIDTH)
        self._formats.setMinimumWidth(_TEXT_WIDTH)
        inner.addWidget(self._formats, alignment=middle)
        inner.addStretch()
        again = QHBoxLayout()
        again.addWidget(self._again)
        again.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._heading)
        layout.addWidget(self._problem)
        layout.addLayout(again)
        layout.addWidget(zone, 1)
