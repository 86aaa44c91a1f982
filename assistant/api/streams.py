"""Answers that go out piece by piece, and stop their work when nobody reads them any more."""

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
"""Seconds between an event stream's signs of life."""
UNREAD_S = 60.0
"""Seconds a client may leave its connection full before it counts as gone."""

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
    # as OpenAPI 3.2 describes them (4.14.4)
    "content": {"text/event-stream": {"itemSchema": _SERVER_SENT_EVENT}},
}
"""How the API's description shows an event stream."""

T = TypeVar("T")


class GuardedStream(StreamingResponse):
    """Streams pieces; closes their generator however the answer ends.

    Args:
        pieces: What to send.
        keepalive: Sent now and then, to show that the stream lives.
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
        """Send everything, one piece at a time, as fast as the client reads."""
        ready, coming = anyio.create_memory_object_stream[bytes | None]()
        # pieces come from a task of their own, so that nothing breaks into their generator while
        # it works, and no time limit into a receipt (which could lose the piece)
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
            # the client may be gone and this task cancelled: the work must still be told to end
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
    """A stream of server-sent events (WHATWG HTML, section 9.2)."""
    return GuardedStream(
        events,
        media_type="text/event-stream",
        # a proxy before a company server must not collect events
        headers={"x-accel-buffering": "no"},
        keepalive=KEEPALIVE_COMMENT,
    )


def event(name: str, content: BaseModel, *, id_: int | None = None) -> bytes:
    """One server-sent event."""
    return format_sse_event(
        data_str=content.model_dump_json(), event=name, id=None if id_ is None else str(id_)
    )


async def in_threads(items: Generator[T, None, object]) -> AsyncGenerator[T, None]:
    """Step through a blocking generator in worker threads; close it when this is closed."""
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
    """A generator whose first item was taken already, whole again."""
    try:
        yield first
        yield from rest
    finally:
        rest.close()
