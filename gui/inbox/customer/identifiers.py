"""Editable list of the identifiers of a customer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal, get_args

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QListView, QPushButton, QVBoxLayout

from assistant.contracts import Identifier
from gui.page import Retranslated
from gui.widgets.presentable import one_line

Kind = Literal["email", "phone", "number", "name"]
_KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_MOST: Final = 50
_LONGEST: Final = 320

Index = QModelIndex | QPersistentModelIndex


class Identifiers(QAbstractListModel):
    """List model of `Identifier` rows."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Identifier] = []

    def show_rows(self, rows: Sequence[Identifier]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def kind_name(self, kind: Kind) -> str:
        """Return the display name of a kind."""
        return {
            "email": self.tr("Mail"),
            "phone": self.tr("Phone"),
            "number": self.tr("Number"),
            "name": self.tr("Other name"),
        }[kind]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self.rows[index.row()]
        return self.tr("{kind}: {value}").format(
            kind=self.kind_name(row.kind), value=one_line(row.value)
        )

    def add(self, row: Identifier) -> None:
        """Add an identifier, unless it is in the list already."""
        if row not in self.rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows))
            self.rows.append(row)
            self.endInsertRows()

    def remove(self, place: int) -> None:
        """Remove a row."""
        if 0 <= place < len(self.rows):
            self.beginRemoveRows(QModelIndex(), place, place)
            del self.rows[place]
            self.endRemoveRows()


class IdentifiersEdit(Retranslated):
    """The list with the controls to add and remove identifiers."""

    def __init__(self) -> None:
        super().__init__()
        self.model = Identifiers()
        self.model.setParent(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setProperty("kind", "boxed")
        self._kind = QComboBox()
        self._value = QLineEdit()
        self._value.setMaxLength(_LONGEST)
        self._value.returnPressed.connect(self._add)
        self._add_button = QPushButton()
        self._add_button.setAutoDefault(False)
        self._add_button.clicked.connect(self._add)
        self._remove = QPushButton()
        self._remove.setAutoDefault(False)
        self._remove.clicked.connect(lambda: self.model.remove(self.list.currentIndex().row()))
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._kind)
        line.addWidget(self._value, 1)
        line.addWidget(self._add_button)
        line.addWidget(self._remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.list, 1)
        layout.addLayout(line)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._enable())
        self.model.rowsRemoved.connect(lambda *_: self._enable())
        self.retranslate()
        self._enable()

    def pending(self) -> None:
        """Add the text that was typed but not added yet."""
        self._add()

    def retranslate(self) -> None:
        chosen = max(0, self._kind.currentIndex())
        self._kind.clear()
        for kind in _KINDS:
            self._kind.addItem(self.model.kind_name(kind), kind)
        self._kind.setCurrentIndex(chosen)
        self._kind.setAccessibleName(self.tr("Kind of identifier"))
        self._value.setAccessibleName(self.tr("New identifier"))
        self._value.setPlaceholderText(self.tr("Mail address, phone, order or customer number"))
        self.list.setAccessibleName(self.tr("Identifiers"))
        self._add_button.setText(self.tr("Add"))
        self._remove.setText(self.tr("Remove"))

    def _add(self) -> None:
        value = self._value.text().strip()
        if value and self.model.rowCount() < _MOST:
            self.model.add(Identifier(kind=self._kind.currentData(), value=value))
            self._value.clear()

    def _enable(self) -> None:
        self._remove.setEnabled(0 <= self.list.currentIndex().row() < self.model.rowCount())
