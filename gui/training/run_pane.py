"""One run: its progress, curves and sample replies, and finally its judgement."""

from __future__ import annotations

from functools import partial
from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from assistant.contracts import Run, RunMetrics, RunSamples
from assistant.contracts.training import MetricPoint
from gui.engine.call import Call
from gui.page import WindowContext
from gui.settings.section import Section
from gui.training import words
from gui.training.asking import asked
from gui.training.curves import Curve, Curves
from gui.training.judgement_view import JudgementView
from gui.training.run_card import GOES, RunCard
from gui.training.samples import SamplesTable
from gui.widgets.labels import label
from gui.widgets.problem_card import ProblemCard

_SETTLE_MS: Final = 700
_ENDED: Final = ("failed", "cancelled", "done")
_LOSSES: Final = (("loss", "accent"), ("held_out_loss", "warn"))


class RunPane(Section):
    """Shows the run set with `hold`.

    Signals:
        gone: The run was removed.
        again_wanted: The user wants another run based on this one: its name and its
            `TrainingRequest`.
        stepped: Name of the step (`Steps`) that the run has reached.
    """

    topics = frozenset({"runs"})
    needs = "lead"
    widest = 1_000
    gone = Signal()
    again_wanted = Signal(str, object)
    stepped = Signal(str)

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self._id = ""
        self.run: Run | None = None
        self._points: list[MetricPoint] = []
        self._judged = ""
        self.card, self.problem = RunCard(), ProblemCard()
        self.judgement = JudgementView(context)
        self.loss, self.quality = Curves(), Curves()
        self.samples = SamplesTable()
        self._headings = [label("", "heading") for _ in range(2)]
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_SETTLE_MS)
        self._again.timeout.connect(super().refresh)
        line = QHBoxLayout()
        line.setSpacing(20)
        line.addWidget(self.loss, 1)
        line.addWidget(self.quality, 1)
        self.body.setSpacing(12)
        for part in (self.problem, self.judgement, self.card, self._headings[0]):
            self.body.addWidget(part)
        self.body.addLayout(line)
        self.body.addWidget(self._headings[1])
        self.body.addWidget(self.samples)
        self._connect()
        self.retranslate()

    def hold(self, id_: str) -> None:
        """Show another run."""
        if id_ != self._id:
            self._id, self.run, self._points, self._judged = id_, None, [], ""
            self.judgement.hold("")
            self.content.hide()
            self._show_points()
            self._show_samples(RunSamples(items=[]))
        self.refresh()

    def read(self) -> None:
        if not self._id:
            return
        engine, id_ = self.context.engine, self._id
        self.ask(engine.run(id_, self), self.show_run)
        after = self._points[-1].step if self._points else -1
        engine.run_metrics(id_, self, after=after).then(partial(self._on_metrics, id_))
        engine.run_samples(id_, self).then(
            lambda page: self._show_samples(page) if id_ == self._id else None
        )

    def _on_data(self, topics: frozenset[str]) -> None:
        if (self.topics & topics or "*" in topics) and not self._again.isActive():
            self._again.start()

    # ------------------------------------------------------------ display

    def show_run(self, run: Run) -> None:
        """Show the current state of the run."""
        if run.id != self._id:
            return
        self.run = run
        self.card.show_run(run, self._server())
        # in other states the card shows the reason, together with what happens next
        self.problem.show_problem(run.error if run.state in _ENDED else None)
        self.judgement.show_run(run)
        if run.state == "done" and self._judged != run.id:
            self._judged = run.id
            self.judgement.hold(run.id)
        self.retranslate()
        self._show_points()
        self.stepped.emit("judge" if run.state in ("judging", "exporting", "done") else "train")
        if run.state in GOES:  # metrics are polled, because there is no event for each point
            self._again.start()

    def _server(self) -> str:
        """Host name of the company server that runs it; "" for this computer."""
        address = self.context.engine.client.address
        if address is None or not self.context.link.state.remote:
            return ""
        return urlsplit(address.origin).hostname or ""

    def _on_metrics(self, id_: str, metrics: RunMetrics) -> None:
        if id_ != self._id:
            return
        last = self._points[-1].step if self._points else -1
        self._points += [point for point in metrics.points if point.step > last]
        self._show_points()

    def _show_points(self) -> None:
        run = self.run
        names = {"loss": self.tr("while learning"), "held_out_loss": self.tr("held out")}
        steps = run.steps if run is not None else 0
        self.loss.show_curves(
            self.tr("Loss: lower is better"),
            [Curve(names[key], ink, self._of(key)) for key, ink in _LOSSES if self._of(key)],
            steps,
        )
        quality = run.quality_name if run is not None else ""
        points = self._of(quality) or self._of("quality")
        title = self.tr("{measure}: higher is better").format(
            measure=words.said(words.measures(), quality)
        )
        self.quality.show_curves(title, [Curve(self.tr("held out"), "good", points)], steps)
        self.quality.setVisible(bool(points))
        self.loss.setVisible(bool(self._points))
        self._headings[0].setVisible(bool(self._points))

    def _of(self, key: str) -> tuple[tuple[float, float], ...]:
        return tuple(
            (point.step, point.values[key]) for point in self._points if key in point.values
        )

    def _show_samples(self, page: RunSamples) -> None:
        newest = max((one.step for one in page.items), default=0)
        rows = [one for one in page.items if one.step == newest]
        if rows != self.samples.rows.rows:
            self.samples.rows.show(rows)
        self.samples.setVisible(bool(rows))
        self._headings[1].setVisible(bool(rows))

    # ------------------------------------------------------------ actions

    def _deed(self, call: Call, text: str) -> None:
        self.do(call, text, self.show_run)

    def _pause(self) -> None:
        self.card.pause.setEnabled(False)
        self._deed(self.context.engine.pause_run(self._id, self), self.tr("Pausing…"))

    def _resume(self) -> None:
        self._deed(self.context.engine.resume_run(self._id, self), self.tr("Resuming…"))

    def _cancel(self) -> None:
        text = self.tr("What was learnt so far is lost. Pause it instead to resume later.")
        if asked(self, self.tr("Cancel the training?"), text, self.tr("Cancel the training")):
            self._deed(self.context.engine.cancel_run(self._id, self), self.tr("Cancelling…"))

    def _begin_like(self) -> None:
        run = self.run
        if run is not None:
            call = self.context.engine.run_request(run.id, self)
            name = words.run_name(run.name, run.kind)
            self.do(call, self.tr("Filling in…"), partial(self.again_wanted.emit, name))

    def _remove(self) -> None:
        text = self.tr("Its figures and its judgement are deleted. What is in use stays.")
        if asked(self, self.tr("Remove this run?"), text, self.tr("Remove")):
            call = self.context.engine.remove_run(self._id, self)
            self.do(call, self.tr("Removing…"), lambda _: self.gone.emit())

    # ------------------------------------------------------------ texts

    def retranslate(self) -> None:
        run = self.run
        kind = words.kinds()[run.kind] if run is not None else ""
        intro = ""
        if run is not None:
            preset = words.said(words.presets(), run.preset)
            intro = self.tr("{kind} · {preset}").format(kind=kind, preset=preset)
        self.head(words.run_name(run.name, run.kind) if run is not None else self.tr("Run"), intro)
        self._headings[0].setText(self.tr("How it learns"))
        self._headings[1].setText(self.tr("Questions it does not learn from"))
        self.samples.setAccessibleName(self._headings[1].text())
        self.samples.rows.retranslate()
        self._show_points()

    def _connect(self) -> None:
        self.card.pause.clicked.connect(self._pause)
        self.card.resume.clicked.connect(self._resume)
        self.card.cancel.clicked.connect(self._cancel)
        self.card.remove.clicked.connect(self._remove)
        self.card.again.clicked.connect(self._begin_like)
        self.judgement.changed.connect(self.refresh)
