"""Interface by which another package extends the engine and command line without being imported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from fastapi import APIRouter

    from assistant.engine import Engine


class Part(Protocol):
    """A component that is started and closed together with the engine."""

    @property
    def active(self) -> int:
        """Number of tasks in progress; the engine does not exit while there are any."""
        ...

    def start(self) -> None:
        """Start the component; the engine is already listening."""
        ...

    def close(self) -> None:
        """Close the component; the engine's store is still open."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """Commands, routes and a component added by another package, imported only when needed.

    Attributes:
        commands: Maps a command to its module and help text. The module defines
            `arguments(parser, shared)` like those in `assistant.cli`. A help text of None marks
            the role of a child process.
        verbs: Maps a command of the assistant to a module whose `verbs(verbs, shared)` adds
            subcommands to it.
        routers: Returns the routers to add to the API.
        part: Creates the component; those routes find it as `app.state.part`.
    """

    commands: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    verbs: Mapping[str, str] = field(default_factory=dict)
    routers: Callable[[], Sequence[APIRouter]] = tuple
    part: Callable[[Engine], Part]
