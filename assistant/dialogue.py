"""The dialogue model that writes: follows the shelf and the settings, one worker at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.contracts import ModelStatus
from assistant.models.generation import GenerationEvent, GenerationRequest, LocalModel, RemoteModel
from assistant.models.shelf import InstalledModel, Shelf
from assistant.settings import DraftServer, Settings

if TYPE_CHECKING:
    from assistant.models.supervisor import Supervisor

_NOTHING: tuple[DraftServer | None, str] = (None, "")
"""No server and no model of the shelf."""


class Dialogue:
    """One engine's model.

    Args:
        shelf: Says which model is active.
        settings: As they are in force: whether a model is wanted, and which server writes.
        changed: Called when the status may be another, from any thread.
    """

    def __init__(
        self, shelf: Shelf, settings: Callable[[], Settings], changed: Callable[[], None]
    ) -> None:
        self._shelf, self._settings = shelf, settings
        self._changed = changed
        self._lock = threading.Lock()
        self._loaded = _NOTHING
        shelf.follow(self.follow)

    @cached_property
    def _supervisor(self) -> Supervisor:
        # a tenth of a second to load, which an engine without a model need not spend
        from assistant.models.supervisor import Supervisor

        return Supervisor(changed=self._changed)

    @property
    def ready(self) -> bool:
        """Whether a model can be asked."""
        return self._loaded != _NOTHING

    def follow(self) -> None:
        """Load the active model, or let go of one that is not wanted any more.

        Where a server is set it writes, and the active model stands in for it.
        """
        with self._lock:
            now = self._settings()
            wanted = now.drafts == "auto"
            active = self._shelf.active() if wanted else None
            server = now.draft_server if wanted else None
            name = (server, active.id if active else "")
            if name == self._loaded:
                return
            self._loaded = name
            local = _local(active) if active else None
            if server is not None:
                self._supervisor.load(_remote(server, active), otherwise=local)
            elif local is not None:
                self._supervisor.load(local)
            else:
                self._supervisor.unload()

    @property
    def _made(self) -> bool:
        return "_supervisor" in self.__dict__

    def generate(self, request: GenerationRequest) -> Generator[GenerationEvent, None, None]:
        """As `Supervisor.generate`."""
        return self._supervisor.generate(request)

    def status(self) -> ModelStatus:
        """Who writes, and how it is."""
        return self._supervisor.status() if self._made else ModelStatus(state="off")

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._loaded = _NOTHING
            if self._made:
                self._supervisor.unload()


def _local(active: InstalledModel) -> LocalModel:
    from assistant.models.backends import from_shelf

    return from_shelf(active)


def _remote(server: DraftServer, active: InstalledModel | None) -> RemoteModel:
    """A server as a model; our own rendering is encoded with the active model's tokenizer."""
    tokenizer = active.source if active and server.rendering == "own" else None
    return RemoteModel(
        id=server.model, url=server.url, model=server.model, rendering=server.rendering,
        context_tokens=server.context_tokens, token=server.token, tokenizer=tokenizer,
    )  # fmt: skip
