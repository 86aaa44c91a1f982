"""One export on its way: examined, corrected, stored without personal data, approved."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal

from assistant.contracts import Job, TranscriptChange, TranscriptSet
from assistant.contracts.transcripts import Examination, TranscriptChoices, TranscriptReview
from gui.page import WindowContext
from gui.settings.rows import Group, button
from gui.settings.section import Section
from gui.training import words
from gui.training.asking import asked
from gui.training.corrections import Corrections
from gui.training.doctor import DoctorView
from gui.training.export_footer import ExportFooter
from gui.training.review import ReviewView
from gui.training.skipped import SkippedDialog
from gui.training.working import Working
from gui.widgets.labels import label, restyle
from gui.widgets.problem_card import ProblemCard
from gui.widgets.switch import Switch

_SETTLE_MS: Final = 400
_BUSY: Final = ("examining", "keeping")
_TEXTS: Final = {"text", "message", "utterance", "question", "sentence", "query"}
_LABELS: Final = {"label", "category", "intent", "class", "mood", "tag"}


class ExportPane(Section):
    """Shows the export set with `hold`.

    Attributes:
        foot: The buttons, placed by the page where they stay visible.

    Signals:
        training_wanted: Train on the export (its id).
        groups_wanted: Group its messages (its id).
        table_wanted: The export is a labelled table, to be trained on directly.
        gone: The export was removed.
        stepped: Name of the step (`Steps`) that the export has reached.
    """

    topics = frozenset({"transcripts"})
    needs = "lead"
    widest = 960
    training_wanted = Signal(int)
    groups_wanted = Signal(int)
    table_wanted = Signal()
    gone = Signal()
    stepped = Signal(str)

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self._id = 0
        self.item: TranscriptSet | None = None
        self._reviewed: int | None = None
        self.working, self.problem = Working(), ProblemCard()
        self.banner = label("", "", wrap=True)
        self.doctor, self.review = DoctorView(), ReviewView()
        self.correct, self.as_table = button("link"), button("link")
        self.corrections = Corrections()
        self.search = Switch()
        self._group = Group()
        self._search_row = self._group.row(self.search)
        self.search.setChecked(True)
        self.foot = ExportFooter()
        for part in (
            self.working, self.problem, self.banner, self.review, self.doctor, self.as_table,
            self.correct, self.corrections, self._group,
        ):  # fmt: skip
            self.body.addWidget(part)
        for link in (self.correct, self.as_table):
            self.body.setAlignment(link, Qt.AlignmentFlag.AlignLeft)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_SETTLE_MS)
        self._again.timeout.connect(super().refresh)
        self._connect()
        self.retranslate()

    def hold(self, id_: int) -> None:
        """Show another export."""
        if id_ != self._id:
            self._id, self.item, self._reviewed = id_, None, None
            self.working.rest()
            self.corrections.hide()
            self.content.hide()
            self.foot.show_state("examining", usable=False)
        self.refresh()

    def read(self) -> None:
        if self._id:
            self.ask(self.context.engine.transcripts(self._id, self), self.show_export)

    def _on_data(self, topics: frozenset[str]) -> None:
        if (self.topics & topics or "*" in topics) and not self._again.isActive():
            self._again.start()

    # ------------------------------------------------------------ display

    def show_export(self, item: TranscriptSet) -> None:
        """Show the current state of the export."""
        if item.id != self._id:
            return
        before, self.item = self.item, item
        changed = before is None or before.state != item.state
        found = item.examination
        known = found is not None and bool(found.detected.format)
        self._show_work(item)
        self.problem.show_problem(item.error)
        told = item.state not in _BUSY and found is not None
        self.doctor.setVisible(told and item.state != "review")
        if found is not None and told and (before is None or before.examination != found):
            self.doctor.show_examination(found)
            self.corrections.show_detected(found.detected, item.choices)
        elif found is None and changed:
            self.corrections.show_detected(None, item.choices)
        unknown = item.state == "failed" or (told and not known)
        self.correct.setVisible(item.state == "examined" and known)
        self.as_table.setVisible(told and not known and _has_labels(found))
        if changed or not told:
            self.corrections.setVisible(item.state in ("examined", "failed") and unknown)
        self._group.setVisible(item.state == "examined" and known)
        self.review.setVisible(item.state in ("review", "approved"))
        if item.state in ("review", "approved") and self._reviewed != item.id:
            self._read_review(item.id)
        self.foot.show_state(item.state, usable=known and item.used > 0)
        self._offer_again()
        self.retranslate()
        self.stepped.emit({"review": "check", "approved": "train"}.get(item.state, "import"))

    def _show_work(self, item: TranscriptSet) -> None:
        if item.state == "examining":
            self.working.begin(self.tr("The export is being examined. Nothing is kept yet."))
        elif item.state == "keeping":
            self.working.begin(
                self.tr("Personal data is being replaced, and what is left is kept encrypted."),
                self.tr("You can leave this page; it continues."),
            )
        else:
            self.working.rest()

    def _read_review(self, id_: int) -> None:
        self._reviewed = id_

        def came(review: TranscriptReview) -> None:
            if self._id == id_:
                self.review.show_review(review)

        self.context.engine.review_transcripts(id_, self).then(came, self.context.notices.problem)

    def _on_job(self, job: Job) -> None:
        item = self.item
        if item is None or not (job.id == item.job or job.request.get("transcripts") == item.id):
            return
        if job.state in ("queued", "running"):
            if item.state in _BUSY:
                self.working.progress(job)
        else:
            self.refresh()

    # ------------------------------------------------------------ actions

    def keep(self) -> None:
        """Store the conversations without personal data."""
        self._reviewed = None
        call = self.context.engine.keep_transcripts(
            self._id, self, solved_replies=self.search.isChecked()
        )
        self.do(call, self.tr("Beginning…"), self.show_export)

    def approve(self, yes: bool = True) -> None:
        """Approve the export for training, or withdraw the approval."""
        change = TranscriptChange(approved=yes)
        call = self.context.engine.change_transcripts(self._id, change, self)
        self.do(call, self.tr("Saving…"), self.show_export)

    def examine_again(self, choices: TranscriptChoices) -> None:
        """Examine the export again with the user's corrections."""
        self.corrections.hide()
        self.foot.again.hide()
        call = self.context.engine.examine_again(self._id, choices, self)
        self.do(call, self.tr("Beginning…"), self.show_export, self._not_begun)

    def _not_begun(self, problem: object) -> None:
        self.corrections.show()  # keeps the corrections in view
        self._offer_again()
        self.context.notices.problem(problem)  # type: ignore[arg-type]  # a call fails with problems

    def cancel(self) -> None:
        """Cancel the running job."""
        job = self.item.job if self.item is not None else None
        if job is not None:
            self.working.cancel.setEnabled(False)
            call = self.context.engine.cancel_job(job, self)
            call.then(lambda _: self.refresh(), self.context.notices.problem)

    def remove(self) -> None:
        """Delete all data of the export, after confirmation."""
        if self.item is None:
            return
        question = self.tr("Remove {name}?").format(name=self.item.name)
        text = self.tr("What was kept of it is deleted, its solved replies too. What was learnt "
                       "from it stays in the versions that were made.")  # fmt: skip
        if asked(self, question, text, self.tr("Remove")):
            call = self.context.engine.remove_transcripts(self._id, self)
            self.do(call, self.tr("Removing…"), lambda _: self.gone.emit())

    def _show_skipped(self, reason: str) -> None:
        found = self.item.examination if self.item is not None else None
        if found is not None:
            SkippedDialog(self.context, self._id, found.reasons, reason, self).open()

    def _offer_again(self) -> None:
        item = self.item
        if item is None:
            return
        found = item.examination
        unknown = found is None or not found.detected.format
        self.foot.offer_again(
            self.corrections.isVisibleTo(self.content) and item.state in ("examined", "failed"),
            needed=unknown or item.state == "failed", changed=self.corrections.is_changed(),
        )  # fmt: skip

    def _toggle_corrections(self) -> None:
        self.corrections.setVisible(not self.corrections.isVisible())
        self._offer_again()
        if self.corrections.isVisible():
            self.corrections.format.setFocus()
        self.retranslate()

    # ------------------------------------------------------------ texts

    def retranslate(self) -> None:
        item = self.item
        self.head(item.name if item is not None else self.tr("Export"), self._intro_text())
        self.correct.setText(
            self.tr("Leave it as it was found")
            if self.corrections.isVisibleTo(self.content)
            else self.tr("Is something wrong? Correct it…")
        )
        self.as_table.setText(self.tr("A table of messages with labels? Train on it as it is…"))
        self._group.say("")
        self._search_row.say(
            self.tr("Let the search find its solved replies"),
            self.tr("They are offered beside your articles, without personal data."),
        )
        self._say_banner(item)

    def _intro_text(self) -> str:
        item = self.item
        if item is None:
            return ""
        return words.export_states()[item.state][0]

    def _say_banner(self, item: TranscriptSet | None) -> None:
        state = item.state if item is not None else ""
        text = {
            "review": self.tr("Look at what was replaced. Nothing is learnt from this export "
                              "until you approve it."),
            "approved": self.tr("You approved this export for training."),
        }.get(state, "")  # fmt: skip
        self.banner.setText(text)
        self.banner.setVisible(bool(text))
        restyle(self.banner, "kind", "good" if state == "approved" else "strong")

    def _connect(self) -> None:
        self.context.link.job_changed.connect(self._on_job)
        self.working.given_up.connect(self.cancel)
        self.doctor.skipped_wanted.connect(self._show_skipped)
        self.as_table.clicked.connect(self.table_wanted)
        self.correct.clicked.connect(self._toggle_corrections)
        self.corrections.changed.connect(self._offer_again)
        self.foot.again.clicked.connect(lambda: self.examine_again(self.corrections.choices()))
        self.foot.keep.clicked.connect(self.keep)
        self.foot.approve.clicked.connect(lambda: self.approve())
        self.foot.take_back.clicked.connect(lambda: self.approve(yes=False))
        self.foot.train.clicked.connect(lambda: self.training_wanted.emit(self._id))
        self.foot.group.clicked.connect(lambda: self.groups_wanted.emit(self._id))
        self.foot.remove.clicked.connect(self.remove)


def _has_labels(found: Examination | None) -> bool:
    """Return whether the columns are those of labelled messages."""
    names = {name.strip().casefold() for name in (found.detected.columns if found else ())}
    return bool(names & _TEXTS) and bool(names & _LABELS)
