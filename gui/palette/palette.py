"""The palette widget: a search field and its results over the window; Esc restores the focus."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from assistant.contracts import ProblemDetails
from gui.actions import Action
from gui.engine.wording import told_here
from gui.page import Retranslated, WindowContext
from gui.palette.finder import Finder, Go
from gui.palette.results import Group, Results
from gui.palette.rows import Rows
from gui.widgets.labels import label

_WIDEST: Final = 640
_HIGHEST: Final = 440
_PATIENCE_MS: Final = 300
"""Delay before a text says that the engine is still searching."""
_STEPS: Final = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class Palette(Retranslated):
    """Covers the whole window while open; a click outside the list closes it."""

    def __init__(
        self,
        context: WindowContext,
        commands: Callable[[], Iterable[Action]],
        go: Go,
        window: QWidget,
    ) -> None:
        super().__init__()
        self.setParent(window)
        self._window = window
        self._finder = Finder(context, commands, go, self)
        self._before: QWidget | None = None
        self._enter_waits = False
        self._moved = False
        self._problem: ProblemDetails | None = None
        self._results = Results()
        self._results.setParent(self)
        self._build()
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_PATIENCE_MS)
        self._slow.timeout.connect(self._say)
        self._connect(context)
        window.installEventFilter(self)
        self.retranslate()
        self.hide()

    def open(self) -> None:
        """Open the palette, or close it if it is open."""
        if self.isVisible():
            self.close_it()
            return
        self._before = QApplication.focusWidget()
        self._problem = None
        self._fit()
        self.show()
        self.raise_()
        self._field.clear()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._look("")

    def close_it(self, *, give_back: bool = True) -> None:
        """Hide the palette; the focus returns to where it was."""
        before, self._before = self._before, None
        self._enter_waits = False
        self._slow.stop()
        self._finder.forget()
        self._results.show([], "")
        self.hide()
        if give_back and before is not None:
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def retranslate(self) -> None:
        self._field.setPlaceholderText(self.tr("Go to a page, a conversation or an answer; or do…"))
        self._field.setAccessibleName(self.tr("What are you looking for?"))
        self._list.setAccessibleName(self.tr("What was found"))
        self.setAccessibleName(self.tr("Command palette"))
        self._say()

    # ------------------------------------------------------------ Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._on_key(event)
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, _: QMouseEvent) -> None:
        self.close_it()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(10, 14, 24, 70))

    # ------------------------------------------------------------ internals

    def _build(self) -> None:
        self._card = QFrame(self)
        self._card.setProperty("kind", "palette")
        self._field = QLineEdit()
        self._field.setProperty("kind", "palette")
        self._field.setMaxLength(400)
        self._field.installEventFilter(self)
        self._list = QListView()
        self._list.setProperty("kind", "palette")
        self._list.setModel(self._results)
        self._list.setItemDelegate(Rows(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setUniformItemSizes(False)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._said = label("", "small")
        line = QFrame()
        line.setProperty("kind", "line")
        layout = QVBoxLayout(self._card)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.setSpacing(6)
        for widget in (self._field, line, self._list, self._said):
            layout.addWidget(widget)
        self._said.setContentsMargins(8, 0, 8, 0)

    def _connect(self, context: WindowContext) -> None:
        self._field.textEdited.connect(self._look)
        self._finder.found.connect(self._on_found)
        self._finder.failed.connect(self._on_failed)
        self._list.clicked.connect(self._run)
        self._list.entered.connect(self._on_pointed)
        context.link.data_changed.connect(self._on_data)
        QApplication.instance().focusChanged.connect(  # type: ignore[union-attr]  # there is one
            self._on_focus
        )

    def _fit(self) -> None:
        window = self._window
        self.setGeometry(window.rect())
        width = min(_WIDEST, window.width() - 64)
        height = min(_HIGHEST, window.height() - 120)
        self._card.setGeometry(
            (window.width() - width) // 2, min(88, window.height() // 10), width, height
        )

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._step(1 if key == Qt.Key.Key_Tab else -1)
        elif key == Qt.Key.Key_Escape:
            self.close_it()
        elif key in _STEPS:
            self._step(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            return False
        return True

    def _look(self, query: str) -> None:
        self._enter_waits = self._moved = False
        self._problem = None
        self._choose(-1)
        self._finder.look(query)
        self._slow.start()

    def _on_found(self, groups: list[Group]) -> None:
        chosen = self._results.result(self._list.currentIndex().row()) if self._moved else None
        self._results.show(groups, self._field.text())
        row = self._results.row_of(chosen.key) if chosen is not None else -1
        self._choose(row if row >= 0 else self._first())
        self._say()
        if self._enter_waits and not self._finder.waiting:
            self._enter()

    def _on_failed(self, problem: ProblemDetails) -> None:
        self._problem = problem

    def _on_data(self, topics: frozenset[str]) -> None:
        if topics & {"*", "conversations", "customers"}:
            self._finder.forget_conversations()

    def _on_pointed(self, index: QModelIndex) -> None:
        if self._results.result(index.row()) is not None:
            self._moved = True
            self._choose(index.row())

    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        if not self.isVisible() or now is None or self.isAncestorOf(now):
            return
        if now.window() is self._window:  # the page behind must not take the focus
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.close_it(give_back=False)

    def _first(self) -> int:
        """Return the first row; -1 while searching if that row still belongs to an older query."""
        row = self._results.step(-1, 1)
        first = self._results.result(row)
        stale = first is not None and not first.key.startswith("action:") and self._field.text()
        return -1 if stale and self._finder.waiting else row

    def _step(self, by: int) -> None:
        self._moved = True
        self._choose(self._results.step(self._list.currentIndex().row(), by))

    def _choose(self, row: int) -> None:
        index = self._results.index(row, 0) if row >= 0 else QModelIndex()
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self._list.selectionModel().setCurrentIndex(index, flag)
        if index.isValid():
            self._list.scrollTo(self._results.index(row - 1 if row == 1 else row, 0))
        spoken = index.data(Qt.ItemDataRole.AccessibleTextRole) or ""
        self._field.setAccessibleDescription(spoken)

    def _enter(self) -> None:
        index = self._list.currentIndex()
        if index.isValid():
            self._run(index)
        else:
            self._enter_waits = self._finder.waiting

    def _run(self, index: QModelIndex) -> None:
        result = self._results.result(index.row())
        if result is None:
            return
        self._finder.chosen(result)
        self.close_it()
        result.run()

    def _say(self) -> None:
        if self._problem is not None:
            said_here = told_here(self._problem)
            said = self.tr("Conversations and answers could not be searched: {why}").format(
                why=said_here.detail or said_here.title
            )
        elif self._finder.waiting:
            said = self.tr("Looking …") if not self._slow.isActive() else self._said.text()
        elif self._results.rowCount() == 0:
            said = self.tr("Nothing matches. Try other words, or fewer.")
        else:
            said = self.tr("↑ ↓ choose · Enter opens · Esc closes")
        self._said.setText(said)
