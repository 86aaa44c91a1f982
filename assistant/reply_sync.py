"""Keeps the searchable solved replies in sync with the conversations they were extracted from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from assistant.knowledge import Knowledge
from assistant.reply_extraction import extract_replies
from assistant.store import conversations_read, schema
from assistant.store.articles import ArticleDraft
from assistant.store.database import Actor, Store
from assistant.store.rows import chunks


@dataclass(slots=True)
class Refreshed:
    """Numbers of replies added, changed, removed and unchanged, and of redactions in them."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    redactions: int = 0


def refresh(
    store: Store, knowledge: Knowledge, actor: Actor, conversation_ids: Sequence[int]
) -> Refreshed:
    """Update the solved replies of these conversations to match their present content.

    The operation is idempotent, so it can simply be repeated after an interruption. Conversations
    that were deleted are skipped.
    """
    done = Refreshed()
    # also held while reading: a conversation must not be deleted between reading and writing
    with knowledge.changing:
        with store.read() as connection:
            drafts = _wanted(connection, conversation_ids, done)
            known = _known(connection, conversation_ids)
        new = [draft for draft in drafts if draft.source_key not in known]
        changed = [
            (known[draft.source_key][0], draft)
            for draft in drafts
            if draft.source_key in known and known[draft.source_key][1] != draft.digest
        ]
        wanted = {draft.source_key for draft in drafts}
        gone = [id_ for key, (id_, _) in known.items() if key not in wanted]
        if new or changed or gone:
            encoded = knowledge.index.encode([*new, *(draft for _, draft in changed)])
            with knowledge.edit(actor) as edit:
                edit.create(new, encoded[: len(new)], action="imported")
                for (id_, draft), its in zip(changed, encoded[len(new) :], strict=True):
                    edit.change(id_, draft, its, action="imported")
                edit.remove(gone)
    done.added, done.changed, done.removed = len(new), len(changed), len(gone)
    done.unchanged = len(drafts) - len(new) - len(changed)
    return done


def _wanted(connection: Connection, ids: Sequence[int], done: Refreshed) -> list[ArticleDraft]:
    drafts = []
    for id_, source_id in _there(connection, ids):
        conversation = conversations_read.with_messages(connection, id_)
        made = extract_replies(conversation, source_id=source_id, key=f"conversation/{id_}")
        drafts += made.drafts
        done.redactions += made.redactions
    return drafts


def _there(connection: Connection, ids: Sequence[int]) -> list[tuple[int, int | None]]:
    table = schema.conversations
    return [
        (row.id, row.source_id)
        for some in chunks(ids)
        for row in connection.execute(
            select(table.c.id, table.c.source_id).where(table.c.id.in_(some))
        )
    ]


def _known(connection: Connection, ids: Sequence[int]) -> dict[str | None, tuple[int, str]]:
    """Return the solved replies already stored for these conversations: key → (id, digest)."""
    table = schema.articles
    return {
        row.source_key: (row.id, row.source_digest)
        for some in chunks(ids)
        for row in connection.execute(
            select(table.c.id, table.c.source_key, table.c.source_digest).where(
                table.c.conversation_id.in_(some), table.c.kind == "solved"
            )
        )
    }
