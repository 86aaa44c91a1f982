"""A suggestion taken by the agent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.contracts import Suggestion


@dataclass(frozen=True, slots=True)
class Taken:
    """A suggestion to insert into the composer.

    Attributes:
        text: The text to insert, unchanged.
        article_id: The article it comes from, if any.
        suggestion: The whole card.
    """

    text: str
    article_id: int | None
    suggestion: Suggestion
