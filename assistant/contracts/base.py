"""What all wire types are made of, and the small types they share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.contracts.names import DEMO_SOURCE

Lang = Annotated[str, StringConstraints(pattern=r"^([a-z]{2,3})?$")]
"""A primary language subtag (BCP 47), or "" when unknown."""
Short = Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)]
Long = Annotated[str, StringConstraints(max_length=200_000)]
Filled = Annotated[str, StringConstraints(min_length=1, max_length=200_000, strip_whitespace=True)]
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]

ArticleKind = Literal["faq", "passage", "solved"]
Role = Literal["agent", "lead", "administrator"]
MessageRole = Literal["customer", "agent", "note"]
ConversationStatus = Literal["open", "waiting", "solved"]
JobState = Literal["queued", "running", "done", "failed", "cancelled", "interrupted"]


class Wire(BaseModel):
    """Unknown fields are refused, so that a misspelt one is not silently lost."""

    model_config = ConfigDict(extra="forbid")


class Reply(BaseModel):
    """What the engine sends: clients ignore fields they do not know yet."""

    model_config = ConfigDict(extra="ignore")


class Sourced(Reply):
    """What may have been imported."""

    source: str = ""
    """The source it came with; empty where it was written here."""

    @property
    def from_demo(self) -> bool:
        """Whether it came with the demo."""
        return self.source == DEMO_SOURCE
