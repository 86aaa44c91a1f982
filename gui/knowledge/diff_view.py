"""Shows the differences between two bodies of an entry as plain text with coloured ranges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor

from gui.knowledge.edited_entry import EditedEntry
from gui.knowledge.spoken import language
from gui.knowledge.word_diff import Piece, word_diff
from gui.look.theme import current
from gui.widgets.plain_edit import PlainEdit
from gui.widgets.presentable import presentable

Shows = Literal["both", "old", "new"]
_SHOWN: Final = 60_000
"""Maximum number of characters of a field shown; the view says if there are more."""


class DiffView(PlainEdit):
    """Compares two bodies field by field.

    `both` shows removed words struck out together with the added ones; `old` and `new` show one
    side, for two views side by side.
    """

    def __init__(self, shows: Shows = "both") -> None:
        super().__init__()
        self._shows = shows
        self._pair: tuple[EditedEntry, EditedEntry] | None = None
        self.setReadOnly(True)

    def show_difference(self, old: EditedEntry, new: EditedEntry) -> None:
        """Show the differences between two bodies."""
        self._pair = (old, new)
        self.setPlainText("")
        self.expect("\n".join((*old.questions, old.answer, *new.questions, new.answer)))
        cursor = self.textCursor()
        first = True
        for caption, before, after in self._fields(old, new):
            if not before and not after:
                continue
            cursor.insertText("" if first else "\n\n", QTextCharFormat())
            cursor.insertText(caption, _caption(self.font()))
            cursor.insertText("\n", QTextCharFormat())
            self._insert(cursor, word_diff(before[:_SHOWN], after[:_SHOWN]))
            if max(len(before), len(after)) > _SHOWN:
                cursor.insertText(self.tr("\n… and more that is not shown"), _caption(self.font()))
            first = False
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        again = (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange)
        if event.type() in again and getattr(self, "_pair", None) is not None:
            self.show_difference(*self._pair)  # type: ignore[misc]  # checked in the line above

    def _fields(self, old: EditedEntry, new: EditedEntry) -> list[tuple[str, str, str]]:
        return [
            (self.tr("Questions"), "\n".join(old.questions), "\n".join(new.questions)),
            (self.tr("Answer"), old.answer, new.answer),
            (self.tr("Title"), old.title, new.title),
            (self.tr("Tags"), ", ".join(old.tags), ", ".join(new.tags)),
            (self.tr("Language"), language(old.lang), language(new.lang)),
        ]

    def _insert(self, cursor: QTextCursor, pieces: Sequence[Piece]) -> None:
        colours = current()
        hidden = {"old": "new", "new": "old"}.get(self._shows)
        for side, text in pieces:
            if side == hidden:
                continue
            form = QTextCharFormat()
            if side != "both":
                good = side == "new"
                form.setForeground(QColor(colours.good if good else colours.bad))
                form.setBackground(QColor(colours.good_soft if good else colours.bad_soft))
                # so that colour is not the only cue
                form.setFontStrikeOut(side == "old" and self._shows == "both")
                form.setFontUnderline(good)
            cursor.insertText(presentable(text), form)


def _caption(font: QFont) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(QColor(current().muted))
    form.setFontWeight(QFont.Weight.DemiBold)
    form.setFontPointSize(font.pointSizeF() * 0.9)
    return form
