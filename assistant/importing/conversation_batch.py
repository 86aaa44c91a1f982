"""Imports a batch of conversations: finds or creates customers, writes only what changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from assistant.contracts import (
    ConversationBody,
    ConversationPreview,
    ConversationStatus,
    Identifier,
    ImportResult,
    MessageBody,
)
from assistant.contracts.base import MessageRole
from assistant.knowledge import Knowledge
from assistant.redaction import Names, redact_with
from assistant.reply_sync import refresh
from assistant.store import conversations, conversations_read, customers
from assistant.store.conversations import ConversationDraft
from assistant.store.database import Actor, Store, Transaction
from assistant.transcripts import ConversationRecord, Role
from assistant.transcripts.doctor.examining import is_solved

_RATINGS = range(1, 6)
_TOLD = (
    "key", "messages", "customer_name", "customer_email", "customer_id", "subject", "status",
    "rating", "created_at",
)  # fmt: skip
_SAID = ("role", "text", "author", "at")
_UNLEARNT = (Role.NOTE, Role.BOT)
_STORED: Mapping[Role, MessageRole] = {
    Role.CUSTOMER: "customer", Role.AGENT: "agent", Role.NOTE: "note",
    Role.BOT: "note",  # shown, but never learnt from
}  # fmt: skip
_PREVIEWED = 200
"""Maximum number of characters of a text in a preview."""


def write(
    store: Store,
    knowledge: Knowledge,
    actor: Actor,
    source_id: int,
    records: Sequence[ConversationRecord],
    result: ImportResult,
) -> None:
    """Write new and changed conversations, then update their solved replies.

    These are two transactions. If the process is killed between them, importing again repairs it,
    because the replies of unchanged conversations are compared as well.
    """
    with store.read() as connection:
        known = conversations_read.by_source_key(connection, source_id, [r.key for r in records])
    ids = [known[record.key][0] for record in records if record.key in known]
    with knowledge.edit(actor) as edit:
        for record in records:
            id_, digest = known.get(record.key, (None, ""))
            new_digest = digest_of(record)
            if id_ is not None and digest == new_digest:
                result.unchanged += 1
                continue
            draft = _draft(edit.transaction, record, source_id, new_digest)
            if id_ is None:
                ids += conversations.create(edit.transaction, [draft])
                result.added += 1
            else:
                conversations.replace(edit.transaction, id_, draft)
                result.changed += 1
    done = refresh(store, knowledge, actor, ids)
    result.solved_replies += done.added + done.changed + done.unchanged
    result.redactions += done.redactions


def count(
    store: Store,
    source_id: int | None,
    records: Sequence[ConversationRecord],
    result: ImportResult,
) -> None:
    """Count what `write` would do, for a dry run."""
    known: dict[str, tuple[int, str]] = {}
    if source_id is not None:
        with store.read() as connection:
            keys = [record.key for record in records]
            known = conversations_read.by_source_key(connection, source_id, keys)
    for record in records:
        if record.key not in known:
            result.added += 1
        elif known[record.key][1] != digest_of(record):
            result.changed += 1
        else:
            result.unchanged += 1


def preview(record: ConversationRecord) -> ConversationPreview:
    """Return the preview of a conversation, redacted because the results of jobs are stored."""
    said = next((m for m in record.messages if m.role not in _UNLEARNT), record.messages[0])
    names = Names([record.customer_name, *(message.author for message in record.messages)])
    return ConversationPreview(
        row=record.row,
        customer=" ".join(f"{word[0].upper()}." for word in record.customer_name.split()[:3]),
        subject=redact_with(names, record.subject[:_PREVIEWED]).text,
        opening=redact_with(names, said.text[:_PREVIEWED]).text,
        messages=len(record.messages),
        status=status_of(record),
    )


def digest_of(record: ConversationRecord) -> str:
    """Return the SHA-256 of everything in a record that is stored."""
    content = {name: value for name, value in asdict(record).items() if name in _TOLD}
    content["messages"] = [
        {name: getattr(message, name) for name in _SAID} for message in record.messages
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def status_of(record: ConversationRecord) -> ConversationStatus:
    """Return the export's status; without one, a conversation that the agent ended is solved."""
    return "solved" if is_solved(record) else "open"


def _draft(
    transaction: Transaction, record: ConversationRecord, source_id: int, digest: str
) -> ConversationDraft:
    rating = round(record.rating) if record.rating is not None else None
    body = ConversationBody.model_construct(
        subject=record.subject[:500],
        customer_id=_customer(transaction, record),
        status=status_of(record),
        channel="",
        messages=[
            MessageBody.model_construct(
                role=_STORED[message.role],
                text=message.text,
                author=message.author[:500],
                at=message.at or record.created_at,
            )
            for message in record.messages
        ],
    )
    return ConversationDraft(
        body=body,
        rating=rating if rating in _RATINGS else None,
        source_id=source_id,
        source_key=record.key,
        source_digest=digest,
    )


def _customer(transaction: Transaction, record: ConversationRecord) -> int | None:
    known_by = []
    if record.customer_email.strip():
        known_by.append(Identifier.model_construct(kind="email", value=record.customer_email))
    if record.customer_id.strip():
        known_by.append(Identifier.model_construct(kind="number", value=record.customer_id))
    return customers.resolve_or_create(transaction, name=record.customer_name, known_by=known_by)
