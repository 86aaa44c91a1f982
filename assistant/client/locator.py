"""Finds and starts the engine of a home without blocking, for the window.

The modules needed are imported only when the methods are called, after the first paint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.client.starting import NotStarted, Spawned
    from assistant.paths import Home


class HomeLocator:
    """Locates the engine of one home."""

    def __init__(self, home: Home) -> None:
        self.home = home

    def find(self) -> tuple[str, str] | None:
        """Return origin and token of the running engine; None if none has our API version."""
        from assistant import engine_file
        from assistant.contracts.version import API_VERSION

        running = engine_file.read(self.home)
        if running is None or running.api != API_VERSION:
            return None
        return running.origin, running.token

    def start(self) -> Spawned | NotStarted:
        """Start the engine's process; if that fails, `ended` of the result gives the reason."""
        from assistant.client.starting import start

        return start(self.home)
