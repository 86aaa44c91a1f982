"""Empty state of the Training page, shown while there is nothing to train on: what to do first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from gui.look.icons import BESIDE_TEXT, icon
from gui.page import Retranslated
from gui.widgets.labels import label
from gui.widgets.sign import Sign

_WIDTH: Final = 560


def choose_export(parent: QWidget, title: str, chosen: Callable[[str], object]) -> None:
    """Open a non-blocking file dialog for an export; the examination detects its format."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


class EmptyTraining(Retranslated):
    """Drop area for an export, and an outline of the steps that follow.

    Attributes:
        remote: Whether dropped files are sent to a company server.

    Signals:
        chosen: A file (`Path`).
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.remote = False
        zone = QFrame()
        zone.setProperty("kind", "drop")
        self._title, self._text = label("", "title"), label("", "muted", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setFixedWidth(_WIDTH)
        self.choose = QPushButton(icon("upload", "on_accent"), "")
        self.choose.setProperty("kind", "main")
        self.choose.setIconSize(BESIDE_TEXT)
        self.choose.clicked.connect(self.ask)
        self._steps = [label("", "", wrap=True) for _ in range(4)]
        middle = Qt.AlignmentFlag.AlignHCenter
        inner = QVBoxLayout(zone)
        inner.setContentsMargins(24, 28, 24, 28)
        inner.setSpacing(12)
        for widget in (Sign("graduation-cap", size=40), self._title, self._text, self.choose):
            inner.addWidget(widget, alignment=middle)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (step, sign) in enumerate(
            zip(self._steps, ("upload", "shield-check", "sparkles", "check-check"), strict=True)
        ):
            grid.addWidget(Sign(sign, "muted", 18), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(step, row, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(20)
        layout.addWidget(zone)
        layout.addLayout(grid)
        self.retranslate()

    def ask(self) -> None:
        """Let the user choose a file."""
        choose_export(
            self, self.tr("The export of your help desk"),
            lambda name: self.chosen.emit(Path(name)),
        )  # fmt: skip

    def retranslate(self) -> None:
        self._title.setText(self.tr("Drop the export of your help desk here"))
        self._text.setText(
            self.tr("Zendesk, Intercom, Freshdesk, Chatwoot, LiveChat, tawk.to, Crisp, Help "
                    "Scout, Slack, WhatsApp, or a table: the format is recognised. It goes to "
                    "your company's server and nowhere else.") if self.remote
            else self.tr("Zendesk, Intercom, Freshdesk, Chatwoot, LiveChat, tawk.to, Crisp, Help "
                         "Scout, Slack, WhatsApp, or a table: the format is recognised. "
                         "Everything stays on this computer.")
        )  # fmt: skip
        # a centred label computes its height for a width other than its own
        self._text.setMinimumHeight(self._text.heightForWidth(_WIDTH))
        self.choose.setText(self.tr("Choose a file…"))
        for step, text in zip(
            self._steps,
            (
                self.tr("It is examined: which conversations can be used, and whether they are "
                        "enough. Nothing is kept yet."),
                self.tr("Names, addresses and numbers of your customers are replaced. You look "
                        "at the result and approve it before anything is learnt."),
                self.tr("You choose what should get better, and see beforehand how long it "
                        "takes. You can keep working meanwhile."),
                self.tr("It is judged by conversations it never saw, and used only if you say "
                        "so. One click rolls it back."),
            ),
            strict=True,
        ):  # fmt: skip
            step.setText(text)
