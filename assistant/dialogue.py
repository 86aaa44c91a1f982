"""Manages the dialogue model that writes drafts, as the shelf and the settings require.

At most one model is loaded at a time, in one worker process.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from assistant.contracts import ModelStatus
from assistant.models.generation import (
    Ended,
    GenerationEvent,
    GenerationRequest,
    LocalModel,
    RemoteModel,
)
from assistant.models.generation_errors import LanguageError
from assistant.models.shelf import InstalledModel, Shelf
from assistant.settings import DraftServer, Settings
from retrieval.language import detect_language

if TYPE_CHECKING:
    from assistant.models.supervisor import Supervisor

Events = Generator[GenerationEvent, None, None]
Generate = Callable[[GenerationRequest], Events]
Writer = Literal["", "composed", "generated"]

IDLE_S: Final = 600.0
"""Seconds after the last draft until a model that was loaded on request is unloaded."""
_NOTHING: tuple[DraftServer | None, str] = (None, "")
"""Value of `_loaded` when neither a server nor a model of the shelf is loaded."""


class Dialogue:
    """The dialogue model of one engine.

    Three kinds of model write drafts automatically and are loaded in advance: one that a person
    chose, a server, and a built-in model that measured better than composed drafts. Any other
    model is loaded when a draft is requested from it, and unloaded `IDLE_S` after the last one.

    Args:
        shelf: Says which model is active.
        settings: Returns the current settings: whether a model is wanted, and which server writes.
        changed: Called from any thread when the status may have changed.
    """

    def __init__(
        self, shelf: Shelf, settings: Callable[[], Settings], changed: Callable[[], None]
    ) -> None:
        self._shelf, self._settings = shelf, settings
        self._changed = changed
        # reentrant: the garbage collector may close a draft in a thread that holds it
        self._lock = threading.RLock()
        self._loaded = _NOTHING
        self._unasked = False
        self._on_request = ""
        self._languages: tuple[str, ...] = ()
        self._idle: threading.Timer | None = None
        shelf.follow(self.follow)

    @cached_property
    def _supervisor(self) -> Supervisor:
        # imported late: it takes 0.1 s, which an engine without a model can save
        from assistant.models.supervisor import Supervisor

        return Supervisor(changed=self._changed)

    def writer(self, wanted: Writer) -> Generate | None:
        """Return the function that writes a draft, or None if the draft is to be composed.

        Args:
            wanted: As in `ReplyRequest.writer`; "" means the default writer.
        """
        if wanted == "generated":
            return self._generate_on_request if self._unasked or self._on_request else None
        unasked = not wanted and self._unasked and self._loaded != _NOTHING
        return self._generate if unasked else None

    def follow(self) -> None:
        """Load the model that writes automatically, or unload one that is no longer wanted.

        A configured server takes precedence; the active model is its fallback.
        """
        with self._lock:
            server, active = self._chosen()
            name = (server, active.id if active else "")
            unasked = self._settings().drafts == "auto" and (
                server is not None or self._shelf.writes()
            )
            on_request = "" if unasked else server.model if server else name[1]
            said, self._on_request = self._on_request, on_request
            before, self._unasked = self._unasked, unasked
            if unasked:
                self._load(name, active)
            elif self._loaded != _NOTHING and (before or self._loaded != name):
                self._let_go()
        if said != on_request:
            self._changed()

    def _chosen(self) -> tuple[DraftServer | None, InstalledModel | None]:
        now = self._settings()
        if now.drafts == "off":
            return None, None
        return now.draft_server, self._shelf.active()

    def _load(self, name: tuple[DraftServer | None, str], active: InstalledModel | None) -> None:
        """Load a server or model unless it is loaded already. The caller holds the lock."""
        if self._idle is not None:
            self._idle.cancel()
        if name == self._loaded:
            return
        self._loaded = name
        self._languages = active.manifest.languages if active and name[0] is None else ()
        server, local = name[0], _local(active) if active else None
        if server is not None:
            self._supervisor.load(_remote(server, active), otherwise=local)
        elif local is not None:
            self._supervisor.load(local)

    def _let_go(self) -> None:
        """Unload whatever is loaded. The caller holds the lock."""
        self._loaded = _NOTHING
        if self._made:
            self._supervisor.unload()

    @property
    def _made(self) -> bool:
        return "_supervisor" in self.__dict__

    def _generate(self, request: GenerationRequest) -> Events:
        """Generate as `Supervisor.generate` does, if the model supports the passages' language."""
        passages = request.prompt.passages
        lang = detect_language(passages[0].text).tag if passages and self._languages else ""
        if lang and lang not in self._languages:
            error = LanguageError(
                expected=f"passages in a language that the model writes, as {self._languages[0]}",
                found=f"passages in {lang}",
                remedy="Use a model that writes it: replydesk models list",
            )
            yield Ended("failed", code=error.code, detail=str(error))
            return
        yield from self._supervisor.generate(request)

    def _generate_on_request(self, request: GenerationRequest) -> Events:
        with self._lock:
            server, active = self._chosen()
            self._load((server, active.id if active else ""), active)
        try:
            yield from self._generate(request)
        finally:
            self._rest_later()

    def _rest_later(self) -> None:
        with self._lock:
            if self._idle is not None:
                self._idle.cancel()
            if self._unasked or self._loaded == _NOTHING:
                return
            self._idle = threading.Timer(IDLE_S, self._rest)
            self._idle.daemon = True
            self._idle.start()

    def _rest(self) -> None:
        busy = self._supervisor.status().state == "busy"
        if busy:
            self._rest_later()
            return
        with self._lock:
            if not self._unasked:
                self._let_go()

    def status(self) -> ModelStatus:
        """Return which model writes drafts and what state it is in."""
        status = self._supervisor.status() if self._made else ModelStatus(state="off")
        return status.model_copy(update={"on_request": self._on_request})

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            if self._idle is not None:
                self._idle.cancel()
            self._unasked, self._on_request = False, ""
            self._let_go()


def _local(active: InstalledModel) -> LocalModel:
    from assistant.models.backends import from_shelf

    return from_shelf(active)


def _remote(server: DraftServer, active: InstalledModel | None) -> RemoteModel:
    """Describe a server as a model.

    If the prompt is rendered here (`rendering == "own"`), the active model's tokenizer encodes it.
    """
    tokenizer = active.source if active and server.rendering == "own" else None
    return RemoteModel(
        id=server.model, url=server.url, model=server.model, rendering=server.rendering,
        context_tokens=server.context_tokens, token=server.token, tokenizer=tokenizer,
    )  # fmt: skip
