"""What another room adds to the engine and the command line, without their knowing that room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from fastapi import APIRouter

    from assistant.engine import Engine


class Part(Protocol):
    """Something that lives as long as the engine does."""

    @property
    def active(self) -> int:
        """Pieces of work in hand: the engine stays until there are none."""
        ...

    def start(self) -> None:
        """Begin; the engine listens already."""
        ...

    def close(self) -> None:
        """End; the engine's store is still open."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """What is added, loaded only when it is asked for.

    Attributes:
        commands: Command → its module, with `arguments(parser, shared)` as those in
            `assistant.cli` have it, and its help; without help it is a role of a child.
        verbs: Command of the assistant → a module with `verbs(verbs, shared)`, which adds to it.
        routers: Routes for the API.
        part: Makes the engine's part; it is `app.state.part` for those routes.
    """

    commands: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    verbs: Mapping[str, str] = field(default_factory=dict)
    routers: Callable[[], Sequence[APIRouter]] = tuple
    part: Callable[[Engine], Part]
