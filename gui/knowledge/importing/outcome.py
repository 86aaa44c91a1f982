"""The last two steps of the import: progress and outcome."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from assistant.contracts import ImportResult, Job
from gui.knowledge.importing.counts import Counts
from gui.knowledge.importing.problem_list import ProblemList
from gui.look.icons import BESIDE_TEXT, icon
from gui.page import Retranslated
from gui.widgets.labels import Elided, label
from gui.widgets.sign import Sign

_GUESS_AFTER_MS = 4_000
"""The time left is not estimated earlier, for lack of data."""
_GUESS_AFTER_SHARE = 0.02


class ProgressPane(Retranslated):
    """A progress bar, the amount read, and the estimated time left."""

    def __init__(self) -> None:
        super().__init__()
        self._file = ""
        self._job: Job | None = None
        self._clock = QElapsedTimer()
        self._name = Elided("", "heading")
        self._bar = QProgressBar()
        self._said = label("", "muted")
        self._hint = label("", "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addStretch(1)
        for widget in (self._name, self._bar, self._said, self._hint):
            layout.addWidget(widget)
        layout.addStretch(2)
        self.retranslate()

    def begin(self, file: str) -> None:
        """Show the start of an import."""
        self._file, self._job = file, None
        self._clock.start()
        self._bar.setRange(0, 0)
        self.retranslate()

    def show_job(self, job: Job) -> None:
        """Show the progress of the job."""
        self._job = job
        if job.state == "queued":
            self._clock.restart()
        self._bar.setRange(0, job.total or 0)
        self._bar.setValue(job.done)
        self.retranslate()

    def retranslate(self) -> None:
        self._bar.setAccessibleName(self.tr("Progress of the import"))
        self._name.setText(self.tr("Importing {name}").format(name=self._file))
        self._hint.setText(
            self.tr("You can close this and keep working: the import continues by itself.")
        )
        self._said.setText(self._progress())

    def _progress(self) -> str:
        job = self._job
        if job is None:
            return self.tr("Sending the file to the engine")
        if job.state == "queued":
            return self.tr("Waiting for another import to end")
        if not job.total:
            return self.tr("Reading the file")
        share = min(1.0, job.done / job.total)
        read = self.tr("{share} % done").format(share=int(100 * share))
        left = self._left(share)
        return self.tr("{read}, {left}").format(read=read, left=left) if left else read

    def _left(self, share: float) -> str:
        elapsed = self._clock.elapsed()
        if elapsed < _GUESS_AFTER_MS or share < _GUESS_AFTER_SHARE:
            return ""
        minutes = round(elapsed / 60_000 * (1 - share) / share)
        if not minutes:
            return self.tr("less than a minute left")
        return self.tr("about {minutes} min left").format(minutes=minutes)


class OutcomePane(Retranslated):
    """What was added, changed and rejected, and why.

    Signals:
        again: Import the file again, after the user corrected it.
    """

    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._file = ""
        self.result: ImportResult | None = None
        self._sign = Sign("circle-check", "good")
        self._heading = Elided("", "heading")
        self._counts = Counts(dry_run=False)
        self._notes = label("", "muted", wrap=True)
        self.problems = ProblemList()
        self._problems_name = label("", "strong")
        self._save = QPushButton()
        self._save.setIcon(icon("save"))
        self._save.setIconSize(BESIDE_TEXT)
        self._save.clicked.connect(self.problems.choose)
        self._again = QPushButton()
        self._again.setIcon(icon("refresh-cw"))
        self._again.setIconSize(BESIDE_TEXT)
        self._again.clicked.connect(self.again)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._sign)
        head.addWidget(self._heading, 1)
        under = QHBoxLayout()
        under.setSpacing(10)
        for widget in (self._problems_name, self._save, self._again):
            under.addWidget(widget)
        under.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._counts)
        layout.addWidget(self._notes)
        layout.addLayout(under)
        layout.addWidget(self.problems, 1)
        layout.addStretch()
        self.setTabOrder(self._save, self._again)
        self.setTabOrder(self._again, self.problems.table)
        self.retranslate()

    def show_result(self, file: str, result: ImportResult | None) -> None:
        """Show the result of an import; None if it was cancelled."""
        self._file, self.result = file, result
        good = result is not None and not result.failed
        if good:
            self._sign.show_icon("circle-check", "good")
        else:
            self._sign.show_icon("triangle-alert", "warn")
        self._counts.setVisible(result is not None)
        if result is not None:
            self._counts.show_result(result)
            self.problems.show_problems(result.problems, result.failed)
        mended = result is None or bool(result.problems)
        self._again.setVisible(mended)
        for widget in (self._problems_name, self._save, self.problems):
            widget.setVisible(result is not None and mended)
        self.retranslate()

    def summary(self) -> str:
        """Return the outcome in one sentence, for a notice."""
        result, name = self.result, self._file
        if result is None:
            return self.tr("The import of {name} was cancelled").format(name=name)
        text = self.tr("{name} is in. Added: {added}, changed: {changed}, not taken: {failed}")
        return text.format(
            name=name, added=result.added, changed=result.changed, failed=result.failed
        )

    def retranslate(self) -> None:
        result = self.result
        self._heading.setText(
            self.tr("The import of {name} was cancelled").format(name=self._file)
            if result is None
            else self.tr("{name} is in").format(name=self._file)
        )
        self._problems_name.setText(self.tr("Rows that could not be taken"))
        self._save.setText(self.tr("Save the list…"))
        self._again.setText(
            self.tr("Import again") if result is None else self.tr("Import again after correcting")
        )
        notes = self._said(result)
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))

    def _said(self, result: ImportResult | None) -> list[str]:
        if result is None:
            return [
                self.tr("What was finished before is kept. Importing again continues from there.")
            ]
        notes = []
        if result.conversations:
            notes.append(
                self.tr(
                    "Conversations: {count}. Solved replies that can now be found: {replies}. "
                    "Pieces of personal data taken out of them: {pieces}."
                ).format(
                    count=result.conversations, replies=result.solved_replies,
                    pieces=result.redactions,
                )
            )  # fmt: skip
        if result.not_in_file:
            notes.append(
                self.tr("No longer in the file, but kept in the knowledge base: {count}.").format(
                    count=result.not_in_file
                )
            )
        if result.failed:
            notes.append(
                self.tr(
                    "Everything else is in. Correct these rows in the file and import it again: "
                    "only what changed is written."
                )
            )
        return notes
