"""One stream of what happens in the engine, for everybody who listens.

Publishing never waits: a listener that does not keep up has its changes merged, and its job
progress reduced to the newest of each job, so memory stays bounded whatever a client does.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Final

from assistant.contracts import StreamEvent

BACKUPS: Final = "backups"
"""The topic of a change of which backups there are."""
WRITER: Final = "writer"
"""The topic of a change of who writes drafts, or how that one is."""
TRANSCRIPTS: Final = "transcripts"
"""The topic of a change of what exports brought, or how far one is."""
EVERYTHING: Final = "*"
"""The topic of a change that may have touched anything."""


class Subscription:
    """What one listener has not read yet. Iterate it in the event loop that made it."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._ready = asyncio.Event()
        self._lock = threading.Lock()
        self._waiting: dict[object, StreamEvent] = {}
        self._closed = False

    def put(self, event: StreamEvent) -> None:
        """Add an event, merging it with an unread one of the same kind. From any thread."""
        with self._lock:
            key = (event.type, event.job.id if event.job else None)
            older = self._waiting.pop(key, None)
            if older is not None and event.type == "change":
                topics = sorted({*older.topics, *event.topics})
                seq = older.change_seq if event.change_seq is None else event.change_seq
                event = event.model_copy(update={"topics": topics, "change_seq": seq})
            self._waiting[key] = event
        self._wake()

    def close(self) -> None:
        """End the iteration. From any thread."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        # a loop that is closing has no one left to wake
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ready.set)

    async def __aiter__(self) -> AsyncIterator[StreamEvent]:
        while True:
            await self._ready.wait()
            self._ready.clear()
            with self._lock:
                events, self._waiting = list(self._waiting.values()), {}
            for event in events:
                yield event
            if self._closed:
                return


class Hub:
    """Hands each event to every subscription."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._subscriptions: set[Subscription] = set()

    @property
    def listeners(self) -> int:
        return len(self._subscriptions)

    def publish(self, event: StreamEvent) -> None:
        with self._lock:
            subscriptions = list(self._subscriptions)
        for subscription in subscriptions:
            subscription.put(event)

    def changed(self, *topics: str, change_seq: int | None = None) -> None:
        """Tell what changed; without a number, what lies outside the store's rows."""
        self.publish(StreamEvent(type="change", change_seq=change_seq, topics=sorted(topics)))

    @contextmanager
    def subscribe(self) -> Iterator[Subscription]:
        """A subscription for the running event loop, until the block ends."""
        subscription = Subscription()
        with self._lock:
            self._subscriptions.add(subscription)
        try:
            yield subscription
        finally:
            with self._lock:
                self._subscriptions.discard(subscription)

    def close(self) -> None:
        """End every subscription."""
        with self._lock:
            subscriptions = list(self._subscriptions)
        for subscription in subscriptions:
            subscription.close()
