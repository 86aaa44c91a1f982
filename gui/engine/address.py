"""Where an engine is, and who finds or starts one: what the window is given when it is composed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from assistant.contracts import ProblemDetails


class Address(NamedTuple):
    """How to reach an engine. `origin` is scheme, host and port; the token opens everything."""

    origin: str
    token: str


class Starting(Protocol):
    """An engine's process that was started and has not answered yet."""

    def ended(self) -> ProblemDetails | None:
        """Why it ended without serving; None while it lives, or when it gave way to another."""
        ...

    def release(self) -> None:
        """It serves now: its end is no longer ours to wait for."""
        ...


class Locator(Protocol):
    """Finds and starts the engine of one home. Its methods return at once and do not raise."""

    def find(self) -> tuple[str, str] | None:
        """Origin and token of the engine that runs, if one does."""
        ...

    def start(self) -> Starting:
        """Start one; where that is impossible, its `ended` says why."""
        ...
