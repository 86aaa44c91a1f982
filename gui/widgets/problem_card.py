"""Shows an error in place: what was expected, what was found, what to do, and the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.engine.wording import told_here
from gui.page import Retranslated
from gui.widgets.labels import label
from gui.widgets.sign import Sign

if TYPE_CHECKING:
    from assistant.contracts import ProblemDetails

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


class ProblemCard(Retranslated):
    """Shows one problem, or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problem: ProblemDetails | None = None
        self._frame = QFrame()
        self._frame.setProperty("notice", "bad")
        sign = Sign("circle-alert", "bad", 20)
        self._code = label("", "small")
        self._code.setTextInteractionFlags(_SELECTABLE)
        self._names = [label("", "muted") for _ in range(3)]
        self._texts = [label("", "strong" if row == 2 else "", wrap=True) for row in range(3)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, (name, text) in enumerate(zip(self._names, self._texts, strict=True)):
            text.setTextInteractionFlags(_SELECTABLE)
            grid.addWidget(name, row, 0, top)
            grid.addWidget(text, row, 1, top)
        grid.addWidget(self._code, 3, 1)
        inner = QHBoxLayout(self._frame)
        inner.setContentsMargins(14, 12, 14, 12)
        inner.addWidget(sign, alignment=top)
        inner.addLayout(grid, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._frame)
        self.hide()
        self.retranslate()

    def show_problem(self, problem: ProblemDetails | None) -> None:
        """Show a problem; None hides the card."""
        self.problem = problem
        self.setVisible(problem is not None)
        if problem is not None:
            self._say(problem)

    def _say(self, problem: ProblemDetails) -> None:
        said = told_here(problem)
        found = said.found or said.detail or said.title
        for at, text in enumerate((said.expected, found, said.remedy)):
            self._texts[at].setText(text)
            self._texts[at].setVisible(bool(text))
            self._names[at].setVisible(bool(text))
        self._code.setText(problem.code)

    def retranslate(self) -> None:
        for name, text in zip(
            self._names, (self.tr("Expected"), self.tr("Found"), self.tr("To do")), strict=True
        ):
            name.setText(text)
        if self.problem is not None:
            self._say(self.problem)
