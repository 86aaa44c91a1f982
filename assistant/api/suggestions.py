"""Routes that suggest answers to a customer's message, and plain search."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from contextlib import aclosing
from typing import Annotated, cast

from fastapi import APIRouter, Query
from starlette.responses import Response

from assistant import searching
from assistant.answering import AnswerEvent
from assistant.api import problems
from assistant.api.access import Agent, TheEngine
from assistant.api.parameters import LangInQuery, Words
from assistant.api.request_bodies import StrictRoute
from assistant.api.streams import EVENT_STREAM, begun, event, event_stream, in_threads
from assistant.contracts import (
    Done,
    SearchResults,
    Sources,
    Suggestion,
    SuggestionRequest,
    Understood,
)

router = APIRouter(tags=["answers"], route_class=StrictRoute)

_NAMES: dict[type[AnswerEvent], str] = {
    Understood: "understood",
    Sources: "sources",
    Suggestion: "suggestion",
    Done: "done",
}


@router.post("/suggestions", response_class=Response, responses={200: EVENT_STREAM})
def suggest(engine: TheEngine, _: Agent, request: SuggestionRequest) -> Response:
    """Events of one answer: `understood`, `sources`, `suggestion` (each card once), `done`.

    A failure after the first event is sent as `error` with problem details. Closing the stream
    stops the work.
    """
    events = cast("Generator[AnswerEvent, None, None]", engine.answer(request))
    # take the first event before the stream begins, so that errors still get their HTTP status
    first = next(events)
    return event_stream(_frames(begun(first, events)))


@router.get("/search")
def search(
    engine: TheEngine,
    _: Agent,
    q: Words,
    lang: LangInQuery = "",
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> SearchResults:
    """Ranked entries for a query, with confidence; long texts go to `/suggestions`."""
    return searching.search(engine, q, lang=lang, limit=limit)


async def _frames(events: Generator[AnswerEvent, None, None]) -> AsyncGenerator[bytes, None]:
    try:
        async with aclosing(in_threads(events)) as items:
            async for item in items:
                yield event(_NAMES[type(item)], item)
    except Exception as error:  # noqa: BLE001 - the edge of the process: told as an event
        yield event("error", problems.of_any(error))
