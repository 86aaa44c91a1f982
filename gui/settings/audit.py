"""The Audit section: who did what, newest first."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from assistant.contracts import AuditPage
from gui.engine.call import Call
from gui.page import WindowContext
from gui.settings.audit_words import details, families, said
from gui.settings.rows import Choice
from gui.settings.section import Section
from gui.widgets.labels import label
from gui.widgets.moments import moment
from gui.widgets.table import Column, RowsModel, Table

_PAGE = 100
_TYPING_MS = 300


class AuditSection(Section):
    """A table that loads the next page on scrolling."""

    topics = frozenset({"audit", "actors", "articles", "settings"})
    needs = "administrator"
    scrolls = False

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self._next: int | None = None
        self._call: Call | None = None
        self.model = RowsModel(self._columns(), self)
        self.table = Table(self.model)
        self.family = Choice()
        self.subject = QLineEdit()
        self.subject.setClearButtonEnabled(True)
        self._count = label("", "muted")
        top = QHBoxLayout()
        top.addWidget(self.family)
        top.addWidget(self.subject, 1)
        top.addWidget(self._count)
        self.body.addLayout(top)
        self.body.addWidget(self.table, 1)
        self._total = 0
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.read)
        self.retranslate()
        self.family.currentIndexChanged.connect(lambda _: self.read())
        self.subject.textChanged.connect(lambda _: self._typing.start())
        self.model.more_wanted.connect(self._read_more)

    def read(self) -> None:
        self._drop()
        self._call = call = self.context.engine.audit(self._query(), self)
        call.ended.connect(lambda: self._on_end(call))
        self.ask(call, self._show)

    def retranslate(self) -> None:
        self.head(
            self.tr("Audit"),
            self.tr("What an administrator must be able to account for. Nobody can change it, "
                    "and it holds no customer's text."),
        )  # fmt: skip
        self.table.setAccessibleName(self.tr("Audit"))
        self.family.setAccessibleName(self.tr("Kind of action"))
        self.family.offer([(text, family) for family, text in families().items()])
        self.subject.setPlaceholderText(self.tr("Only about, such as 'article 12'"))
        self.subject.setAccessibleName(self.tr("Only about this subject"))
        self.model.retranslate()
        self._say_count()

    def _columns(self) -> list[Column]:
        return [
            Column(lambda: self.tr("When"), lambda row: moment(row.at), 124),
            Column(lambda: self.tr("Who"), lambda row: row.actor, 72),
            Column(lambda: self.tr("Action"), lambda row: said(row.action), 150),
            Column(lambda: self.tr("About"), lambda row: row.subject, 80),
            Column(lambda: self.tr("Details"), details, drop_below=620),
        ]

    def _query(self) -> dict[str, object]:
        return {
            "action": self.family.currentData(),
            "subject": self.subject.text().strip(),
            "limit": _PAGE,
        }

    def _show(self, page: AuditPage) -> None:
        self._call = None  # the table may request the next page immediately
        self._next, self._total = page.next, page.total
        self.model.show(page.items, more=page.next is not None)
        self._say_count()

    def _read_more(self) -> None:
        if self._call is None and self._next is not None:
            query = {**self._query(), "cursor": self._next}
            self._call = call = self.context.engine.audit(query, self)
            call.ended.connect(lambda: self._on_end(call))
            call.then(self._add, self.context.notices.problem)

    def _add(self, page: AuditPage) -> None:
        self._call = None
        self._next = page.next
        self.model.add(page.items, more=page.next is not None)

    def _say_count(self) -> None:
        self._count.setText(
            self.tr("Entries: {count}").format(count=QLocale().toString(self._total))
        )

    def _drop(self) -> None:
        call, self._call = self._call, None
        if call is not None:
            call.cancel()

    def _on_end(self, call: Call) -> None:
        if self._call is call:
            self._call = None
