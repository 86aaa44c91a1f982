"""The job that keeps an export: reads it once more, stores its conversations without personal
data, and feeds its solved replies to the search. Nothing of it is used before the last
conversation is written."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from assistant import model_paths
from assistant.contracts import TranscriptChoices, TranscriptSet
from assistant.contracts.transcripts import RatingScale
from assistant.errors import CodedError, ConflictError
from assistant.events import TRANSCRIPTS
from assistant.jobs import Step
from assistant.problem_details import problem_of
from assistant.redaction.conversation import FindsNames, redact_conversations
from assistant.redaction.tagger.tagger import Tagger
from assistant.store.database import Actor
from assistant.transcripts.doctor.counting import Doctor, labels_of
from assistant.transcripts.doctor.examining import Reason, Verdict, is_solved
from assistant.transcripts.doctor.excerpts import began, people_of, safe_key
from assistant.transcripts.doctor.findings import names_by_patterns
from assistant.transcripts.doctor.ratings import USUAL, scale_of, stars
from assistant.transcripts.kept import files, search_feed, sets
from assistant.transcripts.kept.examine_job import edited, left_out, unchanged
from assistant.transcripts.kept.identities import Erased, customer_hash, hashes_of
from assistant.transcripts.kept.reading_pass import Judged, Pass
from assistant.transcripts.kept.records import KeptTurn
from assistant.transcripts.kept.reviewing import Review
from assistant.transcripts.kept.rows import Row
from assistant.transcripts.records import ConversationRecord

if TYPE_CHECKING:
    from assistant.engine import Engine

_log = logging.getLogger(__name__)

KIND: Final = "transcripts-keep"
_BEGINNING_ONLY: Final = (
    Reason.ERASED, Reason.UNREADABLE, Reason.DUPLICATE, Reason.NEAR_DUPLICATE, Reason.ONE_SIDE,
)  # fmt: skip
"""Reasons for which only the beginning is kept; from the others, intents and mood can be learnt."""


def submit(engine: Engine, actor: Actor, id_: int, *, solved_replies: bool) -> TranscriptSet:
    """Queue the job that keeps an examined set.

    Raises:
        NotFoundError: There is no such set.
        ConflictError: It is not examined, a job works on it, its file was changed or is gone, or
            nothing of it can be used.
    """
    store = engine.transcripts.store
    with store.claimed(
        id_, "keeping", sets.EXAMINED, sets.REVIEW,
        remedy="Examine the file first; withdraw the approval to keep it again",
    ) as row:  # fmt: skip
        if files.is_gone(engine.home, row.file):
            raise files.gone()
        if not sets.described(row, None).used:
            raise ConflictError(
                expected="conversations that can be used",
                found="none",
                remedy="See why each was left out, and correct the format or who is who",
                code="transcripts.nothing",
            )
        store.change(id_, error=None)

        def work() -> Generator[Step, None, dict[str, Any]]:
            try:
                return (yield from _work(engine, actor, row, solved_replies=solved_replies))
            except CodedError as error:
                store.fail(row.id, problem_of(error))
                raise

        def over() -> None:
            store.settle(row.id)
            engine.hub.changed(TRANSCRIPTS)

        request = {"transcripts": row.id, "name": row.name, "solved_replies": solved_replies}
        job = engine.jobs.submit(actor, KIND, request, work, cleanup=over)
        store.queued(id_, job.id)
    engine.hub.changed(TRANSCRIPTS)
    return store.get(id_)


def _work(
    engine: Engine, actor: Actor, row: Any, *, solved_replies: bool
) -> Generator[Step, None, dict[str, Any]]:
    attempt, counts = row.attempt, None
    while counts is None:
        attempt += 1
        counts = yield from _kept(engine, actor, row, attempt)
    fed = (yield from search_feed.feed(engine, actor, row.id)) if solved_replies else 0
    return {"transcripts": row.id, **counts, "solved_replies": fed}


def _kept(
    engine: Engine, actor: Actor, row: Any, attempt: int
) -> Generator[Step, None, dict[str, int] | None]:
    """One reading; None if a customer, who may be in the samples, was erased meanwhile."""
    store, key = engine.transcripts.store, engine.store.key
    choices = TranscriptChoices.model_validate(row.choices)
    doctor, scale = Doctor(choices.ratings), _scale(row)
    tagger = _tagger(engine)
    keeper = _Keeper(key, Review(seed=row.id), doctor, tagger, scale)
    with files.readable(engine.home, key, row.file) as path:
        unchanged(row, path)
        erased = Erased(engine.home, key)
        reading = Pass(store, row.id, attempt, erased, keeper.rows, doctor, scale)
        yield from reading.run(path, choices)
        unchanged(row, path)
    examination = doctor.examination(reading.detected, edited=edited(engine))
    if tagger is None:
        examination.findings.append(names_by_patterns())
    counts = {"conversations": doctor.conversations, "kept": doctor.used}
    with engine.store.write(actor) as transaction:
        if erased.grew():  # no erasure can happen while this lock is held
            return None
        transaction.audit("transcripts.kept", f"transcripts {row.id}", **counts)
        transaction.touch(TRANSCRIPTS)
        review = keeper.review.result()
        store.finish(row.id, attempt, sets.REVIEW, examination, review, mark=row.mark)
    return counts


def _scale(row: Any) -> RatingScale:
    """The rating scale that the examination found from all ratings of the file."""
    found = row.examination or {}
    if "rating_scale" in found:
        told: RatingScale = found["rating_scale"]
        return told
    return scale_of(map(float, found.get("ratings", {})))  # an examination by an older version


def _tagger(engine: Engine) -> FindsNames | None:
    """The tagger that finds names without patterns; None if its model is not prepared here."""
    try:
        return Tagger(model_paths.default_folder(engine.home))
    except (CodedError, OSError):
        _log.warning("names are found by patterns only: the built-in model is not prepared")
        return None


class _Keeper:
    """Builds the redacted rows of conversations, and samples what was replaced in them."""

    def __init__(
        self, key: bytes, review: Review, doctor: Doctor, tagger: FindsNames | None,
        scale: RatingScale,
    ) -> None:  # fmt: skip
        self.review = review
        self._scale = scale
        self._tagger = tagger
        self._key = key
        self._agent_name = doctor.agents.name

    def rows(self, some: Sequence[Judged]) -> Iterator[Row]:
        """The rows of these conversations, in the same order."""
        learnt = [record for record, verdict in some if verdict.reason not in _BEGINNING_ONLY]
        clean = redact_conversations(learnt, self._tagger)
        for record, verdict in some:
            if verdict.reason in _BEGINNING_ONLY:
                yield left_out(self._key, record, verdict)
            else:
                done = next(clean)
                self.review.add(done)
                yield self._row(record, verdict, done.record)

    def _row(self, record: ConversationRecord, verdict: Verdict, clean: ConversationRecord) -> Row:
        identities = hashes_of(self._key, record)
        return Row(
            key=safe_key(record.key, people_of(record)), row=record.row, reason=verdict.reason,
            at=began(record), agent=self._agent_name(_answering(record, verdict)),
            language=verdict.language, solved=is_solved(record),
            rating=stars(record.rating, USUAL if record.rated_in_words else self._scale),
            customer_hash=customer_hash(self._key, record, identities), identities=identities,
            labels=labels_of(record), subject=clean.subject,
            turns=tuple(
                KeptTurn(
                    message.role.value, redacted.text, message.at,
                    tuple(dict.fromkeys(piece.kind for piece in message.removed)),
                )
                for message, redacted in zip(record.messages, clean.messages, strict=True)
            ),
        )  # fmt: skip


def _answering(record: ConversationRecord, verdict: Verdict) -> str:
    """The author of most of the replies."""
    wrote = [author for author in verdict.replies if author]
    return max(wrote, key=wrote.count, default=record.agent)
