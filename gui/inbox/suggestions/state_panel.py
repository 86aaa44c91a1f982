"""Shown in place of cards: a hint, progress, or what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.widgets.labels import label
from gui.widgets.sign import Sign


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The content of the panel.

    Attributes:
        headline: Short summary.
        text: What it means and what to do.
        icon: Name of a Lucide icon.
        action: Label of a button, if the user can do something about it here.
        act: Called when the button is clicked.
        main: Whether the button is the most likely choice and is highlighted.
        code: Error code.
    """

    headline: str
    text: str = ""
    icon: str = ""
    action: str = ""
    act: Callable[[], None] | None = None
    main: bool = False
    code: str = ""


class StatePanel(QWidget):
    """Shows one `State`, or is hidden."""

    def __init__(self) -> None:
        super().__init__()
        self._said: State | None = None
        self._icon = Sign("book-open", "muted", size=22)
        self._headline = label("", "strong", wrap=True)
        self._text = label("", "muted", wrap=True)
        self._code = label("", "small")
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.action = QPushButton()
        self.action.clicked.connect(self._on_action)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 14, 2, 6)
        layout.setSpacing(8)
        for widget in (self._icon, self._headline, self._text, self._code):
            layout.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.action)
        row.addStretch()
        layout.addLayout(row)
        self.hide()

    @property
    def said(self) -> State | None:
        """The state shown, if any."""
        return None if self.isHidden() else self._said

    def say(self, state: State) -> None:
        """Show a state."""
        self._said = state
        if state.icon:
            self._icon.show_icon(state.icon, "muted")
        self._icon.setVisible(bool(state.icon))
        for shown, text in (
            (self._headline, state.headline),
            (self._text, state.text),
            (self._code, state.code),
            (self.action, state.action),
        ):
            shown.setText(text)
            shown.setVisible(bool(text))
        self.action.setProperty("kind", "main" if state.main else "")
        self.action.style().unpolish(self.action)
        self.action.style().polish(self.action)
        self.show()

    def _on_action(self) -> None:
        if self._said is not None and self._said.act is not None:
            self._said.act()
