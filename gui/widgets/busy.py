"""Shows that an operation is in progress, and lets the user cancel it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from gui.engine.call import Call
from gui.page import Retranslated
from gui.widgets.labels import label

_SHOWN_AFTER_MS: Final = 300
"""Shorter operations are not shown, because that would only flicker."""
_CANCEL_AFTER_MS: Final = 2_000
_PARTS: Final = 1_000


class Busy(Retranslated):
    """A line with a progress bar; hidden while idle, but keeps its space.

    Signals:
        given_up: The user wants to cancel.
    """

    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call: Call | None = None
        self._text = label("", "muted")
        self._bar = QProgressBar()
        self._bar.setFixedWidth(120)
        self._cancel = QPushButton()
        self._cancel.setProperty("kind", "link")
        self._cancel.clicked.connect(self._give_up)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._bar, self._text, self._cancel):
            layout.addWidget(widget)
        layout.addStretch()
        self._show = self._timer(_SHOWN_AFTER_MS, self.show)
        self._offer = self._timer(_CANCEL_AFTER_MS, self._offer_cancel)
        self._cancellable = True
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self._cancel.setText(self.tr("Cancel"))
        self._bar.setAccessibleName(self.tr("Progress"))

    def watch(self, call: Call, text: str, *, cancellable: bool = True) -> Call:
        """Show `text` until a call ends; if it takes long, offer to cancel it."""
        self.begin(text, cancellable=cancellable)
        self._call = call
        call.ended.connect(lambda: self._on_end(call))
        call.sent.connect(lambda share: self._on_sent(call, share))
        return call

    def begin(self, text: str, *, cancellable: bool = True) -> None:
        """Show an operation until `rest` is called."""
        self._call = None
        self._cancellable = cancellable
        self._text.setText(text)
        self._cancel.hide()
        self.progress(0, None)
        self._show.start()
        self._offer.start()

    def progress(self, done: int, total: int | None) -> None:
        """Show the progress; indeterminate without a total."""
        self._bar.setRange(0, total or 0)
        self._bar.setValue(done)

    def say(self, text: str) -> None:
        """Change the text of the current operation."""
        self._text.setText(text)

    def rest(self) -> None:
        """Hide the line, because the operation has ended."""
        self._call = None
        self._show.stop()
        self._offer.stop()
        self.hide()

    def _on_sent(self, call: Call, share: float) -> None:
        """Show the progress of an upload, then wait for the response."""
        if self._call is call:
            self.progress(round(share * _PARTS), _PARTS if share < 1 else None)

    def _on_end(self, call: Call) -> None:
        if self._call is call:
            self.rest()

    def _give_up(self) -> None:
        call = self._call
        self.rest()
        if call is not None:
            call.cancel()
        self.given_up.emit()

    def _offer_cancel(self) -> None:
        self._cancel.setVisible(self._cancellable)

    def _timer(self, after: int, then: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(then)
        return timer
