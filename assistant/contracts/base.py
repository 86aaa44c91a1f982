"""Base classes of the API's request and response types, and small types that they share."""

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
    """Base of request types. Unknown fields are refused, so that misspelt ones are noticed."""

    model_config = ConfigDict(extra="forbid")


class Reply(BaseModel):
    """Base of response types. Clients ignore unknown fields, which newer engines may send."""

    model_config = ConfigDict(extra="ignore")


class Sourced(Reply):
    """Base of response types for records that may have been imported."""

    source: str = ""
    """Name of the source it was imported from; empty if it was written here."""

    @property
    def from_demo(self) -> bool:
        """Whether it belongs to the demo data."""
        return self.source == DEMO_SOURCE
