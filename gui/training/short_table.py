"""Table as high as its rows, for pages that scroll as a whole; states are drawn as chips."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.look.theme import current
from gui.training.words import Tone
from gui.widgets.painted_chip import draw_chip
from gui.widgets.table import RowsModel, Table

_MOST_ROWS: Final = 8
_CHIP_HEIGHT: Final = 18
_SMALL_PT: Final = 8.5

ToneOf = Callable[[Any], Tone]


class ShortTable(Table):
    """Table that opens a row on Enter or click.

    Args:
        most: Maximum number of rows visible at once; the table scrolls if there are more.

    Signals:
        wanted: The row to open.
    """

    wanted = Signal(object)

    def __init__(self, model: RowsModel, most: int = _MOST_ROWS) -> None:
        super().__init__(model)
        self._most = most
        # a size policy that can grow would take spare room of the page and push the neighbours
        # apart
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda _: self._open())
        for changed in (model.modelReset, model.rowsInserted):
            changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Set the height to that of the rows."""
        rows = min(self._most, max(1, self.rows.rowCount()))
        row = self.verticalHeader().defaultSectionSize()
        head = (
            0 if self.horizontalHeader().isHidden() else self.horizontalHeader().sizeHint().height()
        )
        self.setFixedHeight(head + rows * row + 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
            return
        super().keyPressEvent(event)

    def _open(self) -> None:
        row = self.chosen()
        if row is not None:
            self.wanted.emit(row)


class Chips(QStyledItemDelegate):
    """Draws the text of a column as a chip in the colour of the row."""

    def __init__(self, tone: ToneOf, table: Table) -> None:
        super().__init__(table)
        self._tone = tone
        self._table = table

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        text = index.data()
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        element, view = QStyle.ControlElement.CE_ItemViewItem, self._table
        view.style().drawControl(element, bare, painter, view)
        if not text:
            return
        tone = self._tone(view.rows.rows[index.row()])
        colours = current()
        ink = colours.muted if tone == "neutral" else getattr(colours, tone)
        font = view.font()
        font.setPointSizeF(_SMALL_PT)
        room: QRect = option.rect
        top = room.center().y() - _CHIP_HEIGHT // 2
        line = QRect(room.left() + 6, top + 1, room.width() - 6, _CHIP_HEIGHT - 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_chip(painter, line, text, font, (getattr(colours, f"{tone}_soft"), ink))
        painter.restore()
