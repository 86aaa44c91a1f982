"""Displays notices above the status bar, stacked vertically, newest last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from gui.look.icons import icon
from gui.notices import Notice
from gui.widgets.labels import label

_MOST: Final = 4
_WIDEST: Final = 560


class NoticeBar(QWidget):
    """Overlays the lower edge of the page; hidden while there are no notices."""

    def __init__(self, parent: QWidget, clear: Callable[[], int] = lambda: 0) -> None:
        """Create the bar.

        Args:
            parent: The widget to overlay.
            clear: Returns the height in pixels above its lower edge that must not be covered.
        """
        super().__init__(parent)
        self._clear = clear
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._shown: list[_Told] = []
        self.hide()

    def tell(self, notice: Notice) -> None:
        """Show a notice, replacing those with the same text unless they have an action."""
        for told in self._shown[:]:
            if told.notice.text == notice.text and told.notice.act is None:
                told.close_quietly()
        while len(self._shown) >= _MOST:
            self._shown[0].dismiss()
        told = _Told(notice, self)
        told.destroyed.connect(self._fit)
        self._shown.append(told)
        self._layout.addWidget(told)
        told.show()  # a layout reserves no space for a hidden widget
        self.show()
        self.raise_()
        self._fit()

    def settle(self) -> None:
        """Dismiss all notices, performing pending undoable operations; called when the window
        closes."""
        for told in self._shown[:]:
            told.dismiss()

    def forget(self, told: _Told) -> None:
        if told in self._shown:
            self._shown.remove(told)
        if not self._shown:
            self.hide()

    def _fit(self, _: QObject | None = None) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        width = min(_WIDEST, parent.width() - 32)
        # not `adjustSize`, which uses the height for the text's own preferred width
        height = self._layout.totalHeightForWidth(width)
        top = parent.height() - self._clear() - height - 12
        self.setGeometry((parent.width() - width) // 2, max(0, top), width, height)

    def fit(self) -> None:
        """Adapt to a new size of the window."""
        self._fit()


class _Told(QFrame):
    def __init__(self, notice: Notice, bar: NoticeBar) -> None:
        super().__init__(bar)
        self.notice = notice
        self._bar = bar
        self._done = False
        self.setProperty("notice", notice.tone)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 8, 8)
        text = label(notice.text, wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(text, 1)
        if notice.code:
            layout.addWidget(label(notice.code, "small"))
        if notice.action:
            button = QPushButton(notice.action)
            button.clicked.connect(self._act)
            layout.addWidget(button)
        close = QToolButton()
        close.setIcon(icon("x"))
        close.setAccessibleName(self.tr("Close this message"))
        close.clicked.connect(self.dismiss)
        layout.addWidget(close)
        self.setAccessibleName(notice.text)
        if notice.stays_ms:
            # a child timer: one started by `singleShot` would outlive a notice that was closed by
            # hand
            staying = QTimer(self, singleShot=True, interval=notice.stays_ms)
            staying.timeout.connect(self.dismiss)
            staying.start()

    def dismiss(self) -> None:
        """Close the notice and perform the operation that could have been undone."""
        if not self._done and self.notice.gone is not None:
            self._done = True
            self.notice.gone()
        self.close_quietly()

    def close_quietly(self) -> None:
        self._done = True
        self._bar.forget(self)
        self.hide()
        self.deleteLater()

    def _act(self) -> None:
        self._done = True
        if self.notice.act is not None:
            self.notice.act()
        self.close_quietly()
