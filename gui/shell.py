"""The parts around the window: tray icon, clipboard copilot, title, and conversations from text."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from gui.actions import Action
from gui.copilot.copilot import CLIPBOARD, Copilot
from gui.copilot.desktop import ASK_KEYS
from gui.from_text import FromText
from gui.main_window import MainWindow
from gui.tray import Tray
from gui.window_title import WindowTitle


class Shell(QObject):
    """Owns these parts. Created after the window, closed before it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.copilot = Copilot(window.context, self)
        self.tray = Tray(window, self.copilot)
        self._link = window.context.link
        self._title = WindowTitle(window)
        self._from_text = FromText(window)
        self.copilot.conversation_wanted.connect(self._from_text.make)
        self.copilot.focus_wanted.connect(window.bring_forward)
        self._add_commands(window)

    def answer_when_attached(self) -> None:
        """Suggest answers for the clipboard as soon as an engine is attached."""
        self._link.attached.connect(
            self.copilot.answer_clipboard, Qt.ConnectionType.SingleShotConnection
        )

    def close(self) -> None:
        """Close the copilot and the tray icon, so that no icon and no process is left behind."""
        self.copilot.close()
        self.tray.close()

    def _add_commands(self, window: MainWindow) -> None:
        copilot = self.copilot
        if CLIPBOARD in window.context.preferences.off:
            return
        window.commands.add(Action(
            name="suggest for the clipboard", icon="clipboard", shortcut=ASK_KEYS,
            text=lambda: self.tr("Suggest answers for the clipboard"), run=copilot.answer_clipboard,
        ))  # fmt: skip
        window.commands.add(Action(
            name="new conversation from the clipboard", icon="clipboard-paste",
            text=lambda: self.tr("New conversation from the clipboard"),
            run=copilot.take_clipboard,
        ))  # fmt: skip
        window.commands.add(Action(
            name="clipboard copilot on", icon="wand-sparkles", run=copilot.toggle,
            text=lambda: self.tr("Turn the clipboard copilot on"),
            possible=lambda: not copilot.on,
        ))  # fmt: skip
        window.commands.add(Action(
            name="clipboard copilot off", icon="wand-sparkles", run=copilot.toggle,
            text=lambda: self.tr("Turn the clipboard copilot off"), possible=lambda: copilot.on,
        ))  # fmt: skip
