"""Routes that write a draft reply and tell which model writes."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from contextlib import aclosing
from typing import cast

from fastapi import APIRouter
from starlette.responses import Response

from assistant.api import problems
from assistant.api.access import Agent, TheEngine
from assistant.api.request_bodies import StrictRoute
from assistant.api.streams import EVENT_STREAM, begun, event, event_stream, in_threads
from assistant.contracts import DraftEvent, ModelStatus, ReplyRequest
from assistant.store.database import OWNER

router = APIRouter(tags=["answers"], route_class=StrictRoute)


@router.post("/replies", response_class=Response, responses={200: EVENT_STREAM})
def write_reply(engine: TheEngine, actor: Agent, request: ReplyRequest) -> Response:
    """Events of one draft: `draft` (who writes), `waiting`, `text`, `evidence` for each finished
    sentence, `fallback`, and `draft-done`.

    After a second `draft` the text before it is void. A failure after the first event is sent as
    `error` with problem details. Closing the stream stops the writing.
    """
    # on a desktop the owner's name is unknown
    name = "" if actor.id == OWNER.id else actor.name
    events = cast("Generator[DraftEvent, None, None]", engine.reply(request, name))
    # take the first event before the stream begins, so that errors still get their HTTP status
    first = next(events)
    return event_stream(_frames(begun(first, events)))


@router.get("/writer")
def get_writer(engine: TheEngine, _: Agent) -> ModelStatus:
    """Which model writes drafts now, and its state."""
    return engine.dialogue.status().model_copy(update={"drafts": engine.settings.drafts})


async def _frames(events: Generator[DraftEvent, None, None]) -> AsyncGenerator[bytes, None]:
    try:
        async with aclosing(in_threads(events)) as items:
            async for item in items:
                yield event(item.type, item)
    except Exception as error:  # noqa: BLE001 - the edge of the process: told as an event
        yield event("error", problems.of_any(error))
