"""The tray icon, shown if the desktop has a tray and the user wants it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from gui.copilot.copilot import CLIPBOARD, Copilot
from gui.look.icons import icon
from gui.main_window import MainWindow


class Tray(QObject):
    """A tray icon whose menu opens the window, uses the clipboard, toggles the copilot and
    quits."""

    def __init__(self, window: MainWindow, copilot: Copilot) -> None:
        super().__init__(window)
        self._window = window
        self._copilot = copilot
        self._icon: QSystemTrayIcon | None = None
        self._menu: QMenu | None = None
        window.hides_on_close = self._hides
        window.context.preferences.changed.connect(lambda _: self._update())
        window.installEventFilter(self)
        self._update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self._update()
        return super().eventFilter(watched, event)

    def close(self) -> None:
        """Remove the icon and its menu."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None
        if self._menu is not None:
            self._menu.deleteLater()
            self._menu = None

    def _hides(self) -> bool:
        """Return whether closing only hides the window; requires the icon, which can bring it
        back."""
        return self._icon is not None and self._window.context.preferences.now.close_to_tray

    def _update(self) -> None:
        wanted = self._window.context.preferences.now.tray and available()
        if not wanted:
            self.close()
            return
        if self._icon is None or self._menu is None:
            self._icon, self._menu = self._make()
        self._fill(self._menu)

    def _make(self) -> tuple[QSystemTrayIcon, QMenu]:
        made = QSystemTrayIcon(icon("message-square-reply", "accent"), self)
        made.setToolTip("Replydesk")
        made.activated.connect(self._on_activated)
        menu = QMenu()
        made.setContextMenu(menu)
        made.show()
        return made, menu

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        self._add(menu, self.tr("Open Replydesk"), self._show)
        if CLIPBOARD not in self._window.context.preferences.off:
            self._add(menu, self.tr("New conversation from the clipboard"), self._take)
            on = self._add(menu, self.tr("Clipboard copilot"), self._copilot.toggle)
            on.setCheckable(True)
            on.setChecked(self._copilot.on)
        menu.addSeparator()
        self._add(menu, self.tr("Quit"), self._window.quit)

    def _add(self, menu: QMenu, text: str, run: object) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(run)
        return action

    def _on_activated(self, why: QSystemTrayIcon.ActivationReason) -> None:
        if why in (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        ):
            self._show()

    def _show(self) -> None:
        self._window.bring_forward()

    def _take(self) -> None:
        self._window.bring_forward()
        self._copilot.take_clipboard()


def available() -> bool:
    """Return whether this desktop has a tray."""
    return QSystemTrayIcon.isSystemTrayAvailable()
