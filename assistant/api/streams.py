"""Streaming responses that stop their work when the client disconnects or stops reading."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Generator, Mapping
from typing import Any, TypeVar

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Send

KEEPALIVE_S = 15.0
"""Seconds between keepalive comments of an event stream."""
UNREAD_S = 60.0
"""Seconds that sending one piece may take before the client counts as gone."""

_SERVER_SENT_EVENT = {
    "type": "object",
    "properties": {
        "event": {"type": "string"},
        "data": {"type": "string", "contentMediaType": "application/json"},
        "id": {"type": "string"},
    },
}
EVENT_STREAM: dict[str, Any] = {
    "description": "Server-sent events; the data of each is JSON",
    # as in OpenAPI 3.2, section 4.14.4
    "content": {"text/event-stream": {"itemSchema": _SERVER_SENT_EVENT}},
}
"""OpenAPI description of a response that is an event stream."""

T = TypeVar("T")


class GuardedStream(StreamingResponse):
    """Streams pieces, and closes their generator however the response ends.

    Args:
        pieces: The pieces to send.
        keepalive: Sent every `KEEPALIVE_S` seconds to keep the connection open; None: never.
    """

    def __init__(
        self,
        pieces: AsyncGenerator[bytes, None],
        *,
        media_type: str,
        headers: Mapping[str, str] | None = None,
        keepalive: bytes | None = None,
    ) -> None:
        super().__init__(pieces, headers=headers, media_type=media_type)
        self._pieces = pieces
        self._keepalive = keepalive

    async def stream_response(self, send: Send) -> None:
        """Send all pieces, one at a time, as fast as the client reads them."""
        ready, coming = anyio.create_memory_object_stream[bytes | None]()
        # pieces are produced in a task of their own, so that neither a cancellation interrupts
        # their generator nor a timeout interrupts `receive`, which could lose a piece
        async with anyio.create_task_group() as group:
            group.start_soon(self._produce, ready)
            if self._keepalive:
                group.start_soon(self._show_life, ready.clone(), self._keepalive)
            try:
                await send(
                    {"type": "http.response.start", "status": self.status_code,
                     "headers": self.raw_headers}
                )  # fmt: skip
                await self._forward(coming, send)
            finally:
                coming.close()
                group.cancel_scope.cancel()

    async def _produce(self, ready: MemoryObjectSendStream[bytes | None]) -> None:
        try:
            async for piece in self._pieces:
                await ready.send(piece)
            await ready.send(None)
        finally:
            ready.close()
            # shielded, as this task may be cancelled: the generator must be closed all the same
            with anyio.CancelScope(shield=True):
                await self._pieces.aclose()

    async def _show_life(
        self, ready: MemoryObjectSendStream[bytes | None], keepalive: bytes
    ) -> None:
        async with ready:
            while True:
                await anyio.sleep(KEEPALIVE_S)
                await ready.send(keepalive)

    async def _forward(self, coming: MemoryObjectReceiveStream[bytes | None], send: Send) -> None:
        piece: bytes | None = b""
        while piece is not None:
            piece = await coming.receive()
            async with asyncio.timeout(UNREAD_S):
                await send(
                    {"type": "http.response.body", "body": piece or b"",
                     "more_body": piece is not None}
                )  # fmt: skip


def event_stream(events: AsyncGenerator[bytes, None]) -> GuardedStream:
    """Return a response of server-sent events (WHATWG HTML, section 9.2)."""
    return GuardedStream(
        events,
        media_type="text/event-stream",
        # a reverse proxy must not buffer events
        headers={"x-accel-buffering": "no"},
        keepalive=KEEPALIVE_COMMENT,
    )


def event(name: str, content: BaseModel, *, id_: int | None = None) -> bytes:
    """Format one server-sent event."""
    return format_sse_event(
        data_str=content.model_dump_json(), event=name, id=None if id_ is None else str(id_)
    )


async def in_threads(items: Generator[T, None, object]) -> AsyncGenerator[T, None]:
    """Iterate over a blocking generator in worker threads; close it when this one is closed."""
    try:
        while True:
            item = await run_in_threadpool(next, items, None)
            if item is None:
                return
            yield item
    finally:
        with anyio.CancelScope(shield=True):
            await run_in_threadpool(items.close)


def begun(first: T, rest: Generator[T, None, None]) -> Generator[T, None, None]:
    """Put the first item, which was already taken, back in front of the rest of a generator."""
    try:
        yield first
        yield from rest
    finally:
        rest.close()
