"""Shows the first-run screen instead of the pages until the user has chosen how to start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.page import WindowContext

if TYPE_CHECKING:
    from gui.first_run.welcome import Welcome


class FirstRun(QWidget):
    """Placed next to the widgets that it replaces; creates nothing once the user was welcomed.

    Signals:
        left: The name of the page to continue with.
    """

    left = Signal(str)

    def __init__(self, context: WindowContext, covered: Sequence[QWidget]) -> None:
        super().__init__()
        self.context = context
        self._covered = covered
        self._welcome: Welcome | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.hide()
        if not context.preferences.now.welcomed:
            self.begin()

    @property
    def welcome(self) -> Welcome | None:
        """The screen, while it is shown."""
        return self._welcome

    def begin(self) -> None:
        """Show the screen in place of the covered widgets."""
        if self._welcome is not None:
            return
        from gui.first_run.welcome import Welcome  # imported only when shown

        self._welcome = Welcome(self.context)
        self._welcome.chosen.connect(self._on_chosen)
        self._layout.addWidget(self._welcome)
        for widget in self._covered:
            widget.hide()
        self.show()
        self._welcome.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Show the pages again; the screen does not come back by itself."""
        welcome, self._welcome = self._welcome, None
        if welcome is None:
            return
        self.context.preferences.change(welcomed=True)
        self.hide()
        for widget in self._covered:
            widget.show()
        welcome.deleteLater()

    def _on_chosen(self, way: str) -> None:
        self.leave()
        self.left.emit("knowledge" if way == "import" else "inbox")
        if way == "import":
            from gui.knowledge.importing import open_import

            open_import(self.context, self)
