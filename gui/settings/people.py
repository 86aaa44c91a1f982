"""The People section: who may use this engine, and their roles."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from assistant.contracts import ActorBody, ActorInfo, ActorWithToken
from gui.page import WindowContext
from gui.settings.rows import Choice, button
from gui.settings.section import Section
from gui.settings.trouble import role_names
from gui.widgets.labels import label
from gui.widgets.moments import day
from gui.widgets.table import Column, RowsModel, Table


class PeopleSection(Section):
    """A table of people; a new person gets a token that is shown only once."""

    topics = frozenset({"actors"})
    needs = "administrator"
    scrolls = False

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.model = RowsModel(self._columns(), self)
        self.table = Table(self.model)
        self.name = QLineEdit()
        self.name.setMaxLength(100)
        self.role = Choice()
        self.add, self.disable = button("main"), button("danger")
        self.token = QLineEdit()
        self.token.setReadOnly(True)
        self.copy, self.close_token = button("main"), button()
        self._once = label("", "warn", wrap=True)
        self._token_card = QFrame()
        self._lay_out_content()
        self._connect()
        self.retranslate()
        self.role.choose("agent")
        self._enable()

    def read(self) -> None:
        self.ask(self.context.engine.actors(self), self._show)

    def retranslate(self) -> None:
        self.head(
            self.tr("People"),
            self.tr("On a company server everybody has a name, a role and a token. What a person "
                    "did stays under their name, also when they are disabled."),
        )  # fmt: skip
        self.table.setAccessibleName(self.tr("People"))
        self.name.setPlaceholderText(self.tr("Name of a new person"))
        self.name.setAccessibleName(self.tr("Name of a new person"))
        self.role.setAccessibleName(self.tr("Role"))
        self.role.offer([(text, role) for role, text in role_names().items()])
        self.add.setText(self.tr("Add"))
        self.disable.setText(self.tr("Disable"))
        self.token.setAccessibleName(self.tr("Token"))
        self.copy.setText(self.tr("Copy"))
        self.close_token.setText(self.tr("Done"))
        self.model.retranslate()

    def _columns(self) -> list[Column]:
        return [
            Column(lambda: self.tr("Name"), lambda row: row.name),
            Column(lambda: self.tr("Role"), lambda row: role_names()[row.role], 110),
            Column(lambda: self.tr("Since"), lambda row: day(row.created_at), 110, drop_below=560),
            Column(lambda: self.tr("State"), self._state, 150),
        ]

    def _state(self, person: ActorInfo) -> str:
        if person.disabled_at is None:
            return self.tr("active")
        return self.tr("disabled {day}").format(day=day(person.disabled_at))

    def _show(self, people: list[ActorInfo]) -> None:
        self.model.show(people)
        self._enable()

    # ------------------------------------------------------------ adding and disabling

    def _add(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.name.setFocus()
            return
        body = ActorBody(name=name, role=self.role.currentData())
        self.do(self.context.engine.add_actor(body, self), self.tr("Adding…"), self._added)

    def _added(self, person: ActorWithToken) -> None:
        self.name.clear()
        text = self.tr("The token of {name}. It is shown now and never again: give it to them in "
                       "a safe way.")  # fmt: skip
        self._once.setText(text.format(name=person.name))
        self.token.setText(person.token)
        self.token.setCursorPosition(0)
        self._token_card.show()
        self.copy.setFocus()
        self.read()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.token.text())
        self.context.notices.tell(self.tr("The token is in the clipboard."), "good")

    def _close_token(self) -> None:
        self.token.clear()
        self._token_card.hide()
        self.name.setFocus()

    def _disable(self) -> None:
        person = self.table.chosen()
        if person is None:
            return
        text = self.tr("{name} will be disabled: their token opens nothing any more.")
        self.context.notices.undoable(
            text.format(name=person.name), self.tr("Undo"), lambda: None,
            lambda: self.do(
                self.context.engine.disable_actor(person.id, self), self.tr("Disabling…"),
                lambda _: self.read(),
            ),
        )  # fmt: skip

    def _enable(self) -> None:
        person = self.table.chosen()
        self.disable.setEnabled(person is not None and person.disabled_at is None)

    # ------------------------------------------------------------ layout

    def _connect(self) -> None:
        self.add.clicked.connect(self._add)
        self.name.returnPressed.connect(self._add)
        self.disable.clicked.connect(self._disable)
        self.copy.clicked.connect(self._copy)
        self.close_token.clicked.connect(self._close_token)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())

    def _lay_out_content(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.role)
        top.addWidget(self.add)
        self.body.addLayout(top)
        self._token_card.setProperty("kind", "card")
        card = QVBoxLayout(self._token_card)
        card.addWidget(self._once)
        line = QHBoxLayout()
        line.addWidget(self.token, 1)
        line.addWidget(self.copy)
        line.addWidget(self.close_token)
        card.addLayout(line)
        self._token_card.hide()
        self.body.addWidget(self._token_card)
        self.body.addWidget(self.table, 1)
        bottom = QHBoxLayout()
        bottom.addStretch()
        bottom.addWidget(self.disable)
        self.body.addLayout(bottom)
