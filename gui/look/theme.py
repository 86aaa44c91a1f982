"""The current theme: follows the system or is chosen; sets the palette and the style sheet."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from gui.look.colours import DARK, LIGHT, Colours
from gui.look.style import style_sheet

Choice = Literal["system", "light", "dark"]
_SCHEMES: Final = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}
_now: Colours = LIGHT


def current() -> Colours:
    """Return the colours in use."""
    return _now


class Theme(QObject):
    """Applies the theme to an application.

    Signals:
        changed: The colours have changed; custom-painted widgets must repaint.
    """

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._choice: Choice = "system"
        self._dressed = False
        application.setStyle(QStyleFactory.create("Fusion"))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    def choose(self, choice: Choice) -> None:
        """Choose a theme, or follow the system."""
        self._choice = choice
        QGuiApplication.styleHints().setColorScheme(_SCHEMES[choice])
        self._apply()

    def dress(self) -> None:
        """Apply the style sheet, after the first window was built.

        Qt matches every widget added to another against the style sheet again: with the sheet
        applied from the beginning, creating a window takes twice as long.
        """
        self._dressed = True
        self._apply()

    def _apply(self) -> None:
        global _now
        # platforms without colour schemes (a bare X server) ignore the choice
        scheme = QGuiApplication.styleHints().colorScheme()
        if self._choice != "system":
            scheme = _SCHEMES[self._choice]
        dark = scheme == Qt.ColorScheme.Dark
        _now = DARK if dark else LIGHT
        self._application.setPalette(_palette(_now))
        if self._dressed:
            self._application.setStyleSheet(style_sheet(_now))
        self.changed.emit()


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in (
        (role.Window, colours.ground), (role.WindowText, colours.text),
        (role.Base, colours.ground), (role.AlternateBase, colours.panel),
        (role.Text, colours.text), (role.PlaceholderText, colours.muted),
        (role.Button, colours.card), (role.ButtonText, colours.text),
        (role.BrightText, colours.bad), (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent), (role.ToolTipBase, colours.card),
        (role.ToolTipText, colours.text), (role.Link, colours.accent),
        (role.LinkVisited, colours.accent), (role.Light, colours.card),
        (role.Midlight, colours.hover), (role.Mid, colours.line), (role.Dark, colours.edge),
        (role.Shadow, colours.line), (role.Accent, colours.accent),
    ):  # fmt: skip
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.edge))
    return palette
