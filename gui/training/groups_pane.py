"""Groups of unlabelled messages: find, name, merge, drop, and train on them."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from assistant.contracts import Job, ProblemDetails, TranscriptPage
from assistant.contracts.groups import MessageGroup, MessageGroups
from gui.engine.call import Call
from gui.look.icons import BESIDE_TEXT, icon
from gui.page import WindowContext
from gui.settings.rows import button
from gui.settings.section import Section
from gui.training import words
from gui.training.group_card import GroupCard
from gui.training.groups_table import GroupsTable
from gui.training.groups_tools import GroupsTools
from gui.training.working import Working
from gui.widgets.labels import label
from gui.widgets.problem_card import ProblemCard

_SETTLE_MS: Final = 250


class GroupsPane(Section):
    """Shows the groups of this home.

    Signals:
        training_wanted: The user wants to train intents on the groups.
    """

    topics = frozenset({"groups", "transcripts"})
    needs = "lead"
    scrolls = False
    training_wanted = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.found: MessageGroups | None = None
        self._wanted: int | None = None
        self._named_next = False
        self.tools, self.working, self.problem = GroupsTools(), Working(), ProblemCard()
        self.nothing = label("", "muted", wrap=True)
        self.table, self.card = GroupsTable(), GroupCard()
        self.summary, self.keys = label("", "", wrap=True), label("", "small", wrap=True)
        self.train = button("main")
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._foot = QWidget()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_SETTLE_MS)
        self._again.timeout.connect(super().refresh)
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.timeout.connect(self._read_messages)
        self._lay_out_content()
        self._connect()
        self.retranslate()

    def begin(self, export: int | None = None) -> None:
        """Preselect an export for finding groups; None: all approved ones."""
        self._wanted = export
        self.refresh()

    def read(self) -> None:
        self.ask(self.context.engine.groups(self), self.show_groups)
        self.context.engine.all_transcripts(self).then(self._show_exports)

    def _on_data(self, topics: frozenset[str]) -> None:
        if (self.topics & topics or "*" in topics) and not self._again.isActive():
            self._again.start()

    # ------------------------------------------------------------ display

    def show_groups(self, found: MessageGroups) -> None:
        """Show the current groups, keeping the selection."""
        before = {one.id for one in self.table.selected()}
        place = self.table.currentIndex().row()
        self.found = found
        self.tools.show_groups(found)
        self.problem.show_problem(found.error)
        if found.job is not None:
            self.working.begin(
                self.tr("Messages are compared with each other."),
                self.tr("You can leave this page; it continues."),
            )
        else:
            self.working.rest()
        if self.table.rows.rows != found.items:
            self.table.rows.show(found.items)
            self.table.choose(before, place)
        self._show_chosen()
        if self._named_next:
            self._named_next = False
            self._go_to_next()
        self.retranslate()

    def _show_exports(self, page: TranscriptPage) -> None:
        self.tools.show_sets(page, self._wanted)
        self.retranslate()

    def _show_chosen(self) -> None:
        chosen = self.table.selected()
        near = chosen[0].nearest if len(chosen) == 1 else None
        self.card.show_groups(chosen, self._group(near))
        self._reading.start()

    def _group(self, id_: int | None) -> MessageGroup | None:
        items = self.found.items if self.found is not None else []
        return next((one for one in items if one.id == id_), None)

    def _read_messages(self) -> None:
        chosen = self.table.selected()
        if len(chosen) != 1 or not self.context.link.state.usable:
            return
        id_ = chosen[0].id

        def came(page: Any) -> None:
            now = self.table.selected()
            if len(now) == 1 and now[0].id == id_:
                self.card.show_messages(page)

        self.context.engine.group_messages(id_, self).then(came, lambda _: None)

    def _on_job(self, job: Job) -> None:
        if self.found is None or job.id != self.found.job:
            return
        if job.state in ("queued", "running"):
            self.working.progress(job)
        else:
            self.refresh()

    # ------------------------------------------------------------ actions

    def look_again(self) -> None:
        """Find groups in the selected exports."""
        call = self.context.engine.look_for_groups(self.tools.transcripts(), self)
        self.do(call, self.tr("Beginning…"), self.show_groups, self._refused)

    def cancel(self) -> None:
        """Cancel the search for groups."""
        job = self.found.job if self.found is not None else None
        if job is not None:
            self.working.cancel.setEnabled(False)
            call = self.context.engine.cancel_job(job, self)
            call.then(lambda _: self.refresh(), self.context.notices.problem)

    def name(self, name: str) -> None:
        """Name the selected group and select the next unnamed one."""
        chosen = self.table.selected()
        if len(chosen) == 1:
            self._named_next = True
            self._change(self.context.engine.name_group(chosen[0].id, name, self))

    def merge(self, ids: list[int] | None = None) -> None:
        """Merge these groups, or the selected ones."""
        ids = ids or [one.id for one in self.table.selected()]
        if len(ids) > 1:
            self._change(self.context.engine.change_groups("merge", ids, self))

    def join(self) -> None:
        """Merge the selected group with the one most similar to it."""
        chosen = self.table.selected()
        if len(chosen) == 1 and chosen[0].nearest is not None:
            self.merge([chosen[0].id, chosen[0].nearest])

    def drop(self) -> None:
        """Drop the selected groups, without confirmation because it can be undone."""
        ids = [one.id for one in self.table.selected()]
        if ids:
            self._change(self.context.engine.change_groups("drop", ids, self))

    def take_back(self) -> None:
        """Undo the last change."""
        if self.found is not None and self.found.can_undo and self.found.job is None:
            self._change(self.context.engine.undo_groups(self))

    def _change(self, call: Call) -> None:
        self.do(call, self.tr("Saving…"), self.show_groups, self._refused)

    def _refused(self, problem: ProblemDetails) -> None:
        self._named_next = False
        self.problem.show_problem(problem)

    def _go_to_next(self) -> None:
        rows, now = self.table.rows.rows, self.table.currentIndex().row()
        order = [*range(now + 1, len(rows)), *range(now)]
        following = next((at for at in order if not rows[at].named), None)
        if following is None:
            self.train.setFocus()
        else:
            self.table.selectRow(following)
            self.card.name.setFocus()

    # ------------------------------------------------------------ texts and layout

    def retranslate(self) -> None:
        self.head(
            self.tr("Groups of messages"),
            self.tr("For exports without labels: messages that ask the same, found by what they "
                    "mean. Name a group, merge what belongs together, drop what says nothing; "
                    "intents are then learnt from them."),
        )  # fmt: skip
        found, going = self.found, self.found is not None and self.found.job is not None
        there = found is not None and found.made_at is not None
        items = found.items if found is not None else []
        self._split.setVisible(bool(items))
        self._foot.setVisible(bool(items))
        self.train.setText(self.tr("Train intents from them…"))
        self.train.setEnabled(len(items) > 1)
        self.nothing.setVisible(not items and not going)
        self.nothing.setText(self._nothing(there))
        self.table.setAccessibleName(self.tr("Groups of messages"))
        self.table.rows.retranslate()
        self.keys.setText(self.tr("F2 name · Enter next · M merge · Del drop · Ctrl+Z undo"))
        if found is not None and items:
            self.summary.setText(
                self.tr("{grouped} of {all} messages are in {groups} groups. Named by you: "
                        "{named}.").format(
                    grouped=words.number(found.grouped), all=words.number(found.looked_at),
                    groups=words.number(len(items)),
                    named=words.number(sum(one.named for one in items)),
                )
            )  # fmt: skip

    def _nothing(self, there: bool) -> str:
        if there:
            return self.tr("No group stands out: the messages are too few, or too different from "
                           "each other. Try it with more exports.")  # fmt: skip
        if not self.tools.approved:
            return self.tr("There is nothing to group yet. Approve an export first.")
        return self.tr("Nobody has looked for groups here yet. It takes a few seconds for a "
                       "thousand messages.")  # fmt: skip

    def _connect(self) -> None:
        self.context.link.job_changed.connect(self._on_job)
        self.working.given_up.connect(self.cancel)
        self.tools.look.clicked.connect(self.look_again)
        self.tools.undo.clicked.connect(self.take_back)
        self.train.clicked.connect(self.training_wanted)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.card.named.connect(self.name)
        self.card.merge.clicked.connect(lambda: self.merge())
        self.card.join.clicked.connect(self.join)
        self.card.drop.clicked.connect(self.drop)
        whole = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, owner, deed in (
            ("F2", self, self.card.name.setFocus), ("Ctrl+Z", self.table, self.take_back),
            ("Del", self.table, self.drop), ("M", self.table, partial(self.merge, None)),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), owner)
            shortcut.setContext(whole)
            shortcut.activated.connect(deed)

    def _lay_out_content(self) -> None:
        self.train.setIcon(icon("sparkles", "on_accent"))
        self.train.setIconSize(BESIDE_TEXT)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self.keys)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(6, 0, 0, 0)
        beside.addWidget(self.card)
        for part in (left, right):
            part.setMinimumWidth(300)
            self._split.addWidget(part)
        self._split.setChildrenCollapsible(False)
        self._split.setSizes([1000, 1000])
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 1)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 4, 0, 0)
        foot.addWidget(self.summary, 1)
        foot.addWidget(self.train)
        for part in (self.tools, self.working, self.problem, self.nothing):
            self.body.addWidget(part)
        self.body.addWidget(self._split, 1)
        self.body.addWidget(self._foot)
        self.body.addStretch(0)
