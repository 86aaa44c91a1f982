"""Publishes events of the engine to any number of subscribers.

Publishing never blocks. For a subscriber that does not keep up, unread changes are merged and only
the newest progress of each job is kept, so memory stays bounded.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Final

from assistant.contracts import StreamEvent

BACKUPS: Final = "backups"
"""Topic: the list of backups changed."""
WRITER: Final = "writer"
"""Topic: the model that writes drafts, or its state, changed."""
TRANSCRIPTS: Final = "transcripts"
"""Topic: the transcripts taken from exports, or their progress, changed."""
EVERYTHING: Final = "*"
"""Topic: anything may have changed."""


class Subscription:
    """The unread events of one subscriber. Iterate it in the event loop that created it."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._ready = asyncio.Event()
        self._lock = threading.RLock()
        self._waiting: dict[object, StreamEvent] = {}
        self._closed = False

    def put(self, event: StreamEvent) -> None:
        """Add an event, merging it with an unread one of the same kind. Thread-safe."""
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
        """End the iteration. Thread-safe."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        # nothing to wake once the loop is closed
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
    """Delivers each event to every subscription."""

    def __init__(self) -> None:
        # reentrant: the garbage collector may close a draft here, which publishes its end
        self._lock = threading.RLock()
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
        """Publish a change of topics; `change_seq` is None for changes outside the store's rows."""
        self.publish(StreamEvent(type="change", change_seq=change_seq, topics=sorted(topics)))

    @contextmanager
    def subscribe(self) -> Iterator[Subscription]:
        """Subscribe in the running event loop until the block ends."""
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
