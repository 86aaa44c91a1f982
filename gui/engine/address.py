"""The address of an engine, and the interface that the window uses to find or start one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from assistant.contracts import ProblemDetails


class Address(NamedTuple):
    """Address of an engine. `origin` is scheme, host and port; the token grants full access."""

    origin: str
    token: str


class Starting(Protocol):
    """The process of an engine that was started and has not answered yet."""

    def ended(self) -> ProblemDetails | None:
        """Return why the process ended without serving; None while it runs, or if it ended because
        another engine already runs."""
        ...

    def release(self) -> None:
        """Stop monitoring the process, because the engine is serving now."""
        ...


class Locator(Protocol):
    """Finds and starts the engine of one home. The methods do not block and do not raise."""

    def find(self) -> tuple[str, str] | None:
        """Return the origin and token of the running engine, if there is one."""
        ...

    def start(self) -> Starting:
        """Start an engine; if that is impossible, `ended` of the result returns the reason."""
        ...
