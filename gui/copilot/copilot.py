"""The clipboard copilot: turned on and off by the user, and explained where it cannot work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from gui.copilot.desktop import ASK_KEYS, hidden_by, needs_focus, readable_apart
from gui.copilot.readable import text_of
from gui.copilot.watcher import Watcher
from gui.notices import Notice
from gui.page import WindowContext
from gui.single_instance import socket_name

if TYPE_CHECKING:
    from gui.copilot.popup import CopilotPopup

CLIPBOARD: Final = "clipboard"
"""Name of the feature for an administrator to disable it."""
_FOCUS_MS: Final = 5_000


class Copilot(QObject):
    """Watches the clipboard if enabled in the preferences, and answers its content on request.

    Signals:
        conversation_wanted: Create a conversation from this text.
        focus_wanted: The desktop lets only a focused window read the clipboard.
    """

    conversation_wanted = Signal(str)
    focus_wanted = Signal()

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._popup: CopilotPopup | None = None
        self._watcher = Watcher(socket_name(context.preferences.folder, "clipboard"), self)
        self._watcher.copied_twice.connect(self._on_twice)
        self._watcher.read.connect(self._on_read)
        self._watcher.failed.connect(self._on_failed)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_FOCUS_MS)
        self._waits = False
        self._for_conversation = False
        QGuiApplication.instance().applicationStateChanged.connect(  # type: ignore[union-attr]
            self._on_state
        )
        context.preferences.changed.connect(self._on_preferences)
        if self.on and not hidden_by():
            self._watcher.start()

    @property
    def on(self) -> bool:
        """Whether the copilot is enabled by the user and not disabled by an administrator."""
        preferences = self._context.preferences
        return preferences.now.clipboard_copilot and CLIPBOARD not in preferences.off

    def toggle(self) -> None:
        """Turn the copilot on or off."""
        self._context.preferences.change(clipboard_copilot=not self.on)

    def answer_clipboard(self) -> None:
        """Show suggestions for the text in the clipboard, unless the feature is disabled."""
        if CLIPBOARD in self._context.preferences.off:
            return
        self._for_conversation = False
        self._read()

    def take_clipboard(self) -> None:
        """Create a conversation from the text in the clipboard."""
        self._for_conversation = True
        self._read()

    def close(self) -> None:
        """Stop watching and close the popup, because the window closes."""
        self._watcher.stop()
        if self._popup is not None:
            self._popup.hide()
            self._popup.deleteLater()
            self._popup = None

    @property
    def ending(self) -> bool:
        """Whether the watching process has not ended yet."""
        return self._watcher.ending

    def about(self) -> str:
        """Return what the copilot does, or why it cannot and what the user can do instead."""
        desktop = hidden_by()
        if not desktop:
            return self.tr(
                "Copy the same text twice within a second, in any program: suggestions come up "
                "near the cursor. Each copy is hashed and forgotten after a second; nothing else "
                "is kept."
            )
        return self.tr(
            "{desktop} shows what is copied only to the program in front. With Replydesk in "
            "front, press {keys}; or let a shortcut of your desktop's settings run: {command}"
        ).format(desktop=desktop, keys=ASK_KEYS, command="replydesk --ask-clipboard")

    # ------------------------------------------------------------ internals

    def _read(self) -> None:
        clipboard = QGuiApplication.clipboard()
        active = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        if readable_apart() and not clipboard.ownsClipboard():
            self._watcher.ask()
        elif active or not needs_focus():
            self._on_read(text_of(clipboard.mimeData()))
        else:
            self._waits = True
            self._patience.start()
            self.focus_wanted.emit()

    def _on_preferences(self, names: frozenset[str]) -> None:
        if "clipboard_copilot" not in names:
            return
        if not self.on:
            self._watcher.stop()
            self._context.notices.tell(self.tr("Clipboard copilot is off"))
        elif hidden_by():
            self._tell(self.about())
        else:
            self._watcher.start()
            self._tell(self.about())

    def _on_twice(self, text: str) -> None:
        # ignore copies made in this window
        if not QGuiApplication.clipboard().ownsClipboard():
            self._suggest_for(text)

    def _on_read(self, text: str) -> None:
        if text and self._for_conversation:
            self.conversation_wanted.emit(text)
        elif text:
            self._suggest_for(text)
        else:
            self._context.notices.tell(self.tr("There is no text in the clipboard"), "warn")

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if self._waits and state == Qt.ApplicationState.ApplicationActive:
            self._waits = False
            if self._patience.isActive():
                self._patience.stop()
                # the desktop provides the clipboard a moment after the focus
                QTimer.singleShot(100, self, self._read)

    def _on_failed(self) -> None:
        self._tell(
            self.tr(
                "The clipboard can no longer be watched: the process that does so kept ending. "
                "Turn the clipboard copilot off and on to try again."
            ),
            bad=True,
        )

    def _suggest_for(self, text: str) -> None:
        if self._popup is None:
            from gui.copilot.popup import CopilotPopup  # imports everything that suggestions need

            self._popup = CopilotPopup(self._context)
            self._popup.conversation_wanted.connect(self.conversation_wanted)
        self._popup.suggest_for(text)

    def _tell(self, text: str, *, bad: bool = False) -> None:
        notice = Notice(
            text=text, tone="bad" if bad else "info", stays_ms=0,
            code="clipboard.watcher" if bad else "",
        )  # fmt: skip
        self._context.notices.told.emit(notice)
