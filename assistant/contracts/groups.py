"""Types for groups (clusters) of messages that ask the same, found without labels."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from assistant.contracts.base import Id, Reply, Wire
from assistant.contracts.health import ProblemDetails

_GroupId = Annotated[int, Field(ge=1, le=2**31 - 1)]
_Name = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]


class GroupsRequest(Wire):
    """Search for groups, as a job."""

    transcripts: list[Id] = Field(default_factory=list, max_length=100)
    """Ids of approved transcript sets; empty for all of them."""


class MessageGroup(Reply):
    """A group of messages that ask the same."""

    id: int
    name: str
    """The name that a person gave, or the characteristic words of its messages."""
    named: bool
    """Whether a person gave the name."""
    words: list[str]
    """Words more frequent in its messages than in others, most characteristic first."""
    messages: int
    purity: float
    """Share of its messages, 0 to 1, that are clearly nearer to it than to any other group."""
    nearest: int | None = None
    """Id of the group to which most of its remaining messages could belong as well."""


class MessageGroups(Reply):
    """The groups that were found, as a person has named, merged or dropped them."""

    made_at: datetime | None = None
    """None before the first search for groups."""
    transcripts: list[int] = []
    looked_at: int = 0
    """Number of first messages that were compared."""
    grouped: int = 0
    """Number of messages in a group now; training uses the others as examples of no intent."""
    items: list[MessageGroup] = []
    """The groups, largest first."""
    can_undo: bool = False
    job: int | None = None
    """Id of the job that is searching for groups, if any."""
    error: ProblemDetails | None = None
    """Why the last job ended without a result."""


class GroupName(Wire):
    """A new name for a group; if empty, the characteristic words of its messages."""

    name: _Name


class GroupChoice(Wire):
    """Ids of groups to merge into the first one, or to drop."""

    ids: Annotated[list[_GroupId], Field(min_length=1, max_length=200)]


class GroupMessages(Reply):
    """A page of a group's messages, most typical first."""

    items: list[str]
    total: int
    next: int | None = None
