"""Routes for exports of support tools: examine, keep without personal data, review, approve."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool

from assistant.api.access import Lead, OwnerOnly, TheEngine
from assistant.api.parameters import Cursor, IdInPath, Limit
from assistant.api.request_bodies import StrictRoute
from assistant.api.uploads import FILE_AS_BODY, FileName, absolute, label_of, receive
from assistant.contracts import (
    SkippedPage,
    TranscriptChange,
    TranscriptChoices,
    TranscriptKeepRequest,
    TranscriptPage,
    TranscriptRequest,
    TranscriptReview,
    TranscriptSet,
)
from assistant.transcripts.kept import actions, examine_job, keep_job

router = APIRouter(prefix="/transcripts", tags=["transcripts"], route_class=StrictRoute)

_Reason = Annotated[str, Query(max_length=40, description="Why; empty for every reason")]


@router.post("", status_code=202)
def examine_file(
    engine: TheEngine, actor: Lead, _: OwnerOnly, request: TranscriptRequest
) -> TranscriptSet:
    """Examine an export on the engine's machine, as a job. Only its own user may name a path."""
    path = absolute(request.path)
    return examine_job.submit_file(engine, actor, path, request.name or path.name, request.choices)


@router.post("/upload", status_code=202, openapi_extra=FILE_AS_BODY)
async def send_transcripts(
    engine: TheEngine, actor: Lead, request: Request, name: FileName
) -> TranscriptSet:
    """Upload an export to examine; its bytes are the body. It is stored encrypted until kept."""
    label = label_of(name)
    arrived = await receive(engine.home, request, label)
    try:
        return await run_in_threadpool(examine_job.submit_sent, engine, actor, arrived, label)
    finally:
        arrived.unlink(missing_ok=True)


@router.get("")
def list_transcripts(engine: TheEngine, _: Lead) -> TranscriptPage:
    """All exports, newest first."""
    return TranscriptPage(items=engine.transcripts.store.sets())


@router.get("/{id}")
def get_transcripts(engine: TheEngine, _: Lead, id: IdInPath) -> TranscriptSet:
    """One export with its examination."""
    return engine.transcripts.store.get(id)


@router.post("/{id}/examine", status_code=202)
def examine_again(
    engine: TheEngine, actor: Lead, id: IdInPath, choices: TranscriptChoices
) -> TranscriptSet:
    """Examine an export again with other choices, as a job. 409 while a job works on it."""
    return examine_job.submit(engine, actor, id, choices)


@router.get("/{id}/skipped")
def list_skipped(
    engine: TheEngine,
    _: Lead,
    id: IdInPath,
    reason: _Reason = "",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> SkippedPage:
    """A page of the conversations that were left out, in the order of the file."""
    return engine.transcripts.store.skipped(id, reason=reason, cursor=cursor, limit=limit)


@router.post("/{id}/keep", status_code=202)
def keep_transcripts(
    engine: TheEngine, actor: Lead, id: IdInPath, request: TranscriptKeepRequest
) -> TranscriptSet:
    """Keep its conversations without personal data, as a job. 409 if the file has changed."""
    return keep_job.submit(engine, actor, id, solved_replies=request.solved_replies)


@router.get("/{id}/review")
def review_transcripts(engine: TheEngine, _: Lead, id: IdInPath) -> TranscriptReview:
    """Samples of what was replaced, and of what was left although it looks personal."""
    return engine.transcripts.store.review(id)


@router.patch("/{id}")
def change_transcripts(
    engine: TheEngine, actor: Lead, id: IdInPath, change: TranscriptChange
) -> TranscriptSet:
    """Rename an export, approve it for training, or withdraw the approval."""
    return actions.change(engine, actor, id, change)


@router.delete("/{id}", status_code=204)
def remove_transcripts(engine: TheEngine, actor: Lead, id: IdInPath) -> None:
    """Delete an export with its solved replies. 409 while a job works on it."""
    actions.remove(engine, actor, id)
