"""The overview: exports and what they are worth, runs and their progress, versions in use."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assistant.contracts import Run, RunPage, TrainedVersion, TranscriptPage, VersionPage
from gui.look.icons import BESIDE_TEXT, icon
from gui.page import WindowContext
from gui.settings.rows import button
from gui.settings.section import Section
from gui.training import words
from gui.training.empty import EmptyTraining, choose_export
from gui.training.run_status_texts import run_state
from gui.training.short_table import Chips, ShortTable, ToneOf
from gui.training.tables import ExportsModel, RunsModel, VersionsModel, version_tone
from gui.widgets.labels import label
from gui.widgets.table import RowsModel

_SETTLE_MS: Final = 700
"""Throttles reloading, because a run reports changes many times a second."""


class Overview(Section):
    """Three lists, or the empty state.

    Signals:
        file_chosen: An export to examine (`Path`).
        export_wanted, run_wanted: The id of the item to show.
        training_wanted: The user wants to train something.
        groups_wanted: The user wants to group messages.
    """

    topics = frozenset({"transcripts", "runs"})
    needs = "lead"
    widest = 1_060
    file_chosen = Signal(object)
    export_wanted = Signal(int)
    run_wanted = Signal(str)
    training_wanted = Signal()
    groups_wanted = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.empty = EmptyTraining()
        self.add, self.train, self.roll_back = button(), button("main"), button()
        self.group = button()
        self._headings = [label("", "heading") for _ in range(3)]
        self._notes = [label("", "muted", wrap=True) for _ in range(3)]
        models = (ExportsModel(self), RunsModel(self), VersionsModel(self))
        self.exports, self.runs, self.versions = (ShortTable(model) for model in models)
        self._known = [False, False]
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_SETTLE_MS)
        self._again.timeout.connect(super().refresh)
        self._lay_out_content()
        self._connect()
        self.retranslate()

    # ------------------------------------------------------------ reading

    def read(self) -> None:
        engine = self.context.engine
        self.ask(engine.all_transcripts(self), self._show_exports)
        engine.runs(self).then(self._show_runs, self._on_trouble)
        engine.versions(self).then(self._show_versions, self._on_trouble)

    def _on_data(self, topics: frozenset[str]) -> None:
        if (self.topics & topics or "*" in topics) and not self._again.isActive():
            self._again.start()

    def _show_exports(self, page: TranscriptPage) -> None:
        self._show_rows(0, self.exports, page.items)
        approved = any(one.state == "approved" for one in page.items)
        self.group.setEnabled(approved)

    def _show_runs(self, page: RunPage) -> None:
        self._show_rows(1, self.runs, page.items)

    def _show_versions(self, page: VersionPage) -> None:
        self._show_rows(2, self.versions, page.items)
        self._enable()

    def _show_rows(self, at: int, table: ShortTable, rows: list[Any]) -> None:
        before = table.chosen()
        table.rows.show(rows)
        table.setVisible(bool(rows))
        self._notes[at].setVisible(not rows)
        if before is not None:
            same = [place for place, row in enumerate(rows) if row.id == before.id]
            table.selectRow(same[0]) if same else None
        if at < len(self._known):
            self._known[at] = True
        bare = all(self._known) and not self.exports.rows.rows and not self.runs.rows.rows
        self.empty.setVisible(bare)
        self._lists.setVisible(not bare and self._known[0])

    # ------------------------------------------------------------ actions

    def ask_for_file(self) -> None:
        """Let the user choose an export."""
        choose_export(
            self, self.tr("The export of your help desk"),
            lambda name: self.file_chosen.emit(Path(name)),
        )  # fmt: skip

    def _roll_back(self) -> None:
        version: TrainedVersion | None = self.versions.chosen()
        if version is None:
            return
        call = self.context.engine.roll_back_version(version.kind, self)
        self.do(call, self.tr("Rolling back…"), partial(self._rolled_back, version))

    def _rolled_back(self, version: TrainedVersion, _: object) -> None:
        text = self.tr("{kind}: the previous version is in use again")
        self.context.notices.tell(text.format(kind=words.kinds()[version.kind]), "good")
        self.refresh()

    def _enable(self) -> None:
        version = self.versions.chosen()
        self.roll_back.setEnabled(version is not None and version.active and not version.built_in)

    def _open_version(self, version: TrainedVersion) -> None:
        self._enable()

    def _open_run(self, run: Run) -> None:
        self.run_wanted.emit(run.id)

    # ------------------------------------------------------------ layout

    def retranslate(self) -> None:
        self.head(
            self.tr("Training"),
            self.tr("Teach the assistant your way of answering: from what your team wrote, on your "
                    "company's server, with a way back.") if self.context.link.state.remote
            else self.tr("Teach the assistant your way of answering: from what your team wrote, on "
                         "this computer, with a way back."),
        )  # fmt: skip
        for heading, text in zip(
            self._headings,
            (self.tr("Exports"), self.tr("Runs"), self.tr("Versions")),
            strict=True,
        ):
            heading.setText(text)
        for note, text in zip(
            self._notes,
            (
                self.tr("Drop the export of your help desk anywhere on this page."),
                self.tr(
                    "Nothing has been trained yet. It begins with an export that you have approved."
                ),
                self.tr("What came with the program is in use."),
            ),
            strict=True,
        ):
            note.setText(text)
        self.add.setText(self.tr("Add an export…"))
        self.train.setText(self.tr("Train…"))
        self.group.setText(self.tr("Group messages…"))
        self.group.setToolTip(
            self.tr("For exports without labels: find messages that ask the same, and name them")
        )
        self.roll_back.setText(self.tr("Roll back"))
        for table, heading in zip(
            (self.exports, self.runs, self.versions), self._headings, strict=True
        ):
            table.setAccessibleName(heading.text())
            table.rows.retranslate()

    def _say_where(self) -> None:
        """Show whether training runs on this computer or on a server."""
        remote = self.context.link.state.remote
        if remote is not self.empty.remote:
            self.empty.remote = remote
            self.empty.retranslate()
            self.retranslate()

    def _connect(self) -> None:
        self.empty.chosen.connect(self.file_chosen)
        self.context.link.changed.connect(lambda _: self._say_where())
        self.add.clicked.connect(self.ask_for_file)
        self.train.clicked.connect(self.training_wanted)
        self.group.clicked.connect(self.groups_wanted)
        self.roll_back.clicked.connect(self._roll_back)
        self.exports.wanted.connect(lambda row: self.export_wanted.emit(row.id))
        self.runs.wanted.connect(self._open_run)
        self.versions.wanted.connect(self._open_version)
        self.versions.selectionModel().selectionChanged.connect(lambda *_: self._enable())

    def _lay_out_content(self) -> None:
        self._lists = QWidget()
        column = QVBoxLayout(self._lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for table, tone in (
            (self.exports, lambda row: words.export_states()[row.state][1]),
            (self.runs, lambda row: run_state(row)[1]),
            (self.versions, version_tone),
        ):
            _chips(table, tone)
        for at, (table, deeds) in enumerate((
            (self.exports, (self.add,)), (self.runs, (self.group, self.train)),
            (self.versions, (self.roll_back,)),
        )):  # fmt: skip
            column.addLayout(_line(self._headings[at], *deeds))
            column.addWidget(self._notes[at])
            column.addWidget(table)
            column.addSpacing(14)
            table.hide()
        for deed, sign, ink in (
            (self.add, "upload", "muted"), (self.train, "sparkles", "on_accent"),
            (self.roll_back, "undo-2", "muted"), (self.group, "layers", "muted"),
        ):  # fmt: skip
            deed.setIcon(icon(sign, ink))
            deed.setIconSize(BESIDE_TEXT)
        self.group.setEnabled(False)
        self.roll_back.setEnabled(False)
        self.body.addWidget(self.empty)
        self.body.addWidget(self._lists)
        self.empty.hide()
        self._lists.hide()


def _chips(table: ShortTable, tone: ToneOf) -> None:
    model: RowsModel = table.rows
    table.setItemDelegateForColumn(len(model.columns) - 1, Chips(tone, table))


def _line(heading: QLabel, *deeds: QPushButton) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(heading, 1)
    for deed in deeds:
        line.addWidget(deed)
    return line
