"""The Macros section: text snippets, greetings and signatures."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMessageBox,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assistant.contracts import Macro, MacroBody, Me
from gui.look.icons import icon
from gui.page import WindowContext
from gui.settings.macro_editor import MacroEditor
from gui.settings.macro_list import MacroDelegate, MacroList
from gui.settings.section import Section
from gui.widgets.labels import label


class MacrosSection(Section):
    """A searchable list on the left, the editor of the selected macro on the right."""

    topics = frozenset({"macros"})
    scrolls = False

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self._chosen: int | None = None
        self.model = MacroList(self)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.new = QToolButton()
        self.new.setProperty("kind", "button")
        self.new.setIcon(icon("plus"))
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(MacroDelegate(self))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.editor = MacroEditor()
        self._empty = label("", "muted", wrap=True)
        self._lay_out_content()
        self._connect()
        self.editor.show_macro(None)
        self.retranslate()

    def read(self) -> None:
        self.ask(self.context.engine.macros(self), self._show)
        self.context.engine.me(self).then(self._allow)

    def retranslate(self) -> None:
        self.head(
            self.tr("Macros"),
            self.tr("Texts you use again and again. A greeting and a signature belong to a "
                    "language."),
        )  # fmt: skip
        self.search.setPlaceholderText(self.tr("Search macros"))
        self.search.setAccessibleName(self.tr("Search macros"))
        self.new.setAccessibleName(self.tr("New macro"))
        self.new.setToolTip(self.tr("New macro"))
        self.list.setAccessibleName(self.tr("Macros"))
        self.editor.setAccessibleName(self.tr("Editor"))
        self._say_empty()

    def may_leave(self) -> bool:
        if not self.editor.unsaved():
            return True
        asked = QMessageBox(self)
        asked.setIcon(QMessageBox.Icon.Question)
        asked.setTextFormat(Qt.TextFormat.PlainText)
        asked.setText(self.tr("This macro has changes that are not saved."))
        buttons = QMessageBox.StandardButton
        asked.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        asked.button(buttons.Save).setEnabled(self.editor.body() is not None)
        answer = asked.exec()
        asked.deleteLater()
        if answer == buttons.Save and (body := self.editor.body()) is not None:
            self._save(body)
        elif answer == buttons.Discard:
            self._drop_changes()
        return answer in (buttons.Save, buttons.Discard)

    def _drop_changes(self) -> None:
        row = self.model.row_of(self._chosen) if self._chosen is not None else -1
        self.editor.show_macro(self.model.shown[row] if row >= 0 else None)

    # ------------------------------------------------------------ loading

    def _show(self, macros: list[Macro]) -> None:
        self.model.set_macros(macros)
        self._say_empty()
        row = self.model.row_of(self._chosen) if self._chosen is not None else -1
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
        elif not self.editor.unsaved() and self.model.shown and self._chosen is None:
            self.list.setCurrentIndex(self.model.index(0))

    def _allow(self, me: Me) -> None:
        """Allow editing to team leads; agents only use macros."""
        writes = me.role != "agent"
        self.new.setVisible(writes)
        self.editor.allow(writing=writes)

    def _say_empty(self) -> None:
        none = not self.model.shown
        self._empty.setVisible(none)
        self._empty.setText(
            self.tr("No macro yet. Write the first one at the right: its name is what you search "
                    "for in the composer.")
            if self.model.empty
            else self.tr("No macro has these words in its name or text.")
        )  # fmt: skip

    # ------------------------------------------------------------ editing

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        if not now.isValid():
            return
        macro = self.model.shown[now.row()]
        if macro.id == self._chosen and self.editor.unsaved():
            return  # reloaded while being edited; the input is kept
        if macro.id != self._chosen and not self.may_leave():
            self.list.setCurrentIndex(before)
            return
        self._chosen = macro.id
        self.editor.show_macro(macro)

    def _begin_new(self) -> None:
        if not self.may_leave():
            return
        self._chosen = None
        self.list.selectionModel().clear()
        self.editor.show_macro(None)
        self.editor.name.setFocus()

    def _save(self, body: MacroBody) -> None:
        engine = self.context.engine
        call = (
            engine.create_macro(body, self)
            if self._chosen is None
            else engine.change_macro(self._chosen, body, self)
        )
        self.do(call, self.tr("Saving…"), self._saved)

    def _saved(self, macro: Macro) -> None:
        self._chosen = macro.id
        self.editor.show_macro(macro)
        self.context.notices.tell(self.tr("Saved."), "good")
        self.read()

    def _delete(self) -> None:
        id_ = self._chosen
        if id_ is None:
            return
        self._chosen = None
        self.model.hide(id_, hidden=True)
        self.editor.show_macro(None)
        self._say_empty()
        self.context.notices.undoable(
            self.tr("The macro will be deleted."), self.tr("Undo"),
            lambda: self._keep(id_), lambda: self._really_delete(id_),
        )  # fmt: skip

    def _keep(self, id_: int) -> None:
        self.model.hide(id_, hidden=False)
        self._chosen = id_
        self.list.setCurrentIndex(self.model.index(self.model.row_of(id_)))
        self._say_empty()

    def _really_delete(self, id_: int) -> None:
        self.do(self.context.engine.delete_macro(id_, self), self.tr("Deleting…"))

    def _search(self, text: str) -> None:
        self.model.search(text)
        self._say_empty()

    # ------------------------------------------------------------ layout

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.new.clicked.connect(self._begin_new)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.editor.saved.connect(self._save)
        self.editor.deleted.connect(self._delete)

    def _lay_out_content(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 14, 0)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.new)
        column.addLayout(top)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        card = QFrame()
        card.setProperty("kind", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.editor)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(14, 0, 0, 0)
        beside.addWidget(card)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(right)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        self.body.addWidget(split, 1)
