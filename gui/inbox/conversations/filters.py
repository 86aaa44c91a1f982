"""The filter of the list of conversations: open, waiting, solved, mine, all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton

from gui.look.icons import icon
from gui.page import Retranslated

if TYPE_CHECKING:
    from assistant.contracts import Me

Filter = Literal["open", "waiting", "solved", "mine", "all"]
FILTERS: Final[tuple[Filter, ...]] = ("open", "waiting", "solved", "mine", "all")


class FilterButton(Retranslated):
    """Shows the selected filter and its number of conversations; a menu lists the others.

    Signals:
        chosen: The newly selected `Filter`.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.filter: Filter = "open"
        self._count: int | None = None
        self._me: Me | None = None
        self._button = QToolButton()
        self._button.setProperty("kind", "plain")
        self._button.setIcon(icon("chevron-down"))
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # places the arrow after the text
        self._button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._button.setMenu(self._menu)
        group = QActionGroup(self)
        self._actions: dict[Filter, QAction] = {}
        for name in FILTERS:
            action = QAction(self, checkable=True)
            action.triggered.connect(lambda _, name=name: self.choose(name))
            group.addAction(action)
            self._menu.addAction(action)
            self._actions[name] = action
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._button)
        self.retranslate()

    def choose(self, name: Filter) -> None:
        """Select a filter."""
        if name != self.filter:
            self.filter = name
            self._count = None
            self.retranslate()
            self.chosen.emit(name)

    def count(self, total: int) -> None:
        """Show the number of conversations of the selected filter."""
        self._count = total
        self.retranslate()

    def know(self, me: Me) -> None:
        """Set the current user; "mine" is hidden for a user without an id in the store."""
        self._me = me
        self._actions["mine"].setVisible(me.id is not None)

    def query(self) -> dict[str, Any]:
        """Return the filter as query fields."""
        if self.filter == "mine":
            return {"assignee_id": self._me.id if self._me else None}
        return {} if self.filter == "all" else {"status": self.filter}

    def name(self, which: Filter) -> str:
        """Return the display name of a filter."""
        return {
            "open": self.tr("Open"),
            "waiting": self.tr("Waiting"),
            "solved": self.tr("Solved"),
            "mine": self.tr("Mine"),
            "all": self.tr("All"),
        }[which]

    def retranslate(self) -> None:
        for name, action in self._actions.items():
            action.setText(self.name(name))
            action.setChecked(name == self.filter)
        shown = self.name(self.filter)
        if self._count is not None:
            shown = self.tr("{filter} · {count}").format(
                filter=shown, count=self.locale().toString(self._count)
            )
        self._button.setText(shown)
        self._button.setAccessibleName(self.tr("Show: {filter}").format(filter=shown))
        self._button.setToolTip(self.tr("Which conversations are listed"))
