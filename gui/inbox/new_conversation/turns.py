"""The messages of a pasted chat, whose roles can be corrected."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from assistant.contracts import MessageBody, MessageRole
from gui.look.theme import current
from gui.widgets.presentable import one_line
from gui.widgets.row_list import ROW, Index, RowList

ROLES: Final[tuple[MessageRole, ...]] = ("customer", "agent", "note")
_PAD: Final = 6
_HIGH: Final = "客Ág"


class Turns(RowList[MessageBody]):
    """List model of `MessageBody` rows."""

    def role_name(self, role: MessageRole) -> str:
        """Return the display name of a role."""
        return {
            "customer": self.tr("Customer"),
            "agent": self.tr("Agent"),
            "note": self.tr("Note"),
        }[role]

    def set_role(self, row: int, role: MessageRole) -> None:
        """Change the role of a message, and of all messages with the same author."""
        author = self.rows[row].author
        for place, turn in enumerate(self.rows):
            if place == row or (author and turn.author == author):
                self.rows[place] = turn.model_copy(update={"role": role})
        self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def said(self, row: MessageBody) -> str:
        return self.tr("{role}: {text}").format(
            role=self.role_name(row.role), text=one_line(row.text)
        )


class TurnDelegate(QStyledItemDelegate):
    """Draws role and author above two lines of text."""

    def __init__(self, turns: Turns) -> None:
        super().__init__(turns)
        self._turns = turns

    def sizeHint(self, option: QStyleOptionViewItem, _: Index) -> QSize:
        who, line = _line_heights(option.font)
        return QSize(200, who + 2 * line + 2 * _PAD + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        turn: MessageBody | None = index.data(ROW)
        if turn is None:
            return
        colours = current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(colours.accent_soft))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), 6, 6)
        inner = option.rect.adjusted(10, _PAD, -10, -_PAD)
        above, line = _line_heights(option.font)
        painter.setFont(_bold(option.font))
        tone = {"customer": colours.text, "agent": colours.accent, "note": colours.warn}
        painter.setPen(QColor(tone[turn.role]))
        who = self._turns.role_name(turn.role)
        if turn.author:
            who = self.tr("{role} · {author}").format(role=who, author=one_line(turn.author, 60))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft.value, who)
        painter.setFont(option.font)
        painter.setPen(QColor(colours.text))
        below = QRect(inner.left(), inner.top() + above, inner.width(), 2 * line)
        flags = Qt.TextFlag.TextWordWrap.value | Qt.TextFlag.TextWrapAnywhere.value
        painter.drawText(below, flags, one_line(turn.text, 400))
        painter.restore()


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _line_heights(font: QFont) -> tuple[int, int]:
    """Return the heights of the author line and of a text line. Characters taken from a fallback
    font (mostly Chinese ones) are higher than the lines of the font itself."""
    return tuple(  # type: ignore[return-value]  # of two
        max(QFontMetrics(one).lineSpacing(), QFontMetrics(one).boundingRect(_HIGH).height())
        for one in (_bold(font), font)
    )
