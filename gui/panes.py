"""F6 and Ctrl+Tab move the keyboard focus from pane to pane."""

from __future__ import annotations

import weakref
from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QWidget


class Panes(QObject):
    """Moves the focus between the visible panes: the rail, and the parts of the page's splitters,
    or the whole page if it has none."""

    def __init__(self, window: QMainWindow, rail: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._rail = rail
        self._last: weakref.WeakKeyDictionary[QWidget, QWidget] = weakref.WeakKeyDictionary()
        for keys, by in (("F6", 1), ("Shift+F6", -1), ("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), window)
            shortcut.activated.connect(lambda by=by: self.go(by))

    def go(self, by: int) -> None:
        """Move the focus to the next pane (1) or the previous one (-1)."""
        panes = [pane for pane in self._panes() if _first(pane) is not None]
        if not panes:
            return
        now = QApplication.focusWidget()
        at = next((i for i, pane in enumerate(panes) if now and _holds(pane, now)), None)
        if at is not None and now is not None:
            self._last[panes[at]] = now
        pane = panes[(at + by) % len(panes) if at is not None else (0 if by > 0 else -1)]
        wanted = self._last.get(pane)
        if wanted is None or not (_takes_focus(wanted) and _holds(pane, wanted)):
            wanted = _first(pane)
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _panes(self) -> Iterator[QWidget]:
        yield self._rail
        centre = self._window.centralWidget()
        if centre is not None:
            inside = list(_split(centre))
            yield from inside or [centre]


def _split(widget: QWidget) -> Iterator[QWidget]:
    """Yield the innermost parts of the visible splitters in a widget, from left to right."""
    for splitter in widget.findChildren(QSplitter):
        if not splitter.isVisible():
            continue
        for at in range(splitter.count()):
            part = splitter.widget(at)
            if part is None:
                continue
            nested = [part] if isinstance(part, QSplitter) else part.findChildren(QSplitter)
            if part.isVisible() and not any(one.isVisible() for one in nested):
                yield part


def _first(pane: QWidget) -> QWidget | None:
    """Return the first widget of a pane in tab order, None if none takes the focus."""
    widget = pane
    for _ in range(5_000):
        following = widget.nextInFocusChain()
        if _holds(pane, widget) and _takes_focus(widget):
            return widget
        if following is None or following is pane:
            return None
        widget = following
    return None


def _takes_focus(widget: QWidget) -> bool:
    tabs = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(tabs) and widget.isVisible() and widget.isEnabled()


def _holds(pane: QWidget, widget: QWidget) -> bool:
    return pane is widget or pane.isAncestorOf(widget)
