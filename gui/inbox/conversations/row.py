"""Data kept per conversation in the list; small, because there may be a hundred thousand rows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from gui.widgets.presentable import one_line

if TYPE_CHECKING:
    from assistant.contracts import Conversation, ConversationStatus


class Row(NamedTuple):
    """One conversation in the list.

    Attributes:
        line: One line about its content.
        seen: Number of the load in which it was last seen; older rows may be outdated.
    """

    id: int
    name: str
    line: str
    status: ConversationStatus
    lang: str
    updated_at: datetime
    assignee_id: int | None
    customer_id: int | None
    from_demo: bool
    seen: int

    def differs(self, other: Row) -> bool:
        """Return whether it would be displayed differently."""
        return self[:-1] != other[:-1]


def row_of(conversation: Conversation, seen: int) -> Row:
    """Return the row for a conversation."""
    about = conversation.subject or conversation.preview
    return Row(
        conversation.id, one_line(conversation.customer_name, 120), one_line(about, 160),
        conversation.status, conversation.lang, conversation.updated_at,
        conversation.assignee_id, conversation.customer_id, conversation.from_demo, seen,
    )  # fmt: skip
