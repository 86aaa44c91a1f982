"""Runs background jobs one at a time, with progress, cancellation and a persistent record.

The work of a job is a generator of `Step`s; each yield reports progress and is a point where the
job can be cancelled. Its return value is the job's result. A job that ends with a coded error
records that error; any other exception is a bug, which is logged and recorded as such.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import func, insert, select, update

from assistant.contracts import Job, JobPage, StreamEvent
from assistant.errors import CodedError, ConflictError, NotFoundError
from assistant.events import Hub
from assistant.problem_details import BUG, problem_of
from assistant.store import schema
from assistant.store.database import SYSTEM, Actor, Store

_log = logging.getLogger(__name__)
_T = schema.jobs
_PUBLISH_EVERY_S = 0.1
_PATIENCE_S = 60.0
_OVER = ("done", "failed", "cancelled", "interrupted")


@dataclass(frozen=True, slots=True)
class Step:
    """Progress of a job: `done` of `total` (None while unknown)."""

    done: int
    total: int | None = None


Work = Callable[[], Generator[Step, None, dict[str, Any]]]
Cleanup = Callable[[], None]


def nothing_to_clean() -> None:
    """Default cleanup: does nothing."""


@dataclass(slots=True)
class _Running:
    id: int
    actor: Actor
    work: Work
    cancelled: threading.Event
    cleanup: Cleanup


class Jobs:
    """Runs submitted work in one thread, in order."""

    def __init__(self, store: Store, hub: Hub) -> None:
        self._store = store
        self._hub = hub
        self._queue: deque[_Running] = deque()
        self._known: dict[int, _Running] = {}
        self._progress: dict[int, Step] = {}
        # final records of jobs that could not be written to the store because the disk was full
        self._unrecorded: dict[int, dict[str, Any]] = {}
        self._wake = threading.Condition()
        self._stopping = False
        self._paused = False
        self._thread = threading.Thread(target=self._loop, name="jobs", daemon=True)
        self._thread.start()

    @property
    def active(self) -> int:
        """Number of jobs that are queued or running."""
        return len(self._known)

    def submit(
        self, actor: Actor, kind: str, request: dict[str, Any], work: Work, *,
        cleanup: Cleanup = nothing_to_clean,
    ) -> Job:  # fmt: skip
        """Queue work and return its record at once. `work` is never called if the job is cancelled
        before it starts; `cleanup` is always called at the end, and its exceptions are logged."""
        with self._store.write(actor) as transaction:
            id_ = transaction.connection.scalar(
                insert(_T)
                .values(
                    kind=kind, state="queued", actor_id=actor.id, created_at=transaction.now,
                    request=request, change_seq=transaction.change_seq,
                )
                .returning(_T.c.id)
            )  # fmt: skip
            transaction.touch("jobs")
        running = _Running(cast("int", id_), actor, work, threading.Event(), cleanup)
        with self._wake:
            self._known[running.id] = running
            self._queue.append(running)
            self._wake.notify()
        return self.get(running.id)

    def get(self, id_: int) -> Job:
        """Return one job with its current progress.

        Raises:
            NotFoundError: There is no job with this id.
        """
        with self._store.read() as connection:
            row = connection.execute(select(_T).where(_T.c.id == id_)).first()
        if row is None:
            raise NotFoundError(
                expected=f"job {id_}",
                found="nothing there",
                remedy="List them: replydesk jobs list",
            )
        return self._describe(row)

    def listed(self, *, cursor: int | None = None, limit: int = 50) -> JobPage:
        """Return a page of jobs, newest first; `cursor` is the id below which to continue."""
        statement = select(_T).order_by(_T.c.id.desc()).limit(limit + 1)
        if cursor is not None:
            statement = statement.where(_T.c.id < cursor)
        with self._store.read() as connection:
            rows = connection.execute(statement).all()
            total = connection.scalar(select(func.count()).select_from(_T)) or 0
        more = rows[limit - 1].id if len(rows) > limit else None
        return JobPage(items=[self._describe(r) for r in rows[:limit]], total=total, next=more)

    def cancel(self, id_: int) -> Job:
        """Request a job to stop, which it does at its next step.

        Raises:
            NotFoundError: There is no job with this id.
            ConflictError: The job has already ended.
        """
        running, job = self._known.get(id_), self.get(id_)
        if running is None or job.state in _OVER:
            raise ConflictError(
                expected="a queued or running job",
                found=f"job {id_} is {job.state}",
                remedy="Nothing needs to be done",
                code="job.over",
            )
        running.cancelled.set()
        return self.get(id_)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Cancel all jobs, wait until they have ended, and start none until the block ends.

        The caller must hold no lock that a job may wait for.

        Raises:
            ConflictError: A job does not stop within `_PATIENCE_S`.
        """
        with self._wake:
            self._paused = True
            before = list(self._known.values())
            for running in before:
                running.cancelled.set()
            self._wake.notify_all()
            over = self._wake.wait_for(
                lambda: not any(running.id in self._known for running in before), _PATIENCE_S
            )
        try:
            if not over:
                raise ConflictError(
                    expected="jobs that stop when they are cancelled",
                    found=f"one that still runs after {_PATIENCE_S:g} s",
                    remedy="Try again in a minute",
                )
            yield
        finally:
            with self._wake:
                self._paused = False
                self._wake.notify_all()

    def close(self) -> None:
        """Cancel all jobs and wait for the thread to end."""
        with self._wake:
            self._stopping = True
            for running in list(self._known.values()):  # the job's thread takes them out
                running.cancelled.set()
            self._wake.notify_all()
        self._thread.join(timeout=30)

    # ------------------------------------------------------------ the thread

    def _loop(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._may_begin() or self._stopping)
                if not self._queue:
                    return
                running = self._queue.popleft()
            try:
                self._record_late()
                self._run(running)
            finally:
                with self._wake:
                    self._known.pop(running.id, None)
                    self._progress.pop(running.id, None)
                    self._wake.notify_all()

    def _may_begin(self) -> bool:
        """Whether the next job may start; during a pause only a cancelled job, to end at once."""
        return bool(self._queue) and (not self._paused or self._queue[0].cancelled.is_set())

    def _run(self, running: _Running) -> None:
        try:
            if running.cancelled.is_set():
                return self._finish(running, "cancelled")
            self._write(running.id, state="running")
            result = self._drive(running)
            state = "cancelled" if result is None else "done"
            return self._finish(running, state, result=result)
        except CodedError as error:
            return self._finish(running, "failed", error=problem_of(error).model_dump())
        except Exception:  # noqa: BLE001 - a job must end in its record, whatever went wrong
            _log.exception("a job failed", extra={"job_id": running.id})
            return self._finish(running, "failed", error=BUG.model_dump())

    def _drive(self, running: _Running) -> dict[str, Any] | None:
        """Run the work to its end and return its result, or None if it was cancelled."""
        steps = running.work()
        published = 0.0
        try:
            while True:
                step = next(steps)
                self._progress[running.id] = step
                if running.cancelled.is_set():
                    return None
                if time.monotonic() - published > _PUBLISH_EVERY_S:
                    published = time.monotonic()
                    self._publish(running.id)
        except StopIteration as end:
            return dict(end.value)
        finally:
            steps.close()

    def _finish(
        self,
        running: _Running,
        state: str,
        *,
        result: dict[str, Any] | None = None,
        error: dict[str, Any] | None = None,
    ) -> None:
        try:
            running.cleanup()
        except Exception:  # noqa: BLE001 - a full disk, say: the jobs behind it must go on
            _log.exception("a job left something behind", extra={"job_id": running.id})
        step = self._progress.get(running.id, Step(0))
        end = {
            "state": state, "result": result, "error": error, "done": step.done,
            "total": step.total,
        }  # fmt: skip
        try:
            self._write(running.id, **end)
        except CodedError:
            # the disk is full: clients must still be told that the job ended
            _log.exception("a job's end could not be recorded", extra={"job_id": running.id})
            self._unrecorded[running.id] = end | {"finished_at": datetime.now(UTC)}
            with suppress(CodedError):  # its row may be gone: the store was restored
                self._publish(running.id)

    def _record_late(self) -> None:
        """Retry writing the final records that could not be written before."""
        for id_, end in list(self._unrecorded.items()):
            with suppress(CodedError):
                self._write(id_, **end)
                del self._unrecorded[id_]

    def _write(self, id_: int, **values: Any) -> None:
        with self._store.write(SYSTEM) as transaction:
            if values["state"] in _OVER:
                values.setdefault("finished_at", transaction.now)
            transaction.execute(
                update(_T).where(_T.c.id == id_).values(change_seq=transaction.change_seq, **values)
            )
            transaction.touch("jobs")
        if values["state"] in _OVER:
            self._known.pop(id_, None)
        self._publish(id_)

    def _publish(self, id_: int) -> None:
        self._hub.publish(StreamEvent(type="job", job=self.get(id_)))

    def _describe(self, row: Any) -> Job:
        fields = {name: getattr(row, name) for name in Job.model_fields}
        step = self._progress.get(row.id)
        if step is not None:
            fields |= {"done": step.done, "total": step.total}
        fields |= self._unrecorded.get(row.id, {})
        return Job.model_validate(fields)
