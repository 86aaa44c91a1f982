"""The Drafts and models section: what writes drafts, and the models on the shelf."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMessageBox

from assistant.contracts import EngineSettings, EngineSettingsChange, ModelShelf, ShelvedModel
from gui import writer_words
from gui.engine.shelf import Shelf
from gui.engine.writer import Writer
from gui.page import WindowContext
from gui.settings.model_adding import ModelAdding
from gui.settings.model_facts import ModelFacts, columns
from gui.settings.rows import Choice, Group, button
from gui.settings.section import Section
from gui.widgets.labels import label
from gui.widgets.presentable import one_line
from gui.widgets.table import RowsModel, Table

_MOST_ROWS: Final = 9
"""Rows visible without scrolling."""


class DraftsSection(Section):
    """A choice of the writer, and a table of models."""

    topics = frozenset({"settings", "models"})
    needs = "lead"
    scrolls = False

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.shelf = Shelf(context.engine.client)
        self.writer = Writer(context.engine, context.link, self)
        self._previous = ""
        self.who = Choice()
        self._writes = Group()
        self._row = self._writes.row(self.who)
        self._now = label("", "muted", wrap=True)
        self._row.below.addWidget(self._now)
        self.phrases = button()
        self._around = self._writes.row(self.phrases)
        self._settings: EngineSettings | None = None
        self._heading = label("", "heading")
        self.model = RowsModel(columns(), self)
        self.table = Table(self.model)
        self._empty = label("", "muted", wrap=True)
        self.facts = ModelFacts()
        self.adding = ModelAdding(context, self.shelf)
        self.use, self.back = button("main"), button()
        self.check, self.remove = button(), button("danger")
        self._lay_out_content()
        self._connect()
        self.retranslate()
        self._enable()

    def read(self) -> None:
        self.context.engine.settings(self).then(self._show_settings)
        self.ask(self.shelf.listed(self), self._show)

    def retranslate(self) -> None:
        self.head(
            self.tr("Drafts and models"),
            self.tr("A draft stands below the verified answers and says for each sentence which "
                    "of them it rests on. This holds for everybody who is connected."),
        )  # fmt: skip
        self._row.say(
            self.tr("Who writes drafts"),
            self.tr("A model writes in its own words. Composed, a draft consists of verified "
                    "sentences between a greeting and a closing."),
        )  # fmt: skip
        self.who.offer([
            (self.tr("The model in use"), "auto"), (self.tr("Composed"), "composed"),
            (self.tr("Nobody"), "off"),
        ])  # fmt: skip
        self._around.say(
            self.tr("What is said around an answer"),
            self.tr("Greeting, empathy, closing and sign-off of composed drafts, in your words."),
        )
        self.phrases.setText(self.tr("Phrases…"))
        self._heading.setText(self.tr("Models on this engine"))
        self.table.setAccessibleName(self.tr("Models"))
        self._empty.setText(
            self.tr("There is no model yet. Drafts are composed of verified answers until one is "
                    "added and used.")
        )  # fmt: skip
        self.use.setText(self.tr("Use"))
        self.back.setText(self.tr("Roll back to the previous one"))
        self.check.setText(self.tr("Check files"))
        self.remove.setText(self.tr("Remove…"))
        self.model.retranslate()
        self._say_now()

    # ------------------------------------------------------------ display

    def _show_settings(self, settings: EngineSettings) -> None:
        self._settings = settings
        self.who.choose(settings.drafts)

    def _show(self, shelf: ModelShelf) -> None:
        chosen = self.table.chosen()
        self._previous = shelf.previous
        self.model.show(shelf.items)
        rows = [row for row, item in enumerate(shelf.items) if chosen and item.id == chosen.id]
        if shelf.items:
            self.table.selectRow(rows[0] if rows else 0)
        self._empty.setVisible(not shelf.items)
        self.table.setVisible(bool(shelf.items))
        self._fit()
        self.adding.allow_foreign(shelf.converts)
        self._enable()

    def _fit(self) -> None:
        """Set the height to that of the rows, so that the controls follow directly below."""
        rows = min(_MOST_ROWS, len(self.model.rows))
        row = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(
            self.table.horizontalHeader().sizeHint().height() + rows * row + 4
        )

    def _say_now(self) -> None:
        status = self.writer.status
        if status is None:
            return
        now = self.tr("Now: {writer}.").format(writer=writer_words.writer(status))
        trouble = writer_words.trouble(status)
        self._now.setText(f"{now}\n{trouble}" if trouble else now)

    def _enable(self) -> None:
        chosen: ShelvedModel | None = self.table.chosen()
        self.facts.show_model(chosen)
        self.use.setEnabled(chosen is not None and not chosen.active and not chosen.problems)
        self.back.setEnabled(bool(self._previous))
        self.check.setEnabled(chosen is not None)
        self.remove.setEnabled(chosen is not None and not chosen.built_in)

    # ------------------------------------------------------------ actions

    def _set_who(self) -> None:
        def refused(problem: Any) -> None:
            self.context.notices.problem(problem)
            self.refresh()

        change = EngineSettingsChange(drafts=self.who.currentData())
        call = self.context.engine.change_settings(change, self)
        self.do(call, self.tr("Saving…"), self._show_settings, refused)

    def open_phrases(self) -> None:
        """Edit the phrases around an answer."""
        # imported when first opened, like all dialogs
        from gui.settings.phrases import PhrasesDialog

        if self._settings is not None:
            dialog = PhrasesDialog(self.context, self._settings, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.accepted.connect(self.refresh)
            dialog.open()

    def _use(self) -> None:
        chosen = self.table.chosen()
        if chosen is not None:
            call = self.shelf.use(chosen.id, self)
            self.do(call, self.tr("Comparing its files with their checksums…"), self._used)

    def _used(self, shelf: ModelShelf) -> None:
        self._show(shelf)
        self.context.notices.tell(self.tr("It writes drafts from now on."), "good")

    def _roll_back(self) -> None:
        self.do(self.shelf.roll_back(self), self.tr("Going back…"), self._used)

    def _check(self) -> None:
        chosen = self.table.chosen()
        if chosen is not None:
            call = self.shelf.verify(chosen.id, self)
            self.do(call, self.tr("Comparing its files with their checksums…"), self._checked)

    def _checked(self, _: ShelvedModel) -> None:
        self.context.notices.tell(self.tr("Every file is as it was when it was added."), "good")
        self.refresh()

    def _ask_remove(self) -> None:
        chosen = self.table.chosen()
        if chosen is None:
            return
        asked = QMessageBox(self)
        asked.setIcon(QMessageBox.Icon.Warning)
        asked.setTextFormat(Qt.TextFormat.PlainText)
        asked.setText(self.tr("Remove this model?"))
        text = self.tr("{name} is deleted from this engine's disk.")
        if chosen.active:
            text = self.tr("{name} is deleted from this engine's disk. It is the one that writes: "
                           "drafts are composed until another is used.")  # fmt: skip
        asked.setInformativeText(text.format(name=one_line(chosen.name)))
        go = asked.addButton(self.tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
        asked.addButton(QMessageBox.StandardButton.Cancel)
        asked.setDefaultButton(QMessageBox.StandardButton.Cancel)
        asked.exec()
        chosen_button = asked.clickedButton()
        asked.deleteLater()
        if chosen_button is go:
            self.remove_now(chosen.id)

    def remove_now(self, id_: str) -> None:
        """Delete a model."""
        self.do(self.shelf.remove(id_, self), self.tr("Removing…"), lambda _: self.refresh())

    # ------------------------------------------------------------ layout

    def _connect(self) -> None:
        self.who.activated.connect(lambda _: self._set_who())
        self.phrases.clicked.connect(self.open_phrases)
        self.use.clicked.connect(self._use)
        self.back.clicked.connect(self._roll_back)
        self.check.clicked.connect(self._check)
        self.remove.clicked.connect(self._ask_remove)
        self.adding.added.connect(self.refresh)
        self.writer.changed.connect(self._say_now)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())

    def _lay_out_content(self) -> None:
        self._writes.say("")
        self.body.addWidget(self._writes)
        self.body.addWidget(self._heading)
        self.body.addWidget(self.adding)
        self.body.addWidget(self._empty)
        self.body.addWidget(self.table)
        self.body.addWidget(self.facts)
        line = QHBoxLayout()
        line.addWidget(self.use)
        line.addWidget(self.check)
        line.addWidget(self.back)
        line.addStretch()
        line.addWidget(self.remove)
        self.body.addLayout(line)
        self.body.addStretch()
