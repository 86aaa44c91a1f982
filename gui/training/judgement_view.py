"""Judgement of a run: the verdict first, then its reasons, then the possible actions."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QDir, QLocale, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout

from assistant.contracts import Judgement, ProblemDetails, Run
from gui.engine.wording import in_words
from gui.look.icons import BESIDE_TEXT, icon
from gui.page import Retranslated, WindowContext
from gui.settings.download import Download
from gui.settings.rows import button
from gui.training import words
from gui.training.asking import asked
from gui.training.backtest_bars import BacktestBars
from gui.training.confusion import Confusion
from gui.training.measures import COMPARED, MeasuresModel, tone
from gui.training.pairs import PairsDialog
from gui.training.short_table import Chips, ShortTable
from gui.widgets.busy import Busy
from gui.widgets.labels import label, restyle
from gui.widgets.problem_card import ProblemCard
from gui.widgets.sign import Sign

_WORSE = "training.worse"


class JudgementView(Retranslated):
    """Shows the judgement of the run set with `hold`; hidden while there is none.

    Signals:
        changed: Another version is in use now.
    """

    changed = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._id = ""
        self._run: Run | None = None
        self._judgement: Judgement | None = None
        self._card = QFrame()
        self._sign = Sign("circle-check", "good", 28)
        self.verdict, self._note = label("", "heading", wrap=True), label("", "muted", wrap=True)
        self.use, self.roll_back = button("main"), button()
        self.rate, self.report = button(), button()
        self.busy, self.problem = Busy(), ProblemCard()
        self._measures = MeasuresModel(self)
        self.measures = ShortTable(self._measures, most=12)
        self.measures.setItemDelegateForColumn(3, Chips(tone, self.measures))
        self.shares, self.confusion = BacktestBars(), Confusion()
        self._headings = [label("", "heading") for _ in range(3)]
        self._texts = [label("", "muted", wrap=True) for _ in range(3)]
        self._lay_out()
        self.use.clicked.connect(lambda: self._use())
        self.roll_back.clicked.connect(self._roll_back)
        self.rate.clicked.connect(self._rate)
        self.report.clicked.connect(self._choose_report)
        self.hide()
        self.retranslate()

    def hold(self, id_: str) -> None:
        """Show the judgement of the run with this id; "" for none."""
        self._id, self._judgement = id_, None
        self.hide()
        self.problem.show_problem(None)
        if id_:
            self._context.engine.run_judgement(id_, self).then(
                lambda value: self.show_judgement(value) if id_ == self._id else None,
                lambda value: self._not_there(value) if id_ == self._id else None,
            )

    def show_run(self, run: Run) -> None:
        """Update the state of the run, such as whether its result is in use."""
        self._run = run
        self.retranslate()

    def show_judgement(self, judgement: Judgement) -> None:
        """Show a judgement."""
        self._judgement = judgement
        self._card.show()
        # a worse result can be activated too, but the button is not highlighted
        restyle(self.use, "kind", "main" if judgement.better else "")
        self.use.setIcon(icon("check", "on_accent" if judgement.better else "muted"))
        self.measures.rows.show(judgement.measures)
        for column in COMPARED:
            self.measures.setColumnHidden(column, not self._measures.compares)
        if judgement.backtest is not None:
            self.shares.show_backtest(judgement.backtest)
        self.confusion.show_confusion(judgement.confusion)
        self.retranslate()
        self.show()

    def _not_there(self, problem: ProblemDetails) -> None:
        self._card.hide()
        self.problem.show_problem(problem)
        self.show()

    # ------------------------------------------------------------ actions

    def _use(self, *, insist: bool = False) -> None:
        call = self._context.engine.use_run(self._id, self, insist=insist)
        self.busy.watch(call, self.tr("Putting it to use"), cancellable=False)
        self.use.setEnabled(False)
        call.ended.connect(lambda: self.use.setEnabled(True))
        call.then(self._on_used, self._not_used)

    def _on_used(self, run: Run) -> None:
        self.problem.show_problem(None)
        self._context.notices.tell(self.tr("It is in use now. You can roll it back."), "good")
        self.show_run(run)
        self.changed.emit()

    def _not_used(self, problem: ProblemDetails) -> None:
        if problem.code == _WORSE:
            question = self.tr("Use it although it is worse?")
            text = in_words(self._judgement.verdict) if self._judgement is not None else ""
            if asked(self, question, text, self.tr("Use it all the same")):
                self._use(insist=True)
            return
        self.problem.show_problem(problem)

    def _roll_back(self) -> None:
        if self._run is None:
            return
        call = self._context.engine.roll_back_version(self._run.kind, self)
        self.busy.watch(call, self.tr("Rolling back…"), cancellable=False)
        call.then(self._on_rolled_back, self.problem.show_problem)

    def _on_rolled_back(self, _: object) -> None:
        self._context.notices.tell(self.tr("The previous version is in use again."), "good")
        self.changed.emit()

    def _rate(self) -> None:
        dialog = PairsDialog(self._context, self._id, self)
        dialog.judged.connect(self.show_judgement)
        dialog.open()

    def _choose_report(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the report"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Page (*.html)"))
        dialog.setDefaultSuffix("html")
        dialog.setDirectory(QDir.homePath())
        dialog.selectFile(self.tr("training-report.html"))
        dialog.fileSelected.connect(lambda path: self.save_report(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_report(self, path: Path) -> None:
        """Write the report atomically."""
        download = Download(self._context.engine.run_report(self._id, self), path, self)
        self.busy.begin(self.tr("Saving the report"), cancellable=False)
        text = self.tr("The report is saved as {file}").format(file=path)
        download.succeeded.connect(lambda: self._context.notices.tell(text, "good"))
        download.failed.connect(self._context.notices.problem)
        download.ended.connect(self.busy.rest)
        download.start()

    # ------------------------------------------------------------ texts

    def retranslate(self) -> None:
        self.use.setText(self.tr("Use it"))
        self.roll_back.setText(self.tr("Roll back"))
        self.report.setText(self.tr("Save the report…"))
        compares = self._measures.compares
        for heading, text in zip(
            self._headings,
            (self.tr("Before and after") if compares else self.tr("Result"),
             self.tr("Last month, drafted again"), self.tr("What is taken for what")),
            strict=True,
        ):  # fmt: skip
            heading.setText(text)
        self.measures.setAccessibleName(self._headings[0].text())
        self.measures.rows.retranslate()
        judgement = self._judgement
        if judgement is not None:
            self._say(judgement)

    def _say(self, judgement: Judgement) -> None:
        active = self._run is not None and self._run.active
        self.verdict.setText(in_words(judgement.verdict))
        name, ink = ("circle-check", "good") if judgement.better else ("triangle-alert", "warn")
        self._sign.show_icon(name, ink)
        restyle(self._card, "notice", ink)
        self._note.setText(
            self.tr("It is in use.") if active
            else self.tr("It is not in use. Judged by conversations it did not learn from.")
        )  # fmt: skip
        self.use.setVisible(not active)
        self.roll_back.setVisible(active)
        self.rate.setVisible(bool(judgement.pairs))
        self.rate.setText(
            self.tr("Compare blindly ({rated} of {pairs})").format(
                rated=judgement.rated, pairs=judgement.pairs
            )
        )
        texts = (
            self._preferred(judgement), self._month(judgement),
            self._of_labels(judgement),
        )  # fmt: skip
        shown = bool(judgement.measures), judgement.backtest is not None, bool(judgement.confusion)
        parts = self.measures, self.shares, self.confusion
        for heading, text, said, part, visible in zip(
            self._headings, self._texts, texts, parts, shown, strict=True
        ):
            text.setText(said)
            for widget in (heading, part):
                widget.setVisible(visible)
            text.setVisible(visible and bool(said))

    def _preferred(self, judgement: Judgement) -> str:
        if not judgement.rated:
            return ""
        return self.tr(
            "Compared blindly: the new one was better {new} times, the old one {old} times, {same} "
            "times both were as good."
        ).format(
            new=judgement.preferred_new, old=judgement.preferred_old,
            same=judgement.rated - judgement.preferred_new - judgement.preferred_old,
        )  # fmt: skip

    def _of_labels(self, judgement: Judgement) -> str:
        said = {name for row in judgement.confusion.values() for name in row}
        every = len(said | set(judgement.confusion))
        if every <= len(self.confusion.labels):
            return self.tr("Rows are what was right, columns what was said.")
        text = self.tr("Rows are what was right, columns what was said. Of all labels ({count}) "
                       "those with the most mistakes are shown.")  # fmt: skip
        return text.format(count=words.number(every))

    def _month(self, judgement: Judgement) -> str:
        test = judgement.backtest
        if test is None:
            return ""
        text = self.tr(
            "The real replies of {month} were hidden, and {drafts} of them were drafted again."
        )
        return text.format(month=_month_name(test.month), drafts=words.number(test.drafts))

    def _lay_out(self) -> None:
        self.use.setIcon(icon("check", "on_accent"))
        self.use.setIconSize(BESIDE_TEXT)
        said, line, foot = QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        said.addWidget(self.verdict)
        said.addWidget(self._note)
        line.setSpacing(12)
        line.addWidget(self._sign)
        line.addLayout(said, 1)
        for deed in (self.report, self.rate):
            foot.addWidget(deed)
        foot.addStretch()
        for deed in (self.roll_back, self.use):
            foot.addWidget(deed)
        card = QVBoxLayout(self._card)
        card.setContentsMargins(16, 14, 16, 14)
        card.setSpacing(12)
        card.addLayout(line)
        card.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._card, self.busy, self.problem):
            column.addWidget(widget)
        for at, part in enumerate((self.measures, self.shares, self.confusion)):
            self._headings[at].setContentsMargins(0, 10, 0, 0)
            column.addWidget(self._headings[at])
            column.addWidget(self._texts[at])
            column.addWidget(part)


def _month_name(code: str) -> str:
    """Return the localised name of a month such as "2026-09"."""
    date = QDate.fromString(f"{code}-01", Qt.DateFormat.ISODate)
    form = QCoreApplication.translate("JudgementView", "MMMM yyyy", "month and year, as in Qt")
    return QLocale().toString(date, form) if date.isValid() else code
