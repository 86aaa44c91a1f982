"""Backtest as two bars: the share of usable drafts before and after training."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from gui.look.theme import current
from gui.page import Retranslated
from gui.training import words

if TYPE_CHECKING:
    from assistant.contracts.training import Backtest

_BAR: Final = 26
_GAP: Final = 10
_NAMES: Final = 110
_LEGEND: Final = 26
_INKS: Final = ("good", "warn", "bad")


class BacktestBars(Retranslated):
    """Painted bars with a text alternative for screen readers. Each part shows its number, so that
    it can be read without colours."""

    def __init__(self) -> None:
        super().__init__()
        self._backtest: Backtest | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(400, 2 * _BAR + 2 * _GAP + _LEGEND)

    def show_backtest(self, backtest: Backtest) -> None:
        """Show a backtest."""
        self._backtest = backtest
        self.retranslate()

    def retranslate(self) -> None:
        told = [
            f"{name}: "
            + words.listed(f"{part} {words.number(count)}" for part, count in
                           zip(self._parts(), counts, strict=True))
            for name, counts in self._rows()
        ]  # fmt: skip
        self.setAccessibleName(self.tr("Backtest"))
        self.setAccessibleDescription(". ".join(told))
        self.update()

    def _parts(self) -> tuple[str, str, str]:
        return self.tr("usable as they are"), self.tr("lightly edited"), self.tr("not usable")

    def _rows(self) -> list[tuple[str, tuple[int, int, int]]]:
        test = self._backtest
        if test is None:
            return []
        before = test.before_as_is, test.before_edited, test.before_not_usable
        return [
            (self.tr("Before"), before),
            (self.tr("After"), (test.as_is, test.edited, test.not_usable)),
        ]

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = current()
        middle = Qt.AlignmentFlag.AlignVCenter
        y = 0.0
        for name, counts in self._rows():
            painter.setPen(QColor(colours.text))
            painter.drawText(QRectF(0, y, _NAMES - 8, _BAR), middle, name)
            x, room = float(_NAMES), self.width() - _NAMES
            whole = max(1, sum(counts))
            for ink, count in zip(_INKS, counts, strict=True):
                width = room * count / whole
                part = QRectF(x, y, max(0.0, width - 2), _BAR)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(getattr(colours, f"{ink}_soft")))
                painter.drawRoundedRect(part, 4, 4)
                painter.setPen(QColor(getattr(colours, ink)))
                if width > 24:
                    painter.drawText(part, Qt.AlignmentFlag.AlignCenter, words.number(count))
                x += width
            y += _BAR + _GAP
        self._paint_legend(painter, y)
        painter.end()

    def _paint_legend(self, painter: QPainter, y: float) -> None:
        colours = current()
        x = float(_NAMES)
        for ink, text in zip(_INKS, self._parts(), strict=True):
            painter.setPen(QColor(getattr(colours, ink)))
            painter.setBrush(QColor(getattr(colours, f"{ink}_soft")))
            painter.drawRoundedRect(QRectF(x, y + 4, 12, 12), 3, 3)
            painter.setPen(QColor(colours.muted))
            width = painter.fontMetrics().horizontalAdvance(text)
            painter.drawText(QRectF(x + 18, y, width + 4, 20), Qt.AlignmentFlag.AlignVCenter, text)
            x += width + 40
