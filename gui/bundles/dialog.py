"""Dialog that applies a bundle: verify, show the content, confirm, apply."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from assistant.contracts import BundleContent, Job, ProblemDetails
from gui.bundles.content_view import ContentView
from gui.bundles.work import BundleWork
from gui.page import WindowContext
from gui.settings.rows import button
from gui.widgets.busy import Busy
from gui.widgets.labels import Elided, label
from gui.widgets.problem_card import ProblemCard

_SIZE: Final = (640, 660)
_LEAST: Final = (520, 380)
_KEY_CODES: Final = ("bundle.key", "bundle.key-missing", "bundle.untrusted")
_NO_KEY: Final = "bundle.key-missing"


class BundleDialog(QDialog):
    """One per window. Closing it while a bundle is being applied only hides it."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._work: BundleWork | None = None
        self._began = self._done = False
        self.setMinimumSize(*_LEAST)
        self.resize(*_SIZE)
        self._name = Elided("", "title")
        self._why = label("", "muted", wrap=True)
        self.busy, self.problem, self.content = Busy(), ProblemCard(), ContentView()
        self.choose_key, self.again = button(), button()
        self.leave, self.take = button(), button("main")
        self.take.setDefault(True)
        self._lay_out()
        self._connect()
        self._retranslate()

    def look_into(self, file: Path) -> None:
        """Verify a bundle and show its content; refused while another one is being applied."""
        if self._work is not None:
            if self._work.taking:
                text = self.tr("{name} is being taken in. Open the other one afterwards.")
                self._context.notices.tell(text.format(name=self._work.file.name), "info")
                return
            self._work.abandon()
            self._work.deleteLater()
        self._work = work = BundleWork(self._context, file, self)
        work.progressed.connect(self._on_progress)
        work.looked.connect(self._on_looked)
        work.taken.connect(self._on_taken)
        work.stopped.connect(self._on_stopped)
        work.failed.connect(self._on_failed)
        self._look()

    def reopen(self) -> None:
        """Bring the dialog to the front."""
        self.show()
        self.raise_()
        self.activateWindow()

    def reject(self) -> None:
        """Close the dialog: an inspection is cancelled, applying continues."""
        if self._work is not None and self._work.taking:
            self.hide()
            return
        if self._work is not None:
            self._work.abandon()
        super().reject()
        self.deleteLater()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    # ------------------------------------------------------------ steps

    def _look(self) -> None:
        if self._work is None:
            return
        self._began = self._done = False
        self._show_only(self.busy)
        self.busy.begin(self.tr("Checking the signature and every file"))
        self._retranslate()
        self._work.look()

    def _take_in(self) -> None:
        if self._work is None:
            return
        self._began = True
        self._show_only(self.busy)
        self.busy.begin(self.tr("Taking it in"))
        self._retranslate()
        self._work.take(use=self.content.use.isChecked(), older=self.content.is_older)

    def _use_key(self, name: str) -> None:
        if self._work is not None:
            self._context.preferences.change(bundle_key=name)
            self._work.trust = name
            self._look()

    def _ask_key(self) -> None:
        dialog = QFileDialog(self, self.tr("The public key of your company"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Public keys (*.pub *.pem)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(self._use_key)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # ------------------------------------------------------------ progress of the job

    def _on_progress(self, job: Job) -> None:
        self.busy.progress(job.done, job.total)

    def _on_looked(self, content: BundleContent) -> None:
        self._show_content(content, taken=False)
        self.take.setFocus()

    def _on_taken(self, content: BundleContent) -> None:
        self._done = True
        self._show_content(content, taken=True)
        self.leave.setFocus()
        if not self.isVisible():
            text = self.tr("The bundle {name} was taken in")
            self._context.notices.tell(text.format(name=self._file_name()), "good")
            self.reject()

    def _on_stopped(self) -> None:
        self.reject()

    def _on_failed(self, problem: ProblemDetails) -> None:
        known = self._context.preferences.now.bundle_key
        work = self._work
        if problem.code == _NO_KEY and work is not None and known and not work.trust:
            work.trust = known
            work.look()  # retry with the key chosen for an earlier bundle
            return
        self.busy.rest()
        self.problem.show_problem(problem)
        self._show_only(self.problem)
        self._retranslate()
        (self.choose_key if self.choose_key.isVisibleTo(self) else self.leave).setFocus()
        if not self.isVisible():
            self._context.notices.problem(problem)
            self.reject()

    # ------------------------------------------------------------ display

    def _show_content(self, content: BundleContent, *, taken: bool) -> None:
        self.busy.rest()
        chosen = Path(self._work.trust).name if self._work is not None else ""
        self.content.show_content(content, chosen, taken=taken)
        self._show_only(self._scrolled)
        self._retranslate()

    def _show_only(self, shown: QWidget) -> None:
        if shown is not self.problem:
            self.problem.show_problem(None)
        self._scrolled.setVisible(shown is self._scrolled)
        if shown is not self.busy:
            self.busy.rest()

    def _file_name(self) -> str:
        return self._work.file.name if self._work is not None else ""

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Bundle"))
        self._name.setText(self._file_name())
        problem = self.problem.problem
        shown = self._scrolled.isVisibleTo(self)
        deployed = self._work is not None and not self._work.trust
        wants_key = problem is not None and problem.code in _KEY_CODES
        refused = problem is not None and problem.code == "bundle.untrusted" and deployed
        self.choose_key.setVisible(wants_key and not refused)
        self.again.setVisible(problem is not None and not wants_key)
        self.take.setVisible(shown and not self._done)
        possible = self.content.changes or self.content.use.isChecked()
        self.take.setEnabled(possible)
        self._why.setText(self._explained(shown=shown, possible=possible))
        self._why.setVisible(bool(self._why.text()))
        self.choose_key.setText(self.tr("Choose the key file…"))
        self.again.setText(self.tr("Try again"))
        self.take.setText(self.tr("Take it in"))
        self.leave.setText(self.tr("Close"))

    def _explained(self, *, shown: bool, possible: bool) -> str:
        if self.problem.problem is not None:
            if self._began:
                return self.tr(
                    "What went in before this stays. Taken in again, it continues from there."
                )
            return self.tr("Nothing of this bundle was used.")
        if shown and not self._done and not possible:
            return self.tr("Everything in it is already here: there is nothing to take in.")
        if shown and self._done:
            return self.tr("Every change of an entry is in its history, and the model before stays "
                           "on the shelf.")  # fmt: skip
        return ""

    def _connect(self) -> None:
        self.busy.given_up.connect(lambda: self._work.cancel() if self._work else None)
        self.leave.clicked.connect(self.reject)
        self.take.clicked.connect(self._take_in)
        self.again.clicked.connect(self._look)
        self.choose_key.clicked.connect(self._ask_key)
        self.content.use.toggled.connect(lambda _: self._retranslate())

    def _lay_out(self) -> None:
        self._scrolled = QScrollArea()
        self._scrolled.setWidgetResizable(True)
        self._scrolled.setWidget(self.content)
        self._scrolled.hide()
        foot = QHBoxLayout()
        foot.addStretch(1)
        for each in (self.leave, self.again, self.choose_key, self.take):
            foot.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        for widget in (self._name, self.busy, self.problem):
            layout.addWidget(widget)
        layout.addWidget(self._scrolled, 1)
        layout.addWidget(self._why)
        layout.addStretch(0)
        layout.addLayout(foot)
