"""Confusion matrix of the most frequent labels."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip

from gui.look.theme import current
from gui.page import Retranslated
from gui.training import words
from gui.widgets.labels import plain_tip

_MOST: Final = 16
"""Maximum number of labels shown: those with the most mistakes and examples."""
_CELL: Final = 30
_NAMES: Final = 240
_HEAD: Final = 26


class Confusion(Retranslated):
    """Rows are expected labels, columns are predicted labels, cells are counts."""

    def __init__(self) -> None:
        super().__init__()
        self._table: dict[str, dict[str, int]] = {}
        self.labels: list[str] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        side = _CELL * len(self.labels)
        return QSize(_NAMES + side, _HEAD + side)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, _HEAD + _CELL)

    def heightForWidth(self, width: int) -> int:
        return _HEAD + _CELL * len(self._fitting(width))

    def _names(self) -> int:
        """Width of the label names in pixels."""
        return min(_NAMES, self.width() * 2 // 5)

    def _fitting(self, width: int) -> list[str]:
        """Return the labels that fit into a width."""
        names = min(_NAMES, width * 2 // 5)
        return self.labels[: max(1, (width - names) // _CELL)]

    def show_confusion(self, table: dict[str, dict[str, int]]) -> None:
        """Show expected label → predicted label → count."""
        said: dict[str, dict[str, int]] = {name: {} for row in table.values() for name in row}
        self._table = table = {**said, **table}
        mistakes = {
            name: sum(count for said, count in row.items() if said != name)
            for name, row in table.items()
        }
        order = sorted(table, key=lambda name: (-mistakes[name], -sum(table[name].values()), name))
        self.labels = order[:_MOST]
        self.updateGeometry()
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Wanted and said labels"))
        wrong = [
            self.tr("{wanted} taken for {said}: {count}").format(
                wanted=wanted, said=said, count=words.number(count)
            )
            for wanted in self.labels
            for said, count in self._table[wanted].items()
            if said != wanted and count
        ]
        self.setAccessibleDescription(". ".join(wrong[:20]))
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        names, labels = self._names(), self._fitting(self.width())
        colours = current()
        most = max((max(row.values(), default=0) for row in self._table.values()), default=0) or 1
        middle = Qt.AlignmentFlag.AlignVCenter
        for column in range(len(labels)):
            head = QRectF(names + column * _CELL, 0, _CELL, _HEAD)
            painter.setPen(QColor(colours.muted))
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, str(column + 1))
        for row, wanted in enumerate(labels):
            y = _HEAD + row * _CELL
            painter.setPen(QColor(colours.text))
            text = painter.fontMetrics().elidedText(
                f"{row + 1}  {wanted}", Qt.TextElideMode.ElideRight, names - 10
            )
            painter.drawText(QRectF(0, y, names - 8, _CELL), middle, text)
            for column, said in enumerate(labels):
                count = self._table[wanted].get(said, 0)
                cell = QRectF(names + column * _CELL + 1, y + 1, _CELL - 2, _CELL - 2)
                right = row == column
                ground = QColor(colours.neutral_soft)
                if count:
                    ground = QColor(colours.good_soft if right else colours.bad_soft)
                painter.fillRect(cell, ground)
                if count:
                    painter.setPen(QColor(colours.good if right else colours.bad))
                    font = painter.font()
                    font.setBold(count * 2 >= most)
                    painter.setFont(font)
                    painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, words.number(count))
                    font.setBold(False)
                    painter.setFont(font)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            column = (event.pos().x() - self._names()) // _CELL
            labels = self._fitting(self.width())
            row = (event.pos().y() - _HEAD) // _CELL
            if 0 <= row < len(labels) and 0 <= column < len(labels):
                wanted, said = labels[row], labels[column]
                text = self.tr("{wanted} taken for {said}: {count}").format(
                    wanted=wanted, said=said,
                    count=words.number(self._table[wanted].get(said, 0)),
                )  # fmt: skip
                QToolTip.showText(event.globalPos(), plain_tip(text), self)
                return True
        return super().event(event)
