"""The store of kept conversations without personal data, and of their sets' states."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Connection

from assistant.contracts import (
    Examination,
    Notice,
    ProblemDetails,
    SkippedPage,
    TranscriptChoices,
    TranscriptReview,
    TranscriptSet,
)
from assistant.errors import CodedError, ConflictError
from assistant.paths import Home
from assistant.transcripts.kept import rows, sets
from assistant.transcripts.kept.database import open_database
from assistant.transcripts.kept.identities import Erased
from assistant.transcripts.kept.records import KeptConversation
from assistant.transcripts.kept.rows import Row
from assistant.transcripts.kept.sets import Work, Working

_log = logging.getLogger(__name__)


class TranscriptStore:
    """The sets of a home and their conversations. Safe to use from several threads.

    Args:
        home: The home whose file it is.
        key: The store's key.

    Attributes:
        notice: A notice for the user that a damaged file was moved aside; None otherwise.

    Raises:
        StoreNewerError, StoreFullError, HomeUnwritableError: It cannot be opened.
    """

    def __init__(self, home: Home, key: bytes) -> None:
        self.key = key
        self.notice: Notice | None
        self.database, self.notice = open_database(home, key)
        self._working: dict[int, Work] = {}
        self._states = threading.RLock()

    def close(self) -> None:
        """Close every connection. Safe to call twice."""
        self.database.close()

    # ------------------------------------------------------------ looked at

    def sets(self) -> list[TranscriptSet]:
        """Every export, newest first."""
        return self._described(sets.rows)

    def get(self, id_: int) -> TranscriptSet:
        """One export.

        Raises:
            NotFoundError: There is no export with this id.
        """
        return self._described(lambda connection: [sets.row(connection, id_)])[0]

    def row(self, id_: int) -> Any:
        """The row of an export, including columns that the API does not return."""
        with self.database.read() as connection:
            return sets.row(connection, id_)

    def conversations(
        self, set_ids: Sequence[int] = (), *, usable: bool = True
    ) -> Iterator[KeptConversation]:
        """The conversations that may be used for training, set by set, in the order of the files.

        Args:
            set_ids: Approved exports; by default all of them.
            usable: Only conversations that are used; otherwise also those left out, with reasons.

        Raises:
            NotFoundError: One of the exports does not exist.
            ConflictError: One of the exports is not approved.
        """
        wanted = list(set_ids) or [one.id for one in self.sets() if one.state == sets.APPROVED]
        for id_ in wanted:
            if self.get(id_).state != sets.APPROVED:
                raise ConflictError(
                    expected="transcripts that were approved",
                    found="others",
                    remedy="Look through what was replaced, then approve them",
                    code="transcripts.not-approved",
                )
        return self._all_of(wanted, usable=usable)

    def kept(self, id_: int) -> Iterator[KeptConversation]:
        """The used conversations of an export, approved or not, for the engine's own work on it."""
        return self._all_of([id_], usable=True)

    def count(self, id_: int) -> int:
        """Number of conversations of an export that are kept and used."""
        with self.database.read() as connection:
            return rows.count_usable(connection, id_)

    def skipped(
        self, id_: int, *, reason: str = "", cursor: int | None = None, limit: int = 50
    ) -> SkippedPage:
        """A page of the conversations that were left out.

        Raises:
            NotFoundError: There is no such export.
        """
        with self.database.read() as connection:
            sets.row(connection, id_)
            items, total, following = rows.skipped(
                connection, id_, reason=reason, cursor=cursor or 0, limit=limit
            )
        return SkippedPage(items=items, total=total, next=following)

    def review(self, id_: int) -> TranscriptReview:
        """The samples of what was replaced, and of what was left, for a person to review.

        Raises:
            NotFoundError: There is no such export, or nothing of it is kept.
        """
        return sets.review_of(self.row(id_))

    def _all_of(self, set_ids: Sequence[int], *, usable: bool) -> Iterator[KeptConversation]:
        for id_ in set_ids:
            after = 0
            while True:
                # a read transaction held for hours would keep the log from being truncated
                with self.database.read() as connection:
                    some = rows.page(connection, id_, after=after, usable=usable)
                if not some:
                    break
                yield from some
                after = some[-1].id

    # ------------------------------------------------------------ changed

    def change(self, id_: int, **values: Any) -> None:
        """Update columns of a set.

        Raises:
            NotFoundError: There is no such export.
        """
        with self.database.write() as connection:
            sets.row(connection, id_)
            sets.change(connection, id_, **values)

    def remove(self, id_: int) -> None:
        """Delete everything of an export.

        Raises:
            NotFoundError: There is no such export.
        """
        with self.database.write() as connection:
            sets.remove(connection, id_)

    @contextmanager
    def idle(self, id_: int) -> Iterator[Any]:
        """The row of a set, on which no job can begin to work until the block ends.

        Raises:
            NotFoundError: There is no such export.
            ConflictError: A job works on it.
        """
        with self._states:
            self._refuse_while_working(id_)
            yield self.row(id_)

    # ------------------------------------------------------------ worked on

    @contextmanager
    def begun(self, name: str, file: dict[str, str], choices: TranscriptChoices) -> Iterator[Any]:
        """The row of a new export, claimed for the job queued in the block; removed on failure."""
        with self.database.write() as connection:
            id_ = sets.create(connection, name, file, choices)
            self._working[id_] = Work("examining")  # before others can see it
        try:
            yield self.row(id_)
        except BaseException:
            self._working.pop(id_, None)
            self.remove(id_)
            raise

    @contextmanager
    def claimed(self, id_: int, work: Working, *allowed: str, remedy: str) -> Iterator[Any]:
        """Claim a set for a job that is queued in the block; released if the block fails.

        Args:
            id_: Id of the set.
            work: What the job does.
            allowed: States in which the set may be claimed ("" is not examined successfully yet).
            remedy: Advice for the error in any other state.

        Raises:
            NotFoundError: There is no such export.
            ConflictError: A job works on it, or it is in another state.
        """
        with self._states:
            self._refuse_while_working(id_)
            row = self.row(id_)
            if row.rests not in allowed:
                raise sets.not_in(row, remedy)
            self._put_in_order([id_])
            self._working[id_] = Work(work)
        try:
            yield row
        except BaseException:
            self.settle(id_)
            raise

    def queued(self, id_: int, job: int) -> None:
        """Record which job works on a claimed set, unless the job is already done."""
        with self._states:
            if id_ in self._working:
                self._working[id_] = Work(self._working[id_].state, job)

    def write(self, id_: int, attempt: int, batch: Sequence[Row], erased: Erased) -> None:
        """Add conversations, except those of erased people, to an attempt that is not final."""
        with self.database.write() as connection:
            # a later erasure waits for the write lock, and so finds these rows
            erased.refresh()
            staying = [row for row in batch if not erased.meets(row.identities, row.at)]
            sets.row(connection, id_)
            rows.write(connection, id_, attempt, staying)

    def finish(
        self,
        id_: int,
        attempt: int,
        state: str,
        examination: Examination,
        review: TranscriptReview | None = None,
        **values: Any,
    ) -> None:
        """Make an attempt the one that counts. Rows of other attempts are deleted only afterwards
        (`settle`): that may take a while, and the caller may be blocking other writers."""
        with self.database.write() as connection:
            sets.change(
                connection, id_, rests=state, attempt=attempt, error=None,
                examination=examination.model_dump(mode="json"),
                review=review.model_dump(mode="json") if review else None, **values,
            )  # fmt: skip

    def fail(self, id_: int, problem: ProblemDetails) -> None:
        """Store why a job failed, if the disk allows."""
        with suppress(CodedError):
            self.change(id_, error=problem.model_dump(mode="json"))

    def settle(self, id_: int) -> None:
        """Release a set, however its job ended, and delete the rows that do not count."""
        with self._states:
            self._working.pop(id_, None)
        try:
            self._put_in_order([id_])
        except CodedError as error:
            # such as a full disk: the leftover rows do not count, and the next start deletes them
            _log.warning("transcripts could not be put in order", extra={"code": error.code})

    def settle_all(self) -> None:
        """Clean up after an engine that was killed."""
        with self.database.read() as connection:
            ids = [row.id for row in sets.rows(connection)]
        self._put_in_order([id_ for id_ in ids if id_ not in self._working])

    def _put_in_order(self, ids: Sequence[int]) -> None:
        with self.database.write() as connection:
            known = {row.id: row for row in sets.rows(connection)}
            for row in (known[id_] for id_ in ids if id_ in known):
                rows.drop_other_attempts(connection, row.id, row.attempt)
                if not row.rests and row.error is None:
                    stopped = sets.STOPPED.model_dump(mode="json")
                    sets.change(connection, row.id, error=stopped)

    def _refuse_while_working(self, id_: int) -> None:
        if id_ in self._working:
            raise ConflictError(
                expected="transcripts that no job works on",
                found="a job that still does",
                remedy="Wait until it is done, or cancel it",
                code="transcripts.busy",
            )

    def _described(self, read: Callable[[Connection], list[Any]]) -> list[TranscriptSet]:
        """The sets in a consistent state: read again if a job began or ended meanwhile."""
        while True:
            before = dict(self._working)
            with self.database.read() as connection:
                found = read(connection)
            if self._working == before:
                return [sets.described(row, before.get(row.id)) for row in found]
