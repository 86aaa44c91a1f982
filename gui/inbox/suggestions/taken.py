"""What an agent took out of the pane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.contracts import Suggestion


@dataclass(frozen=True, slots=True)
class Taken:
    """A card's text on its way into the composer.

    Attributes:
        text: What goes into the composer, as it was written.
        article_id: The article it comes from, if it comes from one.
        suggestion: The whole card.
    """

    text: str
    article_id: int | None
    suggestion: Suggestion
