"""Form to configure a training run: kind, preset, options, and an estimate of the resources."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from assistant.contracts import (
    Estimate,
    ModelShelf,
    ProblemDetails,
    RecipeInfo,
    Run,
    TrainingRequest,
    TranscriptPage,
)
from assistant.contracts.transcripts import Finding
from gui.engine.call import Call
from gui.engine.shelf import Shelf
from gui.page import WindowContext
from gui.settings.rows import button
from gui.settings.section import Section
from gui.training.estimate_card import EstimateCard
from gui.training.filled_in import FilledIn
from gui.training.kind_cards import KindCards
from gui.training.options_form import OptionsForm
from gui.training.preset_choice import PresetChoice
from gui.training.sources_form import SourcesForm
from gui.training.worth import Findings
from gui.widgets.busy import Busy
from gui.widgets.labels import label
from gui.widgets.problem_card import ProblemCard

_SETTLE_MS: Final = 350
"""Debounces the estimate while the user is typing."""
_GONE: Final = "training.table-gone"


class ChoosePane(Section):
    """Kind, preset, options, estimate and start button.

    Attributes:
        card: The estimate and the start button, placed by the page where they stay visible.

    Signals:
        begun: The `Run` that was started.
        groups_wanted: The user wants to group messages first.
    """

    needs = "lead"
    widest = 860
    begun = Signal(object)
    groups_wanted = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self._recipe: RecipeInfo | None = None
        self._wanted: int | None = None
        self._preferred: tuple[str, dict[str, Any], Path | None] = ("", {}, None)
        self._estimating: Call | None = None
        self.kinds, self.form = KindCards(), OptionsForm()
        self.presets, self.filled = PresetChoice(), FilledIn()
        self._like: str | None = None
        self.sources, self.group, self.sending = SourcesForm(), button("link"), Busy()
        self.card, self.noticed, self.problem = EstimateCard(), Findings(), ProblemCard()
        self._headings = [label("", "heading") for _ in range(2)]
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._ask_estimate)
        self._lay_out_content()
        self._connect()
        self.retranslate()

    def begin(self, export: int | None = None) -> None:
        """Prepare the form for one set of transcripts, or for all approved ones if None."""
        self._wanted, self._like = export, None
        self.sources.begin_as(None)
        self._tell_filled()
        self.refresh()

    def begin_like(self, name: str, request: TrainingRequest) -> None:
        """Prepare the form with the settings of another run.

        Args:
            name: Name of that run.
        """
        self._wanted, self._like = None, name
        self.sources.begin_as(request)
        self.presets.choose(request.preset)
        self._tell_filled()
        self.prefer(request.kind, request.options)
        self.refresh()

    def prefer(self, kind: str, options: dict[str, Any], table: Path | None = None) -> None:
        """Select a kind of training and some of its options.

        Args:
            kind: Kind as named by its recipe.
            options: Values by name; other options keep the values of the preset.
            table: A file on this computer to train on.
        """
        self._preferred = kind, options, table
        self._take_preferred()

    def _take_preferred(self) -> None:
        kind, options, table = self._preferred
        if kind in self.kinds.cards:
            self._preferred = "", {}, None
            self.kinds.cards[kind].setChecked(True)
            self._on_preset()
            self.form.choose(options)
            if table is not None and self.sources.takes(table):
                self.take_table(table)

    def take_table(self, file: Path) -> None:
        """Train on a table: read in place, or uploaded to the company server first."""
        if not self.context.link.state.remote:
            self.sources.take_table(file)
            return
        notices, call = self.context.notices, self.context.engine.send_table(file, self)
        if call is None:
            text = self.tr("{name} cannot be opened. Check that you may read it.")
            notices.tell(text.format(name=file.name), "bad")
            return
        self.sending.watch(call, self.tr("Sending {name} to the server").format(name=file.name))
        call.then(lambda table: self.sources.take_table(file, table.id), notices.problem)

    def read(self) -> None:
        self.ask(self.context.engine.recipes(self), self._show_recipes)
        self.context.engine.all_transcripts(self).then(self._show_exports)
        Shelf(self.context.engine.client).listed(self).then(self._show_models)

    # ------------------------------------------------------------ display

    def _show_recipes(self, recipes: list[RecipeInfo]) -> None:
        if [one.kind for one in recipes] != list(self.kinds.cards):
            self.kinds.show_recipes(recipes)
        self._take_preferred()
        self._settle.start()

    def _show_exports(self, page: TranscriptPage) -> None:
        self.sources.show_sets(page, self._wanted)
        self._tell_filled()
        self._settle.start()

    def _show_models(self, shelf: ModelShelf) -> None:
        self.sources.show_models(shelf)
        self._tell_filled()

    def _tell_filled(self) -> None:
        self.filled.tell(self._like, missing=self.sources.missing)

    def _on_kind(self, recipe: RecipeInfo) -> None:
        self._recipe = recipe
        self._show_no_estimate()
        self.sources.show_recipe(recipe, here=not self.context.link.state.remote)
        self._tell_filled()
        self.group.setVisible(any(one.name == "labels" for one in recipe.options))
        self._on_preset()

    def _on_preset(self) -> None:
        recipe = self._recipe
        if recipe is not None:
            values: dict[str, Any] = recipe.presets.get(self.presets.chosen(), {})
            self.form.show_recipe(recipe, values)
            self._put_in_order()
            self._settle.start()

    def _put_in_order(self) -> None:
        """Restore the tab order after controls were recreated."""
        recipe = self._recipe
        options = {one.name: one.advanced for one in recipe.options} if recipe is not None else {}
        made = self.form.controls.items()
        order = [
            self.sources.name, self.group,
            *(control for name, control in made if not options[name]),
            self.form.more,
            *(control for name, control in made if options[name]),
            self.card.start,
        ]  # fmt: skip
        for before, after in itertools.pairwise(order):
            QWidget.setTabOrder(before, after)

    def request(self) -> TrainingRequest | None:
        """Return the configured request, None while no kind is selected."""
        if self._recipe is None:
            return None
        return TrainingRequest(
            kind=self._recipe.kind,
            preset=self.presets.chosen(),
            options=self.form.options(),
            transcripts=self.sources.transcripts(),
            tables=self.sources.tables(),
            sent_tables=self.sources.sent_tables(),
            base=self.sources.model(),
            name=self.sources.name.text().strip(),
        )  # fmt: skip

    def _ask_estimate(self) -> None:
        request = self.request()
        if request is None or not self.context.link.state.usable or not self.isVisible():
            return
        if self._estimating is not None:
            # an estimate runs actual training steps; several pending ones would occupy all
            # connections of the window
            self._estimating.cancel()
        self.card.start.setEnabled(False)
        self._estimating = self.context.engine.estimate_run(request, self)
        self.card.busy.watch(self._estimating, self.tr("Estimating what it takes"))
        self._estimating.then(self._show_estimate, self._not_estimated)

    def _show_estimate(self, estimate: Estimate) -> None:
        self.problem.show_problem(None)
        self.card.show_estimate(estimate)
        self._show_noticed(list(estimate.findings))

    def _show_no_estimate(self) -> None:
        self.card.show_estimate(None)
        self._show_noticed([])

    def _show_noticed(self, findings: list[Finding]) -> None:
        self.noticed.show_findings(findings)
        self._headings[1].setVisible(bool(findings))

    def _not_estimated(self, problem: ProblemDetails) -> None:
        self._show_no_estimate()
        if not self._sends_again(problem):
            self.problem.show_problem(problem)

    # ------------------------------------------------------------ starting the run

    def _start(self) -> None:
        request = self.request()
        if request is None:
            return
        self.card.start.setEnabled(False)
        call = self.context.engine.begin_run(request, self)
        self.do(call, self.tr("Beginning…"), self._on_begun, self._on_refused)

    def _on_begun(self, run: Run) -> None:
        self.sources.name.clear()
        self.begun.emit(run)

    def _sends_again(self, problem: ProblemDetails) -> bool:
        """Upload a table again that the server no longer holds; return False if there is none."""
        file = self.sources.forget_sent() if problem.code == _GONE else None
        if file is not None:
            self.take_table(file)
        return file is not None

    def _on_refused(self, problem: ProblemDetails) -> None:
        if not self._sends_again(problem):
            self.card.start.setEnabled(True)
            self.problem.show_problem(problem)

    # ------------------------------------------------------------ texts and layout

    def retranslate(self) -> None:
        self.head(
            self.tr("What should get better?"),
            self.tr("It learns from what you approved, in a process of its own, while the "
                    "assistant keeps answering. Nothing changes for your team until you say so."),
        )  # fmt: skip
        for heading, text in zip(
            self._headings, (self.tr("How thoroughly"), self.tr("What was noticed")), strict=True
        ):
            heading.setText(text)
        self.group.setText(self.tr("No labels? Group the messages and name the groups…"))

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._on_kind)
        self.presets.changed.connect(self._on_preset)
        self.form.changed.connect(self._settle.start)
        self.sources.changed.connect(self._settle.start)
        self.sources.table_chosen.connect(self.take_table)
        self.group.clicked.connect(self.groups_wanted)
        self.card.start.clicked.connect(self._start)

    def _lay_out_content(self) -> None:
        self.body.setSpacing(12)
        self.body.addWidget(self.filled)
        self.body.addWidget(self.kinds)
        self.body.addWidget(self._headings[0])
        self.body.addWidget(self.presets)
        self.body.addWidget(self.sources)
        self.body.addWidget(self.sending)
        self.body.addWidget(self.group)
        self.body.setAlignment(self.group, Qt.AlignmentFlag.AlignLeft)
        self.group.hide()
        self.body.addWidget(self.form)
        self.body.addWidget(self._headings[1])
        self.body.addWidget(self.noticed)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.form.rest)
        self._headings[1].hide()
