"""Inspects and applies one bundle through jobs of the engine."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from assistant.contracts import BundleContent, BundleRequest, Job, ProblemDetails
from gui.engine.awaited_job import AwaitedJob
from gui.page import WindowContext


class BundleWork(QObject):
    """Starts a job and follows it. Every step ends with one of the signals.

    Attributes:
        trust: Path of the public key file; empty for the one deployed by the administrator.

    Signals:
        progressed: The `Job`, whenever its progress changes.
        looked: The `BundleContent` of a dry run.
        taken: The `BundleContent` of the applied bundle.
        stopped: It was cancelled.
        failed: `ProblemDetails`.
    """

    progressed = Signal(object)
    looked = Signal(object)
    taken = Signal(object)
    stopped = Signal()
    failed = Signal(object)

    def __init__(self, context: WindowContext, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.file = file
        self.trust = ""
        self._dry_run = True
        self._job = AwaitedJob(context.engine, context.link, self)
        self._job.progressed.connect(self.progressed)
        self._job.done.connect(self._on_done)
        self._job.stopped.connect(self.stopped)
        self._job.failed.connect(self._on_failed)

    @property
    def taking(self) -> bool:
        """Whether the bundle is being applied."""
        return not self._dry_run and self._job.running

    def look(self) -> None:
        """Verify the whole bundle and request what it would change."""
        self._ask(BundleRequest(path=self._path, trust=self.trust, dry_run=True))

    def take(self, *, use: bool, older: bool = False) -> None:
        """Apply the bundle.

        Args:
            use: Let its model write drafts from then on.
            older: Allow it although a newer bundle was applied before; the user has been told.
        """
        self._ask(BundleRequest(path=self._path, trust=self.trust, use=use, older=older))

    def cancel(self) -> None:
        """Request cancellation at the engine's next step; `stopped` is emitted then."""
        self._job.cancel()

    def abandon(self) -> None:
        """Cancel without emitting a signal."""
        self._job.abandon()

    @property
    def _path(self) -> str:
        return str(self.file.absolute())

    def _ask(self, request: BundleRequest) -> None:
        self._dry_run = request.dry_run
        self._job.begin(self._context.engine.take_bundle(request, self))

    def _on_done(self, job: Job) -> None:
        content = BundleContent.model_validate(job.result)
        (self.looked if self._dry_run else self.taken).emit(content)

    def _on_failed(self, problem: ProblemDetails | None) -> None:
        self.failed.emit(problem or self._interrupted())

    def _interrupted(self) -> ProblemDetails:
        found = self.tr("that the engine stopped in the middle")
        return ProblemDetails(
            title=found, status=0, detail=found, code="bundle.interrupted", found=found,
            expected=self.tr("a bundle that is taken in completely"),
            remedy=self.tr("Take it in again: what is already there is not taken twice"),
        )  # fmt: skip
