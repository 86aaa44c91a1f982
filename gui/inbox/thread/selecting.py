"""Selection in a thread: a range within one message, and the current message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QPointF

from gui.inbox.thread.bubble import PAD_X, PAD_Y, characters
from gui.inbox.thread.pieces import Piece

if TYPE_CHECKING:
    from gui.inbox.thread.view import ThreadView


class Selecting(QObject):
    """Helper of a `ThreadView`.

    Attributes:
        current: Index of the message that keys act on; -1 for none.
    """

    def __init__(self, view: ThreadView) -> None:
        super().__init__(view)
        self._view = view
        self.current = -1
        self._from = 0
        self._to = 0

    def clear(self) -> None:
        """Clear the selection and the current message."""
        self.current, self._from, self._to = -1, 0, 0

    @property
    def text(self) -> str:
        """The selected text; the whole current message if there is no selection."""
        rows = self._view.rows
        if not 0 <= self.current < len(rows.texts):
            return ""
        text = rows.texts[self.current]
        first, end = sorted((self._from, self._to))
        return text[first:end] if first < end else text

    @property
    def some(self) -> bool:
        """Whether a range is selected."""
        return self._from != self._to

    def within(self, piece: Piece) -> tuple[int, int] | None:
        """Return the selected range of a piece, relative to the piece."""
        if piece.message != self.current or not self.some:
            return None
        first, end = sorted((self._from, self._to))
        return max(0, first - piece.start), min(end, piece.end) - piece.start

    def begin(self, at: QPoint) -> None:
        """Start a selection; called when the mouse is pressed."""
        row = self._view.row_at(at)
        if row < 0:
            return
        self.current = self._view.rows.pieces[row].message
        self._from = self._to = self._offset(row, at)
        self._changed()

    def extend(self, at: QPoint) -> None:
        """Extend the selection within its message; called when the mouse is dragged."""
        row = self._view.row_at(at)
        if row < 0 or self.current < 0:
            return
        message = self._view.rows.pieces[row].message
        if message == self.current:
            self._to = self._offset(row, at)
        else:
            self._to = 0 if message < self.current else len(self._view.rows.texts[self.current])
        self._view.viewport().update()

    def word(self, at: QPoint) -> None:
        """Select the word at a position."""
        self.begin(at)
        row = self._view.row_at(at)
        if row < 0:
            return
        piece, laid = self._view.rows.pieces[row], self._view.rows.laid(row)
        at_character = characters(laid.text, self._unit(row, at))
        first, end = word_at(laid.text, at_character)
        self._from, self._to = piece.start + first, piece.start + end
        self._changed()

    def all(self) -> None:
        """Select the whole current message."""
        if 0 <= self.current < len(self._view.rows.texts):
            self._from, self._to = 0, len(self._view.rows.texts[self.current])
            self._changed()

    def step(self, by: int) -> None:
        """Move to the previous or next message."""
        count = len(self._view.rows.messages)
        if not count:
            return
        start = self.current if self.current >= 0 else count
        self.current = max(0, min(count - 1, start + by))
        self._from = self._to = 0
        self._view.show_message(self.current)
        self._changed()

    def over_text(self, at: QPoint) -> bool:
        """Return whether a position is inside a bubble."""
        row = self._view.row_at(at)
        return row >= 0 and self._bubble_contains(row, at)

    def _bubble_contains(self, row: int, at: QPoint) -> bool:
        top = self._view.rows.heights.top(row) - self._view.scrolled
        return self._view.rows.bubble(row).translated(0, top).contains(QPointF(at))

    def _offset(self, row: int, at: QPoint) -> int:
        """Return the character of a row's message nearest to a position."""
        laid = self._view.rows.laid(row)
        return self._view.rows.pieces[row].start + characters(laid.text, self._unit(row, at))

    def _unit(self, row: int, at: QPoint) -> int:
        rows = self._view.rows
        piece, layout = rows.pieces[row], rows.laid(row).layout
        bubble = rows.bubble(row)
        top = rows.heights.top(row) - self._view.scrolled + bubble.top()
        y = at.y() - top - (PAD_Y if piece.first else 0)
        x = at.x() - bubble.left() - PAD_X
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if y < line.y() + line.height() or number == layout.lineCount() - 1:
                return _cursor(line.xToCursor(x))
        return 0

    def _changed(self) -> None:
        view = self._view
        view.viewport().update()
        view.tell_current()


def word_at(text: str, at: int) -> tuple[int, int]:
    """Return the range of the word around a character (letters and digits), else that character."""
    first = end = at
    while first > 0 and text[first - 1].isalnum():
        first -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return (first, end) if first < end else (at, min(at + 1, len(text)))


def _cursor(found: Any) -> int:
    """PySide returns the position, or a tuple that contains it."""
    return int(found[0] if isinstance(found, (tuple, list)) else found)
