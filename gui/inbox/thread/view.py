"""Displays messages as bubbles; stays smooth in long threads by laying out only visible rows.

The view stays at the end while the end is in view, and otherwise keeps its position. Text can be
selected with the mouse within a bubble; the arrow keys move between bubbles, and Ctrl+C copies the
selection or the whole bubble.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from gui.inbox.thread.copying import Copying
from gui.inbox.thread.painting import Painting
from gui.inbox.thread.rows import Rows
from gui.inbox.thread.selecting import Selecting

if TYPE_CHECKING:
    from assistant.contracts import Message

_BOTTOM: Final = 10
_NEAR_END: Final = 4
_SPOKEN: Final = 2_000


class ThreadView(QAbstractScrollArea):
    """Scrollable view of the messages of a conversation."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.rows = Rows([], self.font(), 400)
        self.selecting = Selecting(self)
        self._painting = Painting(self)
        self._copying = Copying(self)
        self._y = 0
        self._stuck = True
        self._arranging = False
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)
        self.verticalScrollBar().setSingleStep(24)

    # ------------------------------------------------------------ public interface

    def show_messages(self, messages: Sequence[Message]) -> None:
        """Show another conversation, scrolled to its end."""
        self.selecting.clear()
        self._stuck = True
        self._set(messages)

    def update_messages(self, messages: Sequence[Message]) -> None:
        """Update the same conversation; the text being read keeps its position."""
        if list(messages) == self.rows.messages:
            return
        top = self._top_message()
        kept = self.rows.messages[: len(messages)] == list(messages[: len(self.rows.messages)])
        if not kept:
            self.selecting.clear()
        self._set(messages)
        if not self._stuck and top is not None:
            self._put(*top)

    @property
    def scrolled(self) -> int:
        """Scroll position in pixels."""
        return self._y

    def show_message(self, message: int) -> None:
        """Scroll as little as necessary to show the beginning of a message."""
        if not len(self.rows):
            return
        row = self.rows.row_of(message)
        self.rows.laid(row)
        top, height = self.rows.heights.top(row), self.rows.heights[row]
        room = self.viewport().height()
        if top < self._y or height > room:
            self.verticalScrollBar().setValue(top)
        elif top + height > self._y + room:
            self.verticalScrollBar().setValue(top + height - room)

    def page_step(self) -> int:
        """Return the distance in pixels that Page Up and Page Down scroll."""
        return self.viewport().height() - 40

    # ------------------------------------------------------------ Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        self._painting.paint(event.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out_anew()
        else:
            self._arrange(self._y)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._lay_out_anew()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.selecting.begin(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        over = self.selecting.over_text(at)
        self.viewport().setCursor(
            Qt.CursorShape.IBeamCursor if over else Qt.CursorShape.ArrowCursor
        )
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.selecting.extend(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.selecting.word(event.position().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._copying.key(event) and not self._moves(event):
            super().keyPressEvent(event)

    # ------------------------------------------------------------ geometry

    def _moves(self, event: QKeyEvent) -> bool:
        bar = self.verticalScrollBar()
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.selecting.step(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            by = self.page_step()
            bar.setValue(bar.value() + (-by if key == Qt.Key.Key_PageUp else by))
        else:
            return False
        return True

    def _set(self, messages: Sequence[Message]) -> None:
        self.rows = Rows(messages, self.font(), self.viewport().width())
        self._arrange(self._y)

    def _lay_out_anew(self) -> None:
        top = self._top_message()
        self.rows.fit(self.font(), self.viewport().width())
        self._arrange(self._y)
        if not self._stuck and top is not None:
            self._put(*top)

    def _top_message(self) -> tuple[int, int, int] | None:
        """Return the message at the top edge, the start of its row, and the pixels hidden above."""
        if not len(self.rows):
            return None
        row = self.rows.heights.at(self._y)
        piece = self.rows.pieces[row]
        return piece.message, piece.start, self._y - self.rows.heights.top(row)

    def _put(self, message: int, start: int, above: int) -> None:
        """Scroll a row to the top edge."""
        row = self.rows.row_of(message, start)
        self._arrange(self.rows.heights.top(row) + min(above, self.rows.heights[row]))

    def _on_scroll(self, value: int) -> None:
        if self._arranging:
            return
        self._stuck = value >= self.verticalScrollBar().maximum() - _NEAR_END
        up = value - self._y
        if -self.viewport().height() <= up < 0 and len(self.rows) and not self._stuck:
            self._arrange(self._up_by(-up))
        else:
            self._arrange(value)

    def _up_by(self, pixels: int) -> int:
        """Return the position this many pixels further up, after measuring the rows in between."""
        heights = self.rows.heights
        row = heights.at(self._y)
        left = self._y - heights.top(row) - pixels
        while left < 0 and row > 0:
            row -= 1
            self.rows.laid(row)
            left += heights[row]
        return heights.top(row) + max(0, left)

    def _arrange(self, y: int) -> None:
        """Measure the visible rows, then update the scroll bar."""
        room = self.viewport().height()
        rows, heights = self.rows, self.rows.heights
        if len(rows) and self._stuck:
            row, filled = len(rows) - 1, 0
            while row >= 0 and filled < room:
                rows.laid(row)
                filled += heights[row]
                row -= 1
            y = heights.total + _BOTTOM - room
        elif len(rows):
            row = heights.at(max(0, y))
            filled = heights.top(row) - y
            while row < len(rows) and filled < room:
                rows.laid(row)
                filled += heights[row]
                row += 1
        self._tell_bar(y)

    def _tell_bar(self, y: int) -> None:
        """Update the scroll bar. If it appears or disappears, the width changes, and everything is
        laid out again before this returns."""
        rows, heights, room = self.rows, self.rows.heights, self.viewport().height()
        most = max(0, heights.total + _BOTTOM - room)
        self._y = max(0, min(y, most))
        bar = self.verticalScrollBar()
        before, self._arranging = self._arranging, True
        bar.setPageStep(room)
        bar.setRange(0, most)
        if rows.heights is heights:
            bar.setValue(self._y)
        self._arranging = before
        self.viewport().update()

    def row_at(self, at: QPoint) -> int:
        """Return the row at a position in the viewport; -1 if there is none."""
        y = at.y() + self._y
        return self.rows.heights.at(max(0, y)) if len(self.rows) else -1

    def tell_current(self) -> None:
        """Announce the current message to screen readers."""
        current = self.selecting.current
        if 0 <= current < len(self.rows.messages):
            message = self.rows.messages[current]
            spoken = self.tr("{caption}: {text}", "a message, as a screen reader says it").format(
                caption=self._painting.caption(message), text=message.text[:_SPOKEN]
            )
            self.setAccessibleDescription(spoken)
