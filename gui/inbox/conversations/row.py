"""What the list keeps of a conversation: little, because it may keep a hundred thousand."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from gui.widgets.presentable import one_line

if TYPE_CHECKING:
    from assistant.contracts import Conversation, ConversationStatus


class Row(NamedTuple):
    """One conversation in the list.

    Attributes:
        line: One line of what it is about.
        seen: The reading in which it was last seen; an older one may be out of date.
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
        """Whether it would look different."""
        return self[:-1] != other[:-1]


def row_of(conversation: Conversation, seen: int) -> Row:
    """A conversation as the list keeps it."""
    about = conversation.subject or conversation.preview
    return Row(
        conversation.id, one_line(conversation.customer_name, 120), one_line(about, 160),
        conversation.status, conversation.lang, conversation.updated_at,
        conversation.assignee_id, conversation.customer_id, conversation.from_demo, seen,
    )  # fmt: skip
