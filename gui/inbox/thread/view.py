"""What was said, as bubbles; smooth however much it is, because only what is on show is laid out.

It sticks to the end while the end is on show, and otherwise stays where it is. Text is selected
with the mouse within a bubble; the arrow keys go from bubble to bubble, Ctrl+C copies the
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
    """Shows messages."""

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

    # ------------------------------------------------------------ from outside

    def show_messages(self, messages: Sequence[Message]) -> None:
        """Show another conversation, from its end."""
        self.selecting.clear()
        self._stuck = True
        self._set(messages)

    def update_messages(self, messages: Sequence[Message]) -> None:
        """The same conversation has changed; what is read stays where it is."""
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
        """How far down the viewport is, in pixels."""
        return self._y

    def show_message(self, message: int) -> None:
        """Scroll as little as needed to see a message's beginning."""
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
        """What Page Up and Page Down move."""
        return self.viewport().height() - 40

    # ------------------------------------------------------------ Qt's side

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

    # ------------------------------------------------------------ where things stand

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
        """The message at the top edge, the character its row begins with, pixels above."""
        if not len(self.rows):
            return None
        row = self.rows.heights.at(self._y)
        piece = self.rows.pieces[row]
        return piece.message, piece.start, self._y - self.rows.heights.top(row)

    def _put(self, message: int, start: int, above: int) -> None:
        """Bring a row to the top edge."""
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
        """The place this many pixels further up, once the rows there are measured."""
        heights = self.rows.heights
        row = heights.at(self._y)
        left = self._y - heights.top(row) - pixels
        while left < 0 and row > 0:
            row -= 1
            self.rows.laid(row)
            left += heights[row]
        return heights.top(row) + max(0, left)

    def _arrange(self, y: int) -> None:
        """Measure what is on show, then let the scroll bar know how much there is."""
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
        """How much there is, and where we are; a bar that comes or goes changes the width, and
        then everything is arranged anew before this returns."""
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
        """The row below a place in the viewport; -1 where there is none."""
        y = at.y() + self._y
        return self.rows.heights.at(max(0, y)) if len(self.rows) else -1

    def tell_current(self) -> None:
        """Let a screen reader know which message is current, and what it says."""
        current = self.selecting.current
        if 0 <= current < len(self.rows.messages):
            message = self.rows.messages[current]
            spoken = self.tr("{caption}: {text}", "a message, as a screen reader says it").format(
                caption=self._painting.caption(message), text=message.text[:_SPOKEN]
            )
            self.setAccessibleDescription(spoken)
