"""The Training page: the overview, or one section in its place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from assistant.contracts import (
    ProblemDetails,
    TrainingRequest,
    TranscriptRequest,
    TranscriptSet,
)
from gui.actions import Action
from gui.page import Page, WindowContext
from gui.settings.section import Section
from gui.training.choose_pane import ChoosePane
from gui.training.export_pane import ExportPane
from gui.training.groups_pane import GroupsPane
from gui.training.overview import Overview
from gui.training.run_pane import RunPane
from gui.training.steps import Steps
from gui.widgets.busy import Busy
from gui.widgets.dropping import DroppedFiles
from gui.widgets.labels import label


class TrainingPage(Page):
    """The page from the import of an export to the activation of what was trained on it."""

    name = "training"
    icon = "graduation-cap"

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self._taken: dict[int, Path] = {}
        self.steps = Steps()
        self.busy = Busy()
        self.away = label("", "warn", wrap=True)
        self.overview, self.export = Overview(context), ExportPane(context)
        self._stack = QStackedWidget()
        self.choice, self.run = ChoosePane(context), RunPane(context)
        self.groups = GroupsPane(context)
        self._sections: tuple[Section, ...] = (
            self.overview, self.export, self.groups, self.choice, self.run,
        )  # fmt: skip
        for section in self._sections:
            self._stack.addWidget(section)
        self._foot = QWidget()
        self._feet: dict[Section, QWidget] = {
            self.export: _held(self.export.foot), self.choice: _held(self.choice.card),
        }  # fmt: skip
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        line = QFrame()
        line.setProperty("kind", "line")
        line.setFixedHeight(1)
        foot.addWidget(line)
        for part in self._feet.values():
            foot.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.away, self.busy, self.steps):
            layout.addWidget(widget)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._foot)
        self.away.setContentsMargins(24, 10, 24, 0)
        self.busy.setContentsMargins(24, 10, 24, 0)
        self.steps.hide()
        self._foot.hide()

    def title(self) -> str:
        return self.tr("Training")

    def retranslate(self) -> None:
        self.away.setText(
            self.tr("The engine is not answering. This page shows what was known last; a run "
                    "that has begun continues without it.")
        )  # fmt: skip

    def commands(self) -> tuple[Action, ...]:
        return (
            Action(name="examine an export", text=lambda: self.tr("Examine an export"),
                   icon="upload", run=self.overview.ask_for_file),
            Action(name="train", text=lambda: self.tr("Train the assistant"), icon="sparkles",
                   run=self.show_choice),
            Action(name="group messages", text=lambda: self.tr("Group messages without labels"),
                   icon="layers", run=self.show_groups),
            Action(name="training overview", text=lambda: self.tr("Show runs and versions"),
                   icon="graduation-cap", run=self.show_overview),
        )  # fmt: skip

    def shown(self) -> None:
        self._show_link()
        self._section().shown()

    # ------------------------------------------------------------ navigation

    def show_overview(self) -> None:
        """Show the overview."""
        self._show_section(self.overview)
        self.overview.refresh()

    def show_export(self, id_: int) -> None:
        """Show an export."""
        self.export.hold(id_)
        self._show_section(self.export)

    def show_choice(self, export: int | None = None) -> None:
        """Show the form for a new run, on one export or on all approved ones."""
        self.choice.begin(export)
        self.steps.show_step("train")
        self._show_section(self.choice)

    def show_choice_like(self, name: str, request: TrainingRequest) -> None:
        """Show the form for a new run, filled in with the settings of the run with this name."""
        self.choice.begin_like(name, request)
        self.steps.show_step("train")
        self._show_section(self.choice)

    def show_groups(self, export: int | None = None) -> None:
        """Show the groups of messages, and preselect an export for finding more."""
        self.groups.begin(export)
        self.steps.show_step("train")
        self._show_section(self.groups)

    def _train_on_groups(self) -> None:
        self.show_choice()
        self.choice.prefer("intents", {"labels": "groups"})

    def show_run(self, id_: str) -> None:
        """Show a run."""
        self.run.hold(id_)
        self._show_section(self.run)

    def take_file(self, file: Path) -> None:
        """Have an export examined: in place, or uploaded to the company server."""
        engine = self.context.engine
        if self.context.link.state.remote:
            call = engine.examine_upload(file, self)
            if call is None:
                text = self.tr("{name} cannot be opened. Check that you may read it.")
                self.context.notices.tell(text.format(name=file.name), "bad")
                return
        else:
            request = TranscriptRequest(path=str(file.absolute()), name=file.name[:200])
            call = engine.examine_path(request, self)
        self.busy.watch(call, self.tr("Taking {name} in").format(name=file.name))
        call.then(partial(self._on_taken, file), self._on_refused)

    def _on_taken(self, file: Path, item: TranscriptSet) -> None:
        self._taken[item.id] = file
        self.show_export(item.id)

    def _train_on_table(self) -> None:
        """Train on the dropped file as a table, because it contains labelled messages."""
        item = self.export.item
        file = self._taken.get(item.id) if item is not None else None
        self.show_choice()
        self.choice.prefer("intents", {}, file)

    def _on_refused(self, problem: ProblemDetails) -> None:
        self.context.notices.problem(problem)

    def _on_files(self, files: Sequence[Path]) -> None:
        for file in files:
            if self._section() is self.choice and self.choice.sources.takes(file):
                self.choice.take_table(file)
            else:
                self.take_file(file)

    def _section(self) -> Section:
        return self._sections[self._stack.currentIndex()]

    def _show_section(self, section: Section) -> None:
        self._stack.setCurrentWidget(section)
        self.steps.setVisible(section is not self.overview)
        for owner, part in self._feet.items():
            part.setVisible(owner is section)
        self._foot.setVisible(section in self._feet)
        section.shown()
        if section is self.overview:
            self.overview.exports.setFocus()
        elif section is self.groups and self.groups.table.isVisible():
            self.groups.table.setFocus()
        else:
            self.steps.to_overview.setFocus()

    def _on_escape(self) -> None:
        if self._section() is not self.overview:
            self.show_overview()

    def next_step(self) -> None:
        """Click the highlighted button in view."""
        section = self._section()
        for part in (self._feet.get(section), section):
            for one in part.findChildren(QPushButton) if part is not None else ():
                if one.property("kind") == "main" and one.isVisible() and one.isEnabled():
                    one.click()
                    return

    def kept_clear(self) -> int:
        return self._foot.height() if self._foot.isVisible() else 0

    def _show_link(self) -> None:
        self.away.setVisible(not self.context.link.state.usable)

    def _connect(self) -> None:
        DroppedFiles(self).dropped.connect(self._on_files)
        self.context.link.changed.connect(lambda _: self._show_link())
        self.steps.back.connect(self.show_overview)
        self.overview.file_chosen.connect(self.take_file)
        self.overview.export_wanted.connect(self.show_export)
        self.export.stepped.connect(self.steps.show_step)
        self.export.gone.connect(self.show_overview)
        self.export.training_wanted.connect(self.show_choice)
        self.overview.training_wanted.connect(lambda: self.show_choice())
        self.overview.groups_wanted.connect(lambda: self.show_groups())
        self.export.groups_wanted.connect(self.show_groups)
        self.export.table_wanted.connect(self._train_on_table)
        self.choice.groups_wanted.connect(lambda: self.show_groups())
        self.groups.training_wanted.connect(self._train_on_groups)
        self.overview.run_wanted.connect(self.show_run)
        self.choice.begun.connect(lambda run: self.show_run(run.id))
        self.run.stepped.connect(self.steps.show_step)
        self.run.gone.connect(self.show_overview)
        self.run.again_wanted.connect(self.show_choice_like)
        for keys, deed in (
            ("Esc", self._on_escape), ("Ctrl+Return", self.next_step),
            ("Ctrl+Enter", self.next_step), ("Ctrl+O", self.overview.ask_for_file),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)


def _held(foot: QWidget) -> QWidget:
    """Wrap a footer, so that its own visibility stays under its own control."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(foot)
    return made
