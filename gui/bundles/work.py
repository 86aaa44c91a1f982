"""One bundle at the engine: looked into, then taken in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from assistant.contracts import BundleContent, BundleRequest, Job, ProblemDetails
from gui.engine.awaited_job import AwaitedJob
from gui.page import Desk


class BundleWork(QObject):
    """Asks for a job and follows it. Every step ends in one of the signals.

    Attributes:
        trust: The file of the public key; empty: the one that the administrator deployed.

    Signals:
        progressed: The `Job` as it goes on.
        looked: The `BundleContent` of a dry run.
        taken: The `BundleContent` of what was taken in.
        stopped: It was cancelled.
        failed: `ProblemDetails`.
    """

    progressed = Signal(object)
    looked = Signal(object)
    taken = Signal(object)
    stopped = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.file = file
        self.trust = ""
        self._dry_run = True
        self._job = AwaitedJob(desk.engine, desk.link, self)
        self._job.progressed.connect(self.progressed)
        self._job.done.connect(self._on_done)
        self._job.stopped.connect(self.stopped)
        self._job.failed.connect(self._on_failed)

    @property
    def taking(self) -> bool:
        """Whether it is being taken in just now."""
        return not self._dry_run and self._job.running

    def look(self) -> None:
        """Check all of it, and ask what it would change."""
        self._ask(BundleRequest(path=self._path, trust=self.trust, dry_run=True))

    def take(self, *, use: bool, older: bool = False) -> None:
        """Take in what it holds.

        Args:
            use: Let its model write drafts from then on.
            older: A newer one was taken before, which a person was told.
        """
        self._ask(BundleRequest(path=self._path, trust=self.trust, use=use, older=older))

    def cancel(self) -> None:
        """Stop at the engine's next step; `stopped` says when."""
        self._job.cancel()

    def abandon(self) -> None:
        """Stop without a word: nobody waits for it any more."""
        self._job.abandon()

    @property
    def _path(self) -> str:
        return str(self.file.absolute())

    def _ask(self, request: BundleRequest) -> None:
        self._dry_run = request.dry_run
        self._job.begin(self._desk.engine.take_bundle(request, self))

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
