"""Answers that go out piece by piece, and stop their work when nobody reads them any more."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Generator, Mapping
from typing import Any, TypeVar

import anyio
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Send

KEEPALIVE_S = 15.0
"""Seconds of quiet after which an event stream shows a sign of life."""
UNREAD_S = 60.0
"""Seconds a client may leave its connection full before it counts as gone."""

EVENT_STREAM: dict[str, Any] = {
    "description": "A stream of server-sent events; the data of each is JSON",
    "content": {"text/event-stream": {"schema": {"type": "string"}}},
}
"""How the API's description shows an event stream."""

T = TypeVar("T")


class GuardedStream(StreamingResponse):
    """Streams pieces; closes their generator however the answer ends.

    Args:
        pieces: What to send.
        keepalive: Sent whenever there is nothing else for a while.
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
        coming: asyncio.Task[bytes | None] | None = None
        quiet = KEEPALIVE_S if self._keepalive else None
        try:
            await send(
                {"type": "http.response.start", "status": self.status_code,
                 "headers": self.raw_headers}
            )  # fmt: skip
            while True:
                coming = coming or asyncio.ensure_future(_next_of(self._pieces))
                await asyncio.wait({coming}, timeout=quiet)
                if coming.done():
                    piece, coming = coming.result(), None
                else:
                    piece = self._keepalive
                async with asyncio.timeout(UNREAD_S):
                    await send(
                        {"type": "http.response.body", "body": piece or b"",
                         "more_body": piece is not None}
                    )  # fmt: skip
                if piece is None:
                    return
        finally:
            # the client may be gone and this task cancelled: the work must still be told to end
            with anyio.CancelScope(shield=True):
                if coming is not None:
                    coming.cancel()
                    with contextlib.suppress(asyncio.CancelledError, Exception):
                        await coming
                await self._pieces.aclose()


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


async def _next_of(pieces: AsyncGenerator[bytes, None]) -> bytes | None:
    return await anext(pieces, None)
