"""Finds and starts the engine of a home without waiting: for a window, which must not.

Light: what finding and starting take is imported when that is done, after the window was painted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.client.starting import NotStarted, Spawned
    from assistant.paths import Home


class HomeLocator:
    """The engine of one home."""

    def __init__(self, home: Home) -> None:
        self.home = home

    def find(self) -> tuple[str, str] | None:
        """Origin and token of the running engine, if one runs that this version understands."""
        from assistant import engine_file
        from assistant.contracts.version import API_VERSION

        running = engine_file.read(self.home)
        if running is None or running.api != API_VERSION:
            return None
        return running.origin, running.token

    def start(self) -> Spawned | NotStarted:
        """Start the engine's process; where that is impossible, its `ended` says why."""
        from assistant.client.starting import start

        return start(self.home)
