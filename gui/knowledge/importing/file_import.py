"""One file on its way in: previewed as often as its columns are named anew, then imported."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileInfo, QObject, Signal

from assistant.contracts import ImportResult, Job, ProblemDetails
from gui.engine.call import Call
from gui.page import Desk

_RUNS: Final = ("queued", "running")
_MEGABYTE: Final = 1 << 20


class FileImport(QObject):
    """Sends a file and follows its job. Every step ends in one of the signals.

    Signals:
        progressed: The `Job` as it goes on.
        previewed: The `ImportResult` of a dry run.
        imported: The `ImportResult` of the import.
        stopped: It was cancelled; what was finished before is kept.
        failed: `ProblemDetails`: the file as a whole did not go in.
    """

    progressed = Signal(object)
    previewed = Signal(object)
    imported = Signal(object)
    stopped = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.file = file
        self.mapping: dict[str, str] = {}
        self._sending: Call | None = None
        self._job: Job | None = None
        self._dry_run = True
        desk.link.job_changed.connect(self._on_job)
        desk.link.attached.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether the import itself (no preview) is under way."""
        return not self._dry_run and (self._sending is not None or self._job is not None)

    def preview(self, mapping: Mapping[str, str] | None = None) -> None:
        """Read the file without writing anything; what was under way is given up."""
        self.mapping = dict(mapping or {})
        self._send(dry_run=True)

    def begin(self) -> None:
        """Import it, with the columns of the last preview."""
        self._send(dry_run=False)

    def cancel(self) -> None:
        """Stop; the engine does at its next step, and `stopped` says when."""
        if self._sending is not None:
            self._give_up()
            self.stopped.emit()
        elif self._job is not None:
            # a refusal says that it is over, which is told by the job itself
            self._desk.engine.cancel_job(self._job.id, self)

    def abandon(self) -> None:
        """Stop without a word: nobody waits for it any more."""
        self._give_up()

    def _send(self, *, dry_run: bool) -> None:
        self._give_up()
        self._dry_run = dry_run
        too_large = self._too_large()
        if too_large is not None:
            self.failed.emit(too_large)
            return
        mapping = json.dumps(self.mapping, ensure_ascii=False) if self.mapping else ""
        call = self._desk.engine.upload(self.file, self, mapping=mapping, dry_run=dry_run)
        if call is None:
            self.failed.emit(self._unreadable())
            return
        self._sending = call
        call.then(self._on_sent, self._on_refused)

    def _give_up(self) -> None:
        if self._sending is not None:
            self._sending.cancel()
            self._sending = None
        job, self._job = self._job, None
        if job is not None:
            self._desk.engine.cancel_job(job.id, self)

    def _on_sent(self, job: Job) -> None:
        self._sending = None
        self._job = job
        self.progressed.emit(job)
        self._look()  # it may have ended before its number was known here

    def _on_refused(self, problem: ProblemDetails) -> None:
        self._sending = None
        self.failed.emit(problem)

    def _look(self) -> None:
        if self._job is not None:
            self._desk.engine.job(self._job.id, self).then(self._on_job)

    def _on_job(self, job: Job) -> None:
        if self._job is None or job.id != self._job.id:
            return
        if job.state in _RUNS:
            self._job = job
            self.progressed.emit(job)
            return
        self._job = None
        if job.state == "done":
            result = ImportResult.model_validate(job.result or {"source": self.file.name})
            (self.previewed if self._dry_run else self.imported).emit(result)
        elif job.state == "cancelled":
            self.stopped.emit()
        else:
            self.failed.emit(job.error or self._interrupted())

    def _unreadable(self) -> ProblemDetails:
        found = (
            self.tr("a folder")
            if self.file.is_dir()
            else self.tr("one that is gone or that you may not read")
        )
        return _problem(
            self.tr("a file that can be read"),
            found,
            self.tr("Choose a file that is there and that you may read"),
            code="file.access",
        )

    def _too_large(self) -> ProblemDetails | None:
        """Why the engine would refuse the file, before it is sent in vain."""
        health = self._desk.link.state.health
        size = QFileInfo(str(self.file)).size()
        if health is None or size <= health.upload_megabytes * _MEGABYTE:
            return None
        return _problem(
            self.tr("a file of at most {megabytes} MB").format(megabytes=health.upload_megabytes),
            self.tr("one of {megabytes} MB").format(megabytes=-(-size // _MEGABYTE)),
            self.tr("Split the file, or raise upload_megabytes in the engine's settings"),
            code="file.size",
        )

    def _interrupted(self) -> ProblemDetails:
        return _problem(
            self.tr("an import that goes on to its end"),
            self.tr("that the engine stopped in the middle"),
            self.tr("Import the file again: it goes on where it stopped"),
            code="import.interrupted",
        )


def _problem(expected: str, found: str, remedy: str, *, code: str) -> ProblemDetails:
    return ProblemDetails(
        title=found, status=0, detail=found, code=code, expected=expected, found=found,
        remedy=remedy,
    )  # fmt: skip
