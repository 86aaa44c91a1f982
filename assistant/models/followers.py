"""Callbacks that are called after a change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Followers:
    """Functions to call after a change."""

    def __init__(self) -> None:
        self._all: list[Callable[[], None]] = []
        self._held = threading.local()

    def add(self, changed: Callable[[], None]) -> None:
        self._all.append(changed)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Defer notifications from this thread to a single one at the end of the block."""
        self._held.changes = 0
        try:
            yield
        finally:
            changes, self._held.changes = self._held.changes, None
            if changes:
                self.tell()

    def tell(self) -> None:
        """Call all functions, now or at the end of the thread's `held` block."""
        if getattr(self._held, "changes", None) is not None:
            self._held.changes += 1
            return
        for changed in self._all:
            changed()
