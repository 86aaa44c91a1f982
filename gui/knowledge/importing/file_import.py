"""Import of one file: previewed after every change of the column mapping, then imported."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileInfo, QObject, Signal

from assistant.contracts import ImportResult, Job, ProblemDetails
from gui.engine.awaited_job import AwaitedJob
from gui.engine.call import TOLD_FROM
from gui.page import WindowContext

_MEGABYTE: Final = 1 << 20


class FileImport(QObject):
    """Uploads a file and follows its job. Every step ends with one of the signals.

    Signals:
        progressed: The `Job`, whenever its progress changes.
        previewed: The `ImportResult` of a dry run.
        imported: The `ImportResult` of the import.
        stopped: It was cancelled; what had been imported is kept.
        failed: `ProblemDetails`: the file as a whole could not be imported.
    """

    progressed = Signal(object)
    previewed = Signal(object)
    imported = Signal(object)
    stopped = Signal()
    failed = Signal(object)

    def __init__(self, context: WindowContext, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.file = file
        self.mapping: dict[str, str] = {}
        self._in_part = False
        self._dry_run = True
        self._job = AwaitedJob(context.engine, context.link, self)
        self._job.progressed.connect(self.progressed)
        self._job.done.connect(self._on_done)
        self._job.stopped.connect(self.stopped)
        self._job.failed.connect(self._on_failed)

    @property
    def running(self) -> bool:
        """Whether the import itself (not a preview) is running."""
        return not self._dry_run and self._job.running

    def preview(self, mapping: Mapping[str, str] | None = None) -> None:
        """Read the file without writing anything; a pending step is abandoned."""
        self.mapping = dict(mapping or {})
        self._send(dry_run=True)

    def begin(self) -> None:
        """Import the file with the column mapping of the last preview."""
        self._send(dry_run=False)

    def cancel(self) -> None:
        """Request cancellation at the engine's next step; `stopped` is emitted then."""
        if self._job.asked_for and self._in_part:
            self._job.abandon()  # the engine starts no job before the upload is complete
            self.stopped.emit()
        else:
            self._job.cancel()

    def abandon(self) -> None:
        """Cancel without emitting a signal."""
        self._job.abandon()

    def _send(self, *, dry_run: bool) -> None:
        self._job.abandon()
        self._dry_run = dry_run
        too_large = self._too_large()
        if too_large is not None:
            self.failed.emit(too_large)
            return
        mapping = json.dumps(self.mapping, ensure_ascii=False) if self.mapping else ""
        call = self._context.engine.upload(self.file, self, mapping=mapping, dry_run=dry_run)
        if call is None:
            self.failed.emit(self._unreadable())
            return
        self._in_part = QFileInfo(str(self.file)).size() >= TOLD_FROM
        call.sent.connect(self._on_part)
        self._job.begin(call)

    def _on_part(self, share: float) -> None:
        self._in_part = share < 1

    def _on_done(self, job: Job) -> None:
        result = ImportResult.model_validate(job.result or {"source": self.file.name})
        (self.previewed if self._dry_run else self.imported).emit(result)

    def _on_failed(self, problem: ProblemDetails | None) -> None:
        self.failed.emit(problem or self._interrupted())

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
        """Return the problem if the file is larger than the engine accepts, to avoid the upload."""
        health = self._context.link.state.health
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
            self.tr("an import that runs to its end"),
            self.tr("that the engine stopped in the middle"),
            self.tr("Import the file again: it continues where it stopped"),
            code="import.interrupted",
        )


def _problem(expected: str, found: str, remedy: str, *, code: str) -> ProblemDetails:
    return ProblemDetails(
        title=found, status=0, detail=found, code=code, expected=expected, found=found,
        remedy=remedy,
    )  # fmt: skip
