"""Dialog that imports files one after the other: choose, preview, import, outcome."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from assistant.contracts import ImportResult, Job, ProblemDetails
from gui.knowledge.importing.choosing import ChoosePane
from gui.knowledge.importing.file_import import FileImport
from gui.knowledge.importing.outcome import OutcomePane, ProgressPane
from gui.knowledge.importing.preview import PreviewPane
from gui.notices import SHORT_MS, UNDO_MS, Notice, Tone
from gui.page import WindowContext
from gui.widgets.dropping import DroppedFiles
from gui.widgets.labels import label

_SIZE: Final = (920, 660)
_LEAST: Final = (740, 480)


class ImportDialog(QDialog):
    """One per window. Closing it during an import only hides it."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._run: FileImport | None = None
        self._waiting: list[Path] = []
        self.setMinimumSize(*_LEAST)
        self.resize(*_SIZE)
        self.choosing = ChoosePane()
        self.preview = PreviewPane()
        self.progress = ProgressPane()
        self.outcome = OutcomePane()
        self._steps = QStackedWidget()
        for pane in (self.choosing, self.preview, self.progress, self.outcome):
            self._steps.addWidget(pane)
        self._queue = label("", "muted")
        self._leave = QPushButton()
        self._leave.setAutoDefault(False)
        self._other = QPushButton()
        self._other.setAutoDefault(False)
        self.go = QPushButton()
        self.go.setProperty("kind", "main")
        self.go.setDefault(True)
        self._lay_out()
        self._connect()
        self._show_step(self.choosing)

    def take(self, files: Sequence[Path]) -> None:
        """Queue files; the first one is read immediately if the dialog is idle."""
        self._waiting += files
        if self._run is None and self._waiting:
            self._next()
        self._retranslate()

    @property
    def running(self) -> bool:
        """Whether an import is running."""
        return self._run is not None and self._run.running

    def reopen(self) -> None:
        """Bring the dialog to the front."""
        self.show()
        self.raise_()
        self.activateWindow()

    def reject(self) -> None:
        """Close the dialog: a preview is cancelled, an import continues with a notice."""
        if self.running:
            self.hide()
            text = self.tr("The import of {name} continues").format(name=self._name())
            self._tell(text, "info", SHORT_MS)
            return
        if self._run is not None:
            self._run.abandon()
        super().reject()
        self.deleteLater()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    # ------------------------------------------------------------ steps

    def _next(self) -> None:
        """Read the next file; if there is none, ask for one."""
        self._drop_run()
        self.choosing.show_problem(None, None)
        if not self._waiting:
            self._show_step(self.choosing)
            return
        run = FileImport(self.context, self._waiting.pop(0), self)
        run.progressed.connect(self._on_progress)
        run.previewed.connect(self._on_preview)
        run.imported.connect(self._on_imported)
        run.stopped.connect(self._on_stopped)
        run.failed.connect(self._on_failed)
        self._run = run
        self._read(anew=True)

    def _read(self, *, anew: bool, mapping: dict[str, str] | None = None) -> None:
        if self._run is None:
            return
        self.go.setEnabled(False)
        self.preview.expect(self._name(), anew=anew)
        self._show_step(self.preview)
        self._run.preview(mapping)

    def _begin(self) -> None:
        if self._run is None:
            return
        self.progress.begin(self._name())
        self._show_step(self.progress)
        self._run.begin()

    def _again(self) -> None:
        """Read the same file again with the same column mapping."""
        if self._run is not None:
            self.choosing.show_problem(None, None)
            self._read(anew=True, mapping=self._run.mapping)

    def _drop_run(self) -> None:
        if self._run is not None:
            self._run.abandon()
            self._run.deleteLater()
            self._run = None

    # ------------------------------------------------------------ progress of the import

    def _on_progress(self, job: Job) -> None:
        if self.running:
            self.progress.show_job(job)
        else:
            self.preview.show_progress(job)

    def _on_preview(self, result: ImportResult) -> None:
        self.preview.show_result(result)
        self.go.setEnabled(result.read > 0)
        if self._leave.hasFocus() and self.go.isEnabled():
            self.go.setFocus()

    def _on_imported(self, result: ImportResult) -> None:
        self.outcome.show_result(self._name(), result)
        self._show_step(self.outcome)
        self._tell_if_hidden("warn" if result.failed else "good")

    def _on_stopped(self) -> None:
        if self._steps.currentWidget() is self.preview:
            self.preview.rest()
            self._next()
            return
        self.outcome.show_result(self._name(), None)
        self._show_step(self.outcome)
        self._tell_if_hidden("warn")

    def _on_failed(self, problem: ProblemDetails) -> None:
        self.preview.rest()
        self.choosing.show_problem(self._run.file if self._run else None, problem)
        self._show_step(self.choosing)
        if not self.isVisible():
            text = self.tr("{name} could not be imported").format(name=self._name())
            self._tell(text, "bad", 0, code=problem.code, last=True)

    def _tell_if_hidden(self, tone: Tone) -> None:
        if self.isVisible():
            return
        text, more = self.outcome.summary(), len(self._waiting)
        if more:  # must stay until it is closed, because nobody has seen the result yet
            text = self.tr("{outcome}\nFiles waiting: {count}").format(outcome=text, count=more)
        self._tell(text, tone, 0 if more else UNDO_MS, last=True)

    def _tell(
        self, text: str, tone: Tone, stays_ms: int, *, code: str = "", last: bool = False
    ) -> None:
        """Show a notice that reopens the dialog; after the last one the hidden dialog is closed."""

        def act() -> None:
            if isValid(self):  # it may have been reopened and closed in the meantime
                self.reopen()

        def gone() -> None:
            if last and isValid(self) and not self.isVisible() and not self.running:
                self.reject()

        self.context.notices.told.emit(
            Notice(
                text=text, tone=tone, code=code, action=self.tr("Show"), act=act,
                stays_ms=stays_ms, gone=gone,
            )
        )  # fmt: skip

    # ------------------------------------------------------------ display

    def _name(self) -> str:
        return self._run.file.name if self._run is not None else ""

    def _show_step(self, pane: QWidget) -> None:
        self._steps.setCurrentWidget(pane)
        self._retranslate()
        if pane is self.choosing:
            self.choosing.take_focus()
        else:
            self._leave.setFocus()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Import"))
        pane, more = self._steps.currentWidget(), len(self._waiting)
        self._queue.setText(self.tr("Files waiting: {count}").format(count=more) if more else "")
        self._leave.setText(
            self.tr("Close and continue in the background")
            if pane is self.progress
            else self.tr("Close")
        )
        self._other.setVisible(pane is not self.choosing or bool(more))
        self._other.setText(
            self.tr("Cancel the import")
            if pane is self.progress
            else self.tr("Skip this file")
            if more and pane is not self.outcome
            else self.tr("Another file")
        )
        self.go.setVisible(pane is self.preview or (pane is self.outcome and bool(more)))
        self.go.setText(self.tr("Import") if pane is self.preview else self.tr("Next file"))
        if pane is self.outcome:
            self._other.setVisible(not more)
            self.go.setEnabled(True)

    def _on_other(self) -> None:
        if self._steps.currentWidget() is self.progress and self._run is not None:
            self._run.cancel()
        else:
            self._next()

    def _on_go(self) -> None:
        if self._steps.currentWidget() is self.preview:
            self._begin()
        else:
            self._next()

    def _on_files(self, files: Sequence[Path]) -> None:
        """Queue more files; they replace a file that failed."""
        if self._steps.currentWidget() is self.choosing:
            self._drop_run()
        self.take(files)

    def _on_saved(self, path: str) -> None:
        text = self.tr("The list is saved as {name}").format(name=Path(path).name)
        self._queue.setText(text)

    def _on_unsaved(self, path: str) -> None:
        text = self.tr("{name} could not be written: choose another folder")
        self._queue.setText(text.format(name=Path(path).name))

    def _connect(self) -> None:
        DroppedFiles(self).dropped.connect(self._on_files)
        self.choosing.chosen.connect(self._on_files)
        self.choosing.again.connect(self._again)
        self.preview.mapping_changed.connect(lambda new: self._read(anew=False, mapping=new))
        self.preview.given_up.connect(self._next)
        self.outcome.again.connect(self._again)
        self.outcome.problems.saved.connect(self._on_saved)
        self.outcome.problems.failed.connect(self._on_unsaved)
        self._leave.clicked.connect(self.reject)
        self._other.clicked.connect(self._on_other)
        self.go.clicked.connect(self._on_go)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._queue, 1)
        for button in (self._leave, self._other, self.go):
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        layout.addWidget(self._steps, 1)
        layout.addLayout(foot)
