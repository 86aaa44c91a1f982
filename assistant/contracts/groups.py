"""Groups of messages that ask the same: found without labels, named by a person."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from assistant.contracts.base import Id, Reply, Wire
from assistant.contracts.health import ProblemDetails

_GroupId = Annotated[int, Field(ge=1, le=2**31 - 1)]
_Name = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]


class GroupsRequest(Wire):
    """Look for groups, as a job."""

    transcripts: list[Id] = Field(default_factory=list, max_length=100)
    """Approved transcript sets; empty for all of them."""


class MessageGroup(Reply):
    """Messages that ask the same."""

    id: int
    name: str
    """A person's, or what its messages say more often than others."""
    named: bool
    """Whether a person gave the name."""
    words: list[str]
    """What its messages say more often than others, the most telling first."""
    messages: int
    purity: float
    """Share of its messages, 0 to 1, that lie clearly nearer to it than to any other group."""
    nearest: int | None = None
    """The group that most of the others could belong to as well."""


class MessageGroups(Reply):
    """What was found, and what a person made of it."""

    made_at: datetime | None = None
    """None while nobody has looked for any."""
    transcripts: list[int] = []
    looked_at: int = 0
    """First messages that were compared."""
    grouped: int = 0
    """Those of them that are in a group now: the others are learnt from as fitting none."""
    items: list[MessageGroup] = []
    """The largest first."""
    can_undo: bool = False
    job: int | None = None
    """The job that looks for groups now, if one does."""
    error: ProblemDetails | None = None
    """Why the last one ended without a result."""


class GroupName(Wire):
    """What a group is called; empty for what its messages say."""

    name: _Name


class GroupChoice(Wire):
    """Groups that are merged into the first, or dropped."""

    ids: Annotated[list[_GroupId], Field(min_length=1, max_length=200)]


class GroupMessages(Reply):
    """A page of a group's messages, the most typical first."""

    items: list[str]
    total: int
    next: int | None = None
