"""The navigation rail on the left: one button per page, Settings at the bottom."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout

from gui.look.icons import icon
from gui.page import Page, Retranslated
from gui.widgets.sign import Sign

_LAST = "settings"


class Rail(Retranslated):
    """Lets the user choose the page.

    Signals:
        chosen: The name of a page.
    """

    chosen = Signal(str)

    def __init__(self, pages: list[Page]) -> None:
        super().__init__()
        self.setProperty("kind", "rail-pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pages = self._visible = pages
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 10)
        layout.setSpacing(6)
        mark = Sign("message-square-reply", size=28)
        mark.setAccessibleName("Replydesk")
        layout.addWidget(mark, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(6)
        for page in pages:
            if page.name == _LAST:
                layout.addStretch()
            layout.addWidget(self._button(page))
        self.retranslate()

    def choose(self, name: str) -> None:
        """Mark the button of the page in view."""
        self._buttons[name].setChecked(True)

    def show_pages(self, pages: list[Page]) -> None:
        """Show only the buttons of these pages."""
        self._visible = pages
        for page in self._pages:
            self._buttons[page.name].setVisible(page in pages)
        self.retranslate()

    def retranslate(self) -> None:
        for number, page in enumerate(self._visible, start=1):
            button = self._buttons[page.name]
            button.setText(page.title())
            button.setAccessibleName(page.title())
            button.setToolTip(f"{page.title()}  Ctrl+{number}")

    def _button(self, page: Page) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "rail")
        button.setIcon(icon(page.icon))
        button.setIconSize(QSize(20, 20))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setCheckable(True)
        button.setMinimumSize(84, 54)
        button.clicked.connect(lambda: self.chosen.emit(page.name))
        self._group.addButton(button)
        self._buttons[page.name] = button
        return button
