"""The window title, which shows the number of open conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QObject, QTimer

from gui.engine.call import Call
from gui.main_window import MainWindow

if TYPE_CHECKING:
    from assistant.contracts import ConversationPage

_SETTLED_MS = 300
"""Debounce time, because changes come in bursts."""


class WindowTitle(QObject):
    """Requests the number whenever it may have changed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._open = 0
        self._call: Call | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLED_MS)
        self._later.timeout.connect(self._ask)
        link = window.context.link
        link.attached.connect(self._later.start)
        link.data_changed.connect(self._on_changed)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
        return super().eventFilter(watched, event)

    def _on_changed(self, topics: frozenset[str]) -> None:
        if topics & {"*", "conversations"}:
            self._later.start()

    def _ask(self) -> None:
        if self._call is not None:
            self._call.cancel()
        query = {"status": "open", "limit": 1}
        call = self._window.context.engine.conversations(query, self)
        self._call = call
        call.ended.connect(self._on_ended)
        call.then(self._on_counted)

    def _on_ended(self) -> None:
        self._call = None

    def _on_counted(self, page: ConversationPage) -> None:
        self._open = page.total
        self._show()

    def _show(self) -> None:
        count = QLocale().toString(self._open)
        title = self.tr("Replydesk · {count} open").format(count=count)
        self._window.setWindowTitle(title if self._open else "Replydesk")
