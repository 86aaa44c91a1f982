"""Editor of the questions of an entry: the ways in which customers ask for the same answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.knowledge.edited_entry import opening
from gui.look.icons import icon
from gui.page import Retranslated
from gui.widgets.labels import label, restyle

Index = QModelIndex | QPersistentModelIndex
_ROWS: Final = 6
_ROW: Final = 30


class QuestionsEdit(Retranslated):
    """A list edited in place; Alt+Up and Alt+Down move a question, Delete removes it.

    Signals:
        edited: The user changed something.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model = QStringListModel(self)
        self._caption = label("", "strong")
        self.view = _Questions(self._model)
        self._tools = {
            "plus": self._tool("plus", self.add),
            "up": self._tool("arrow-up", lambda: self._move(-1)),
            "down": self._tool("arrow-down", lambda: self._move(1)),
            "trash": self._tool("trash-2", self._remove),
        }
        line = QHBoxLayout()
        line.addWidget(self._caption, 1)
        for tool in self._tools.values():
            line.addWidget(tool)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(self.view)
        for keys, what in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda what=what: self._move(what))
        self.view.removed.connect(self._remove)
        self.view.added.connect(self.add)
        self.view.closed.connect(self._on_closed)
        self._model.dataChanged.connect(lambda *_: self.edited.emit())
        self.view.selectionModel().currentChanged.connect(lambda *_: self._enable())
        self._read_only = False
        self.retranslate()
        self._fit()

    def retranslate(self) -> None:
        self._caption.setText(self.tr("Questions"))
        self.view.setAccessibleName(self.tr("Questions: every way customers ask this"))
        for name, text in (
            ("plus", self.tr("Add a question (Insert)")),
            ("up", self.tr("Move the question up (Alt+Up)")),
            ("down", self.tr("Move the question down (Alt+Down)")),
            ("trash", self.tr("Remove the question (Delete)")),
        ):
            self._tools[name].setToolTip(text)
            self._tools[name].setAccessibleName(text)

    def questions(self) -> tuple[str, ...]:
        """Return the questions without empty ones."""
        return tuple(text for text in self._model.stringList() if text.strip())

    def set_questions(self, questions: Sequence[str]) -> None:
        """Set the questions without emitting `edited`."""
        if self.view.is_writing():
            self.view.setFocus()  # ends editing before the row is removed
        blocked = self.blockSignals(True)
        self._model.setStringList(list(questions))
        self.blockSignals(blocked)
        self._fit()

    def setReadOnly(self, only: bool) -> None:
        """Make the list read-only."""
        self._read_only = only
        triggers = QAbstractItemView.EditTrigger
        self.view.setEditTriggers(triggers.NoEditTriggers if only else _TRIGGERS)
        self._enable()

    def add(self) -> None:
        """Start a new question."""
        if self._read_only:
            return
        row = self._model.rowCount()
        if row and not self._model.index(row - 1, 0).data():
            row -= 1
        else:
            self._model.insertRow(row)
        self._fit()
        index = self._model.index(row, 0)
        self.view.setCurrentIndex(index)
        if not self.view.is_writing():
            self.view.edit(index)

    def _remove(self) -> None:
        index = self.view.currentIndex()
        if index.isValid() and not self._read_only:
            self._model.removeRow(index.row())
            self._fit()
            self.edited.emit()

    def _move(self, by: int) -> None:
        row = self.view.currentIndex().row()
        if self._read_only or row < 0 or not 0 <= row + by < self._model.rowCount():
            return
        nowhere = QModelIndex()
        # Qt expects the row before which to insert, counted with the moved row still in place
        self._model.moveRow(nowhere, row, nowhere, row + by + (1 if by > 0 else 0))
        self._enable()
        self.edited.emit()

    def _on_closed(self) -> None:
        """Remove the question if it is still empty when its editor closes."""
        for row in reversed(range(self._model.rowCount())):
            index = self._model.index(row, 0)
            if not str(index.data() or "").strip() and not self.view.isPersistentEditorOpen(index):
                self._model.removeRow(row)
        self._fit()

    def _fit(self) -> None:
        rows = min(max(self._model.rowCount(), 1), _ROWS)
        self.view.setFixedHeight(rows * _ROW + 2 * self.view.frameWidth() + 6)
        self._enable()

    def _enable(self) -> None:
        row, count = self.view.currentIndex().row(), self._model.rowCount()
        may = not self._read_only
        self._tools["plus"].setEnabled(may)
        self._tools["up"].setEnabled(may and row > 0)
        self._tools["down"].setEnabled(may and 0 <= row < count - 1)
        self._tools["trash"].setEnabled(may and row >= 0)

    def _tool(self, name: str, do: object) -> QToolButton:
        tool = QToolButton()
        tool.setIcon(icon(name))
        tool.clicked.connect(do)
        return tool


_TRIGGERS: Final = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
    | QAbstractItemView.EditTrigger.SelectedClicked
)


class _Questions(QListView):
    removed = Signal()
    added = Signal()
    closed = Signal()

    def __init__(self, model: QStringListModel) -> None:
        super().__init__()
        self.setProperty("kind", "field")
        self.setModel(model)
        self.setEditTriggers(_TRIGGERS)
        self.setUniformItemSizes(True)
        delegate = _Delegate(self)
        delegate.begun.connect(lambda: restyle(self, "focused", "true"))
        delegate.closeEditor.connect(lambda *_: self._on_closed())
        self.setItemDelegate(delegate)

    def _on_closed(self) -> None:
        restyle(self, "focused", "false")
        self.closed.emit()

    def is_writing(self) -> bool:
        """Return whether a question is being edited."""
        return self.state() == QAbstractItemView.State.EditingState

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif event.key() == Qt.Key.Key_Insert:
            self.added.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self.currentIndex()
            if self.is_writing():
                return  # ends editing the line
            if index.isValid() and self.editTriggers():
                self.edit(index)
            else:
                self.added.emit()
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """One line per question; text is written to the model while typing, so that nothing is lost.

    Signals:
        begun: Editing has started; the frame then shows the focus.
    """

    begun = Signal()

    def createEditor(self, parent: QWidget, _: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("kind", "cell")
        editor.setAccessibleName(self.tr("Question"))
        editor.setPlaceholderText(self.tr("How a customer would ask"))
        editor.textEdited.connect(lambda _: self.commitData.emit(editor))
        self.begun.emit()
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = _one_line(str(index.data() or ""))
        if isinstance(editor, QLineEdit) and editor.text() != text:
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        now = str(index.data() or "")
        # a multi-line question that was not edited keeps its lines
        if isinstance(editor, QLineEdit) and editor.text() != _one_line(now):
            model.setData(index, editor.text())

    def displayText(self, value: object, _: object) -> str:
        return opening(str(value), 400)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        size.setHeight(_ROW)
        return size


def _one_line(text: str) -> str:
    return text.replace("\r\n", " ").replace("\n", " ")
