"""Shows the steps from an export to an improved assistant, and the current one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from gui.look.icons import icon
from gui.page import Retranslated
from gui.widgets.labels import chip, restyle

STEPS: Final = ("import", "check", "train", "judge")


class Steps(Retranslated):
    """A link back to the overview and the four steps, the current one highlighted.

    Signals:
        back: The user wants to return to the overview.
    """

    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._now = STEPS[0]
        self.to_overview = QToolButton()
        self.to_overview.setProperty("kind", "plain")
        self.to_overview.setIcon(icon("arrow-left"))
        self.to_overview.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.to_overview.clicked.connect(self.back)
        self._chips: list[QLabel] = [chip() for _ in STEPS]
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 12, 20, 4)
        line.setSpacing(8)
        line.addWidget(self.to_overview)
        line.addStretch()
        for at, mark in enumerate(self._chips):
            if at:
                between = QFrame()
                between.setProperty("kind", "line")
                between.setFixedSize(18, 1)
                line.addWidget(between)
            line.addWidget(mark)
        self.retranslate()

    def show_step(self, name: str) -> None:
        """Highlight a step."""
        self._now = name
        self.retranslate()

    def retranslate(self) -> None:
        self.to_overview.setText(self.tr("Training"))
        self.to_overview.setAccessibleDescription(self.tr("Back to the overview"))
        said = (
            self.tr("1  Export"), self.tr("2  Personal data"),
            self.tr("3  Training"), self.tr("4  Judgement"),
        )  # fmt: skip
        now = STEPS.index(self._now)
        for at, (mark, text) in enumerate(zip(self._chips, said, strict=True)):
            mark.setText(text)
            restyle(mark, "chip", "accent" if at == now else "good" if at < now else "neutral")
