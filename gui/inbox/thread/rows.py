"""The rows of a thread: measured when they become visible, estimated before."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetrics

from gui.inbox.thread.bubble import PAD_X, PAD_Y, Laid, lay_out
from gui.inbox.thread.heights import Heights
from gui.inbox.thread.pieces import Piece, pieces_of

if TYPE_CHECKING:
    from assistant.contracts import Message

MARGIN: Final = 20
_KEPT: Final = 160
_WIDEST: Final = 620
_SHARE: Final = 0.74
_BETWEEN: Final = 12


class Rows:
    """The pieces of all messages, and their positions for a given width.

    Attributes:
        caption: Height of the line below a bubble (author, time).
        day: Height of the line between days.
    """

    def __init__(self, messages: Sequence[Message], font: QFont, width: int) -> None:
        self.messages = list(messages)
        self.texts = [
            message.text.replace("\r\n", "\n").replace("\r", "\n") for message in messages
        ]
        self.pieces = pieces_of(self.messages, self.texts)
        self.fit(font, width)

    def fit(self, font: QFont, width: int) -> None:
        """Set another font or width, which discards all measurements."""
        self.font = font
        metrics = QFontMetrics(font)
        self._line = metrics.height()
        self._letter = max(1, metrics.averageCharWidth())
        self.caption = self._line + 2
        self.day = 2 * self._line + 8
        self._width = width
        self._laid: OrderedDict[int, Laid] = OrderedDict()
        self._exact: set[int] = set()
        letters = max(1, self.text_width // self._letter)
        self.heights = Heights([self._guess(piece, letters) for piece in self.pieces])

    def __len__(self) -> int:
        return len(self.pieces)

    @property
    def text_width(self) -> int:
        """Maximum width of a line of text."""
        return max(60, min(int((self._width - 2 * MARGIN) * _SHARE), _WIDEST) - 2 * PAD_X)

    def laid(self, row: int) -> Laid:
        """Return the lines of a row, and record its exact height."""
        found = self._laid.get(row)
        if found is None:
            piece = self.pieces[row]
            text = self.texts[piece.message][piece.start : piece.end]
            found = lay_out(text, self.font, self.text_width)
            self._laid[row] = found
            if len(self._laid) > _KEPT:
                self._laid.popitem(last=False)
        else:
            self._laid.move_to_end(row)
        if row not in self._exact:
            self._exact.add(row)
            self.heights.change(row, self._around(self.pieces[row]) + int(found.height + 0.999))
        return found

    def bubble(self, row: int) -> QRectF:
        """Return the area of the bubble relative to the top of its row."""
        piece, laid = self.pieces[row], self.laid(row)
        whole = piece.first and piece.last
        inner = laid.width if whole else float(self.text_width)
        width = inner + 2 * PAD_X
        above = PAD_Y if piece.first else 0
        below = PAD_Y if piece.last else 0
        right = self.messages[piece.message].role != "customer"
        left = self._width - MARGIN - width if right else MARGIN
        return QRectF(left, self._top(piece), width, above + int(laid.height + 0.999) + below)

    def row_of(self, message: int, offset: int = 0) -> int:
        """Return the row that contains a character of a message."""
        low, high = 0, len(self.pieces) - 1
        while low < high:
            middle = (low + high + 1) // 2
            piece = self.pieces[middle]
            if (piece.message, piece.start) <= (message, offset):
                low = middle
            else:
                high = middle - 1
        return low

    def _top(self, piece: Piece) -> int:
        if not piece.first:
            return 0
        return self.day if piece.day is not None else _BETWEEN // 2

    def _around(self, piece: Piece) -> int:
        around = self._top(piece)
        if piece.first:
            around += PAD_Y
        if piece.last:
            around += PAD_Y + self.caption + _BETWEEN // 2
        return around

    def _guess(self, piece: Piece, letters: int) -> int:
        lines = (piece.end - piece.start) // letters + 1
        return self._around(piece) + lines * self._line
