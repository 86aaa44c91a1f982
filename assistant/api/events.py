"""The event stream: progress of jobs, changes of data, and health."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated, cast

from fastapi import APIRouter, Header, Query
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from assistant.api.access import Agent, TheEngine
from assistant.api.request_bodies import StrictRoute
from assistant.api.streams import EVENT_STREAM, event, event_stream
from assistant.contracts import StreamEvent
from assistant.engine import Engine
from assistant.events import EVERYTHING

router = APIRouter(tags=["events"], route_class=StrictRoute)

_ChangeSeq = Annotated[int | None, Query(ge=0, le=2**63 - 1, description="Last `change_seq` seen")]
_LastId = Annotated[str, Header(alias="Last-Event-ID", max_length=100)]


@router.get("/events", response_class=Response, responses={200: EVENT_STREAM})
async def follow_events(
    engine: TheEngine, _: Agent, since: _ChangeSeq = None, last_event_id: _LastId = ""
) -> Response:
    """Events as they happen (`StreamEvent`), after a `hello` with the engine's health.

    A client that reconnects sends the last `change_seq` it saw, as `since` or as `Last-Event-ID`;
    if it missed changes, a `change` of the topic `*` follows the `hello`. For a slow client,
    unread changes are merged.
    """
    if since is None and last_event_id.isascii() and last_event_id.isdigit():
        since = int(last_event_id)
    return event_stream(_frames(engine, since))


async def _frames(engine: Engine, since: int | None) -> AsyncGenerator[bytes, None]:
    # subscribe before the greeting is composed, so that no event is missed in between
    with engine.hub.subscribe() as subscription:
        health = await run_in_threadpool(engine.health)
        change_seq = await run_in_threadpool(engine.store.change_seq)
        yield _frame(StreamEvent(type="hello", change_seq=change_seq, health=health))
        if since is not None and since != change_seq:
            yield _frame(StreamEvent(type="change", change_seq=change_seq, topics=[EVERYTHING]))
        async with aclosing(
            cast("AsyncGenerator[StreamEvent, None]", aiter(subscription))
        ) as happened:
            async for item in happened:
                yield _frame(item)


def _frame(item: StreamEvent) -> bytes:
    return event(item.type, item, id_=item.change_seq)
