"""What the window shows instead of its pages until a person has chosen how to begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.page import Desk

if TYPE_CHECKING:
    from gui.first_run.welcome import Welcome


class FirstRun(QWidget):
    """Stands beside what it covers; costs nothing once somebody was welcomed.

    Signals:
        left: The name of the page to go on with.
    """

    left = Signal(str)

    def __init__(self, desk: Desk, covered: Sequence[QWidget]) -> None:
        super().__init__()
        self.desk = desk
        self._covered = covered
        self._welcome: Welcome | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.hide()
        if not desk.preferences.now.welcomed:
            self.begin()

    @property
    def welcome(self) -> Welcome | None:
        """What is shown, while it is."""
        return self._welcome

    def begin(self) -> None:
        """Show it in place of what it covers."""
        if self._welcome is not None:
            return
        from gui.first_run.welcome import Welcome  # only where it is seen

        self._welcome = Welcome(self.desk)
        self._welcome.chosen.connect(self._on_chosen)
        self._layout.addWidget(self._welcome)
        for widget in self._covered:
            widget.hide()
        self.show()
        self._welcome.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Show the pages again; it does not come back by itself."""
        welcome, self._welcome = self._welcome, None
        if welcome is None:
            return
        self.desk.preferences.change(welcomed=True)
        self.hide()
        for widget in self._covered:
            widget.show()
        welcome.deleteLater()

    def _on_chosen(self, way: str) -> None:
        self.leave()
        self.left.emit("knowledge" if way == "import" else "inbox")
        if way == "import":
            from gui.knowledge.importing import open_import

            open_import(self.desk, self)
