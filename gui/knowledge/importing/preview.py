"""Second step of the import: a preview of the file before anything is written."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout

from assistant.contracts import ImportResult, Job
from gui.knowledge.importing.column_mapping import ColumnMapping
from gui.knowledge.importing.counts import Counts
from gui.knowledge.importing.problem_list import ProblemList
from gui.look.icons import BESIDE_TEXT, icon
from gui.page import Retranslated
from gui.widgets.busy import Busy
from gui.widgets.labels import Elided, chip, label, restyle
from gui.widgets.table import Column, RowsModel, Table


class PreviewPane(Retranslated):
    """Figures, the first entries, the rejected rows, and the columns of a table.

    Signals:
        mapping_changed: The new mapping: field → column.
        given_up: The user cancels reading.
    """

    mapping_changed = Signal(object)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._result: ImportResult | None = None
        self._name = Elided("", "heading")
        self._kind = chip("", "accent")
        self._busy = Busy()
        self._busy.given_up.connect(self.given_up)
        self._counts = Counts(dry_run=True)
        self._hint = label("", "muted", wrap=True)
        self._columns = QPushButton()
        self._columns.setProperty("kind", "link")
        self._columns.setIcon(icon("layers", "accent"))
        self._columns.setIconSize(BESIDE_TEXT)
        self._columns.setCheckable(True)
        self.mapping = ColumnMapping()
        self.mapping.hide()
        self._columns.toggled.connect(self.mapping.setVisible)
        self.mapping.changed.connect(self.mapping_changed)
        self.entries = Table(self._entries_model())
        self.talks = Table(self._talks_model())
        self.problems = ProblemList()
        self._tabs = QTabWidget()
        for page in (self.entries, self.talks, self.problems):
            page.setParent(self)  # until it becomes a tab
            page.hide()
        self._tabs.setDocumentMode(True)
        self._tabs.setTabBarAutoHide(True)
        self._tabs.tabBar().setDrawBase(False)
        self._lay_out()
        self.retranslate()

    def expect(self, name: str, *, anew: bool) -> None:
        """Show that a file is being read; `anew` if it is a different file."""
        self._name.setText(name)
        if anew:
            self._result = None
            self._columns.setChecked(False)
            self._show_parts()
        self._busy.begin(self.tr("Reading the file"))

    def show_progress(self, job: Job) -> None:
        """Show the progress of reading."""
        self._busy.progress(job.done, job.total)

    def rest(self) -> None:
        """Hide the progress."""
        self._busy.rest()

    def show_result(self, result: ImportResult) -> None:
        """Show the result of a dry run."""
        self._busy.rest()
        self._result = result
        self.mapping.show_result(result)
        if self._unknown():
            self._columns.setChecked(True)
            self.mapping.take_focus()
        self._counts.show_result(result)
        self.entries.rows.show(result.preview)
        self.talks.rows.show(result.preview_conversations)
        self.problems.show_problems(result.problems, result.failed)
        self._show_parts()
        self.retranslate()

    def retranslate(self) -> None:
        for table in (self.entries, self.talks):
            table.rows.retranslate()
            table.setAccessibleName(self.tr("The first entries of the file"))
        self._columns.setText(self.tr("Columns"))
        self._columns.setToolTip(self.tr("Say which column is what"))
        for at in range(self._tabs.count()):
            self._tabs.setTabText(at, self._tab_text(at))
        if self._result is not None:
            self._kind.setText(self._kind_of(self._result))
            restyle(self._kind, "chip", "warn" if self._unknown() else "accent")
            self._hint.setText(self._hint_of(self._result))

    def _tab_text(self, at: int) -> str:
        if self._tabs.widget(at) is self.problems:
            count = self._result.failed if self._result else 0
            return self.tr("Cannot be taken: {count}").format(count=count)
        return self.tr("First conversations") if self._has_talks() else self.tr("First entries")

    def _kind_of(self, result: ImportResult) -> str:
        if result.conversations:
            return self.tr("Solved conversations")
        if self._unknown():
            return self.tr("Unknown table")
        return self.tr("FAQ table") if result.columns else self.tr("Document")

    def _hint_of(self, result: ImportResult) -> str:
        if self._unknown():
            return self.tr(
                "None of the columns is known by its name. Say which is which: at least the "
                "answers, or for conversations who wrote and the message. The preview follows."
            )
        if not result.read:
            return self.tr("Nothing in this file can be taken.")
        if result.conversations:
            return self.tr(
                "Conversations read: {count}. Names, numbers and addresses are taken out of "
                "the replies that can be found later."
            ).format(count=result.conversations)
        return self.tr("Entries read: {count}.").format(count=result.read)

    def _unknown(self) -> bool:
        """Return whether it is a table of which no column was detected."""
        result = self._result
        return result is not None and bool(result.columns) and not result.mapping

    def _has_talks(self) -> bool:
        return self._result is not None and bool(self._result.preview_conversations)

    def _show_parts(self) -> None:
        result = self._result
        for widget in (self._kind, self._hint):
            widget.setVisible(result is not None)
        self._counts.setVisible(result is not None and not self._unknown())
        self._columns.setVisible(result is not None and bool(result.columns))
        self._tabs.clear()
        if result is not None and result.read:
            self._tabs.addTab(self.talks if self._has_talks() else self.entries, "")
        if result is not None and result.problems and not self._unknown():
            self._tabs.addTab(self.problems, "")
        self._tabs.setVisible(self._tabs.count() > 0)

    def _entries_model(self) -> RowsModel:
        columns = (
            Column(lambda: self.tr("Question or title"), _question),
            Column(lambda: self.tr("Answer"), lambda body: _line(body.answer)),
            Column(lambda: self.tr("Tags"), lambda body: ", ".join(body.tags), 110),
            Column(lambda: self.tr("Language"), lambda body: str(body.lang), 100),
        )
        return RowsModel(columns, self)

    def _talks_model(self) -> RowsModel:
        columns = (
            Column(lambda: self.tr("Customer"), lambda talk: str(talk.customer), 90),
            Column(lambda: self.tr("Subject"), lambda talk: _line(talk.subject)),
            Column(lambda: self.tr("First message"), lambda talk: _line(talk.opening)),
            Column(lambda: self.tr("Messages"), lambda talk: str(talk.messages), 90),
            Column(lambda: self.tr("Status"), self._status, 90),
        )
        return RowsModel(columns, self)

    def _status(self, talk: Any) -> str:
        said = {
            "open": self.tr("Open"), "waiting": self.tr("Waiting"), "solved": self.tr("Solved"),
        }  # fmt: skip
        return said.get(talk.status, str(talk.status))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._name, 1)
        head.addWidget(self._columns)
        head.addWidget(self._kind)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._busy)
        layout.addWidget(self._counts)
        layout.addWidget(self._hint)
        layout.addWidget(self.mapping)
        layout.addWidget(self._tabs, 1)
        layout.addStretch()


def _question(body: Any) -> str:
    return _line(body.questions[0] if body.questions else body.title)


def _line(text: str) -> str:
    return " ".join(text[:500].split())
