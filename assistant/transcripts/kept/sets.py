"""The rows of sets: one per export, with its state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal, cast

from sqlalchemy import Connection, delete, insert, select, update

from assistant.contracts import (
    Examination,
    ProblemDetails,
    TranscriptChoices,
    TranscriptReview,
    TranscriptSet,
)
from assistant.errors import ConflictError, NotFoundError
from assistant.transcripts.kept import schema

_S = schema.sets
Working = Literal["examining", "keeping"]
EXAMINED: Final = "examined"
REVIEW: Final = "review"
APPROVED: Final = "approved"


@dataclass(frozen=True, slots=True)
class Work:
    """What a job is doing with a set; the id of the job is None until it is queued."""

    state: Working
    job: int | None = None


def create(
    connection: Connection, name: str, file: dict[str, str], choices: TranscriptChoices
) -> int:
    """Insert a new set that is not examined yet; return its id."""
    statement = insert(_S).values(
        name=name, rests="", attempt=0, created_at=datetime.now(UTC), file=file, mark="",
        choices=choices.model_dump(mode="json"), source="", solved_replies=0,
    )  # fmt: skip
    return cast("int", connection.scalar(statement.returning(_S.c.id)))


def row(connection: Connection, id_: int) -> Any:
    """The row of a set.

    Raises:
        NotFoundError: There is no set with this id.
    """
    found = connection.execute(select(_S).where(_S.c.id == id_)).first()
    if found is None:
        raise NotFoundError(
            expected=f"transcripts {id_}",
            found="nothing there",
            remedy="List them: replydesk transcripts list",
        )
    return found


def rows(connection: Connection) -> list[Any]:
    """Every set, newest first."""
    return list(connection.execute(select(_S).order_by(_S.c.id.desc())))


def change(connection: Connection, id_: int, **values: Any) -> None:
    """Update some columns of a set."""
    connection.execute(update(_S).where(_S.c.id == id_).values(**values))


def remove(connection: Connection, id_: int) -> None:
    """Delete a set with all its conversations."""
    row(connection, id_)
    connection.execute(delete(_S).where(_S.c.id == id_))


def described(row: Any, work: Work | None) -> TranscriptSet:
    """A set as the API returns it.

    Args:
        row: Its row.
        work: What a job of this engine process is doing with it, if any.
    """
    examination = Examination.model_validate(row.examination) if row.examination else None
    reasons = sum(examination.reasons.values()) if examination else 0
    return TranscriptSet(
        id=row.id, name=row.name, state=work.state if work else row.rests or "failed",
        job=work.job if work else None, created_at=row.created_at,
        choices=TranscriptChoices.model_validate(row.choices), examination=examination,
        used=examination.conversations - reasons if examination else 0,
        error=ProblemDetails.model_validate(row.error) if row.error else None,
        redactions=(row.review or {}).get("counts", {}), solved_replies=row.solved_replies,
    )  # fmt: skip


def review_of(row: Any) -> TranscriptReview:
    """What a person reviews before approving a set.

    Raises:
        NotFoundError: Nothing of it is kept.
    """
    if row.review is None:
        raise NotFoundError(
            expected="transcripts of which something is kept",
            found=_how_far(row.rests),
            remedy="Keep them first: replydesk transcripts keep ID",
            code="transcripts.state",
        )
    return TranscriptReview.model_validate(row.review)


def not_in(row: Any, remedy: str) -> ConflictError:
    """The error for an action that the state of a set does not allow."""
    return ConflictError(
        expected="transcripts that have reached this step",
        found=_how_far(row.rests),
        remedy=remedy,
        code="transcripts.state",
    )


def _how_far(state: str) -> str:
    if state == APPROVED:
        return "that they are approved"
    if state == REVIEW:
        return "that they wait to be looked through"
    return "that they are examined, not kept" if state else "that their examination failed"


STOPPED: Final = ProblemDetails(
    title="The examination was stopped",
    status=409,
    detail="It did not finish: it was cancelled, or the engine was stopped.",
    code="transcripts.stopped",
    remedy="Examine it again",
)
"""The error of a set whose first examination was interrupted."""
