"""Opens the kept conversations of a running engine, and tidies them, on first use."""

from __future__ import annotations

import threading
from collections.abc import Callable

from assistant.contracts import Notice
from assistant.paths import Home
from assistant.transcripts.kept import files
from assistant.transcripts.kept.store import TranscriptStore


class Transcripts:
    """Holds the one `TranscriptStore` of an engine.

    Args:
        home: The engine's home.
        key: The store's key.
        tell: Receives notices for the user.
    """

    def __init__(self, home: Home, key: bytes, tell: Callable[[Notice], None]) -> None:
        self._home, self._key, self._tell = home, key, tell
        self._opening = threading.Lock()
        self._store: TranscriptStore | None = None

    @property
    def store(self) -> TranscriptStore:
        """The store, opened at the first call.

        Raises:
            StoreNewerError, StoreFullError, HomeUnwritableError: It cannot be opened.
        """
        with self._opening:
            if self._store is None:
                self._store = self._opened()
            return self._store

    def close(self) -> None:
        """Close it if it was opened. Safe to call twice."""
        with self._opening:
            if self._store is not None:
                self._store.close()

    def _opened(self) -> TranscriptStore:
        store = TranscriptStore(self._home, self._key)
        try:
            store.settle_all()
            files.drop_all_but(self._home, [store.row(one.id).file for one in store.sets()])
        except BaseException:
            store.close()
            raise
        if store.notice is not None:
            self._tell(store.notice)
        return store
