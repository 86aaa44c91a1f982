"""The demo data: added to explore the program, removed in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.first_run.demo import DemoImport
from gui.page import WindowContext
from gui.settings.rows import Row, button
from gui.widgets.busy import Busy
from gui.widgets.labels import restyle

if TYPE_CHECKING:
    from assistant.contracts import ImportedSource, ProblemDetails

_TOPICS = frozenset({"sources", "*"})


class DemoRow(Row):
    """A button that adds the demo, or removes it if it is present."""

    def __init__(self, context: WindowContext) -> None:
        self.change = button()
        super().__init__(self.change)
        self._context = context
        self._there: bool | None = None
        self._demo = DemoImport(context, self)
        self._busy = Busy()
        self.below.addWidget(self._busy)
        self.change.clicked.connect(self._act)
        self._busy.given_up.connect(self._demo.cancel)
        self._demo.progressed.connect(self._busy.progress)
        self._demo.finished.connect(self._on_in)
        self._demo.failed.connect(self._on_failed)
        context.link.data_changed.connect(self._on_data)
        self.retranslate()

    def retranslate(self) -> None:
        self.say(
            self.tr("Demo"),
            self.tr("An invented shop with its FAQ and 20 conversations, each marked as demo. "
                    "Removing it takes out nothing else."),
        )  # fmt: skip
        self.change.setText(self.tr("Remove the demo…") if self._there else self.tr("Add the demo"))
        self._enable()

    def look(self) -> None:
        """Check whether the demo is present."""
        self._context.engine.sources(self).then(self._on_sources)

    def _on_data(self, topics: frozenset[str]) -> None:
        if self.isVisible() and topics & _TOPICS and not self._demo.running:
            self.look()

    def _on_sources(self, sources: list[ImportedSource]) -> None:
        self._there = any(source.from_demo for source in sources)
        restyle(self.change, "kind", "danger" if self._there else "")
        self.retranslate()

    def _enable(self) -> None:
        self.change.setEnabled(self._there is not None and not self._demo.running)

    def _act(self) -> None:
        if self._there:
            self._remove()
        else:
            self._busy.begin(self.tr("Adding the demo"))
            self._demo.begin()
            self._enable()

    # ------------------------------------------------------------ adding

    def _on_in(self) -> None:
        self._rest()
        self._context.notices.tell(self.tr("The demo is in: see the inbox."), "good")

    def _on_failed(self, problem: ProblemDetails | None) -> None:
        self._rest()
        if problem is not None:
            self._context.notices.problem(problem)

    def _rest(self) -> None:
        self._busy.rest()
        self.look()

    # ------------------------------------------------------------ removing

    def _remove(self) -> None:
        self.change.setEnabled(False)
        self._context.notices.undoable(
            self.tr("The demo will be removed."), self.tr("Keep it"), self._enable,
            self._really_remove,
        )  # fmt: skip

    def _really_remove(self) -> None:
        call = self._context.engine.remove_demo(self)
        self._busy.watch(call, self.tr("Removing the demo…"), cancellable=False)
        call.then(
            lambda _: self._context.notices.tell(self.tr("The demo is removed."), "good"),
            self._context.notices.problem,
        )
        call.ended.connect(self.look)
