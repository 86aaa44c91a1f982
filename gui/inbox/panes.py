"""Three panes with remembered widths; in a narrow window the third is a drawer over the second."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from gui.preferences import Preferences

_NAME: Final = "inbox"
_FIRST: Final = (280, 640, 360)
_SIDES: Final = (0.24, 0.35)
_BESIDE_ONE: Final = 0.34
"""Shares of the side panes in a narrower window, until the user moves a divider; `_BESIDE_ONE` is
that of the first pane if the third is a drawer."""
_LEAST: Final = (200, 300, 280)
_DRAWER_BELOW: Final = 1100
_DRAWER: Final = 380
_REMEMBER_MS: Final = 300


class Panes(QWidget):
    """The panes in a splitter, and the drawer.

    Signals:
        drawer_changed: Whether the third pane is a drawer, and whether it is open.
    """

    drawer_changed = Signal(bool, bool)

    def __init__(
        self, preferences: Preferences, left: QWidget, middle: QWidget, right: QWidget
    ) -> None:
        super().__init__()
        self._preferences = preferences
        self._right = right
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        for pane, least in zip((left, middle, right), _LEAST, strict=True):
            pane.setMinimumWidth(least)
            self._splitter.addWidget(pane)
        self._splitter.setStretchFactor(1, 1)
        self._drawer = QFrame(self)
        self._drawer.setProperty("kind", "drawer")
        inside = QVBoxLayout(self._drawer)
        inside.setContentsMargins(1, 0, 0, 0)
        self._drawer.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)
        self._remembering = QTimer(self)
        self._remembering.setSingleShot(True)
        self._remembering.setInterval(_REMEMBER_MS)
        self._remembering.timeout.connect(self._remember)
        self._splitter.splitterMoved.connect(lambda *_: self._remembering.start())
        self._narrow = False
        self._restore()

    @property
    def narrow(self) -> bool:
        """Whether the third pane is a drawer."""
        return self._narrow

    @property
    def drawer_open(self) -> bool:
        """Whether the third pane is a drawer and open."""
        return self._narrow and not self._drawer.isHidden()

    def toggle_drawer(self) -> None:
        """Open or close the drawer; if the third pane is not a drawer, focus it."""
        if not self._narrow:
            self._focus_right()
        elif self.drawer_open:
            self.close_drawer()
        else:
            self._place()
            self._drawer.show()
            self._drawer.raise_()
            self._focus_right()
            self.drawer_changed.emit(True, True)

    def close_drawer(self) -> None:
        """Close the drawer."""
        if self.drawer_open:
            self._drawer.hide()
            self.drawer_changed.emit(True, False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < _DRAWER_BELOW
        if narrow != self._narrow:
            self._become(narrow=narrow)
        if _NAME not in self._preferences.now.panes:
            self._splitter.setSizes(_first(self.width(), narrow=narrow))
        self._place()

    def _become(self, *, narrow: bool) -> None:
        self._narrow = narrow
        layout = self._drawer.layout()
        if narrow:
            if layout is not None:
                layout.addWidget(self._right)
        else:
            self._splitter.addWidget(self._right)
            self._splitter.setCollapsible(2, False)
        self._right.show()
        self._drawer.hide()
        self._restore()
        self.drawer_changed.emit(narrow, False)

    def _place(self) -> None:
        width = min(_DRAWER, self.width() - 60)
        self._drawer.setGeometry(self.width() - width, 0, width, self.height())

    def _focus_right(self) -> None:
        following: QWidget | None = self._right
        for _ in range(200):
            following = following.nextInFocusChain() if following is not None else None
            if following is None or not self._right.isAncestorOf(following):
                return
            tabs = bool(following.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if tabs and following.isVisible() and following.isEnabled():
                following.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _restore(self) -> None:
        widths = self._preferences.now.panes.get(_NAME, [])
        if len(widths) != len(_FIRST) or min(widths, default=0) < 1:
            widths = list(_FIRST)
        self._splitter.setSizes(widths[: self._splitter.count()])

    def _remember(self) -> None:
        sizes = self._splitter.sizes()
        before = self._preferences.now.panes.get(_NAME, list(_FIRST))
        widths = sizes if len(sizes) == len(_FIRST) else [*sizes, *before[len(sizes) :]]
        panes = {**self._preferences.now.panes, _NAME: widths}
        self._preferences.change(panes=panes)


def _first(width: int, *, narrow: bool) -> list[int]:
    """Return the widths of the panes until the user moves a divider."""
    shares = (_BESIDE_ONE,) if narrow else _SIDES
    sides = [
        max(least, min(first, round(width * share)))
        for least, first, share in zip(_LEAST[::2], _FIRST[::2], shares, strict=False)
    ]
    return [sides[0], max(1, width - sum(sides)), *sides[1:]]
