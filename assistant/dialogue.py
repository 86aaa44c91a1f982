"""The dialogue model that writes: follows the shelf and the settings, one worker at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator

from assistant.contracts import ModelStatus
from assistant.models.backends import from_shelf
from assistant.models.generation import GenerationEvent, GenerationRequest
from assistant.models.shelf import Shelf
from assistant.models.supervisor import Supervisor


class Dialogue:
    """One engine's model.

    Args:
        shelf: Says which model is active.
        wanted: Whether anybody wants a model to write; without that none is loaded.
        changed: Called when the status may be another, from any thread.
    """

    def __init__(
        self, shelf: Shelf, wanted: Callable[[], bool], changed: Callable[[], None]
    ) -> None:
        self._shelf, self._wanted = shelf, wanted
        self._supervisor = Supervisor(changed=changed)
        self._lock = threading.Lock()
        self._loaded = ""
        shelf.follow(self.follow)

    @property
    def ready(self) -> bool:
        """Whether a model can be asked."""
        return bool(self._loaded)

    def follow(self) -> None:
        """Load the active model, or let go of one that is not wanted any more."""
        with self._lock:
            active = self._shelf.active() if self._wanted() else None
            if active is None:
                if self._loaded:
                    self._supervisor.unload()
                self._loaded = ""
            elif active.id != self._loaded:
                self._supervisor.load(from_shelf(active))
                self._loaded = active.id

    def generate(self, request: GenerationRequest) -> Generator[GenerationEvent, None, None]:
        """As `Supervisor.generate`."""
        return self._supervisor.generate(request)

    def status(self) -> ModelStatus:
        """Who writes, and how it is."""
        return self._supervisor.status()

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._loaded = ""
            self._supervisor.unload()
