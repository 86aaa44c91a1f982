"""Excerpts of conversations that are safe to show and store: short, without personal data."""

from __future__ import annotations

from datetime import datetime

from assistant.contracts import ExampleConversation, ExampleTurn
from assistant.redaction import Names, redact_with
from assistant.transcripts.records import ConversationRecord
from retrieval.documents.wording import fingerprint

SUBJECT = 120
_LONGEST_KEY = 100


def excerpt(
    record: ConversationRecord, *, turns: int, characters: int, reason: str = ""
) -> ExampleConversation:
    """The first messages of a conversation, truncated and then redacted.

    Args:
        record: The conversation as read.
        turns: Maximum number of messages.
        characters: Maximum length of each message.
        reason: Why the conversation was left out; "" if it is used.
    """
    names = people_of(record)
    lang = record.language
    return ExampleConversation(
        key=safe_key(record.key, names),
        row=record.row,
        at=began(record),
        subject=redact_with(names, record.subject[:SUBJECT], lang).text,
        turns=[
            ExampleTurn(
                role=message.role.value,
                text=redact_with(names, _cut(message.text, characters), lang).text,
                removed=list(dict.fromkeys(piece.kind for piece in message.removed)),
            )
            for message in record.messages[:turns]
        ],
        reason=reason,
    )


def people_of(record: ConversationRecord) -> Names:
    """The participants' names, as far as the export gives them."""
    authors = dict.fromkeys(message.author for message in record.messages)
    return Names([record.customer_name, record.agent, *authors])


def began(record: ConversationRecord) -> datetime | None:
    """When the conversation began; None if the export gives no time."""
    times = (message.at for message in record.messages if message.at is not None)
    return record.created_at or next(times, None)


def safe_key(key: str, names: Names) -> str:
    """An id of the export that is safe to store: one that is very long or identifies a person
    (such as an address) is replaced by a hash."""
    if len(key) > _LONGEST_KEY or redact_with(names, key).counts.keys() - {"Reference Number"}:
        return f"h:{fingerprint(key)}"
    return key


def _cut(text: str, characters: int) -> str:
    return text if len(text) <= characters else f"{text[:characters].rstrip()} …"
