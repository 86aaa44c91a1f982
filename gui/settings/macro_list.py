"""List model of the macros, searchable by name and text, without those about to be deleted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from assistant.contracts import Macro
from gui.look.theme import current
from gui.widgets.labels import plain_tip

_MACRO = Qt.ItemDataRole.UserRole
_ROW = 50


def kind_names() -> dict[str, str]:
    """Display names of the kinds."""
    return {
        "macro": QCoreApplication.translate("Macros", "Macro"),
        "greeting": QCoreApplication.translate("Macros", "Greeting"),
        "signature": QCoreApplication.translate("Macros", "Signature"),
    }


class MacroList(QAbstractListModel):
    """Macros sorted by name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Macro] = []
        self._hidden: set[int] = set()
        self._wanted = ""
        self.shown: list[Macro] = []

    def set_macros(self, macros: list[Macro]) -> None:
        """Replace the macros."""
        self._all = macros
        self._filter()

    def search(self, text: str) -> None:
        """Show only macros whose name or text contains this text."""
        self._wanted = text.strip().casefold()
        self._filter()

    def hide(self, id_: int, *, hidden: bool) -> None:
        """Hide a macro that will be deleted unless that is undone."""
        (self._hidden.add if hidden else self._hidden.discard)(id_)
        self._filter()

    def row_of(self, id_: int) -> int:
        """Return the row of a macro; -1 if it is not shown."""
        return next((row for row, macro in enumerate(self.shown) if macro.id == id_), -1)

    @property
    def empty(self) -> bool:
        """Whether there are no macros at all, regardless of the search."""
        return not any(macro.id not in self._hidden for macro in self._all)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid():
            return None
        macro = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return macro.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{macro.name}, {described(macro)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(macro.text)
        return macro if role == _MACRO else None

    def _filter(self) -> None:
        self.beginResetModel()
        self.shown = [
            macro
            for macro in self._all
            if macro.id not in self._hidden
            and (self._wanted in macro.name.casefold() or self._wanted in macro.text.casefold())
        ]
        self.endResetModel()


def described(macro: Macro) -> str:
    """Return the kind and the language."""
    kind = kind_names()[macro.kind]
    return f"{kind} · {macro.lang}" if macro.lang else kind


class MacroDelegate(QStyledItemDelegate):
    """Two lines: the name with the kind, and the beginning of the text."""

    def sizeHint(self, option: QStyleOptionViewItem, _: object) -> QSize:
        return QSize(120, _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colours, macro = current(), index.data(_MACRO)
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(area.adjusted(4, 1, -4, -1), 7, 7)
        inner = area.adjusted(14, 7, -14, -7)
        note = described(macro)
        painter.setPen(QColor(colours.muted))
        width = QFontMetrics(painter.font()).horizontalAdvance(note) + 10
        top = Qt.AlignmentFlag.AlignTop
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | top, note)
        _line(painter, inner, macro.text, Qt.AlignmentFlag.AlignBottom)
        painter.setPen(QColor(colours.accent if chosen else colours.text))
        font = QFont(painter.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        _line(painter, inner.adjusted(0, 0, -width, 0), macro.name, top)
        painter.restore()


def _line(painter: QPainter, area: QRect, text: str, side: Qt.AlignmentFlag) -> None:
    start = " ".join(text[:200].split())
    elided = QFontMetrics(painter.font()).elidedText(
        start, Qt.TextElideMode.ElideRight, area.width()
    )
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | side, elided)
