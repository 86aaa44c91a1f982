"""Feeds the solved replies of kept conversations to the search.

They are built and compared like those of an import, under a source of their own, so that they can
be removed together with their set.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.contracts import ConversationWithMessages, Message
from assistant.importing import article_batch
from assistant.jobs import Step
from assistant.reply_extraction import extract_replies
from assistant.store import articles_read, schema, sources
from assistant.store.articles import ArticleDraft
from assistant.store.database import Actor
from assistant.store.rows import imported_keys
from assistant.transcripts.kept.records import KeptConversation
from assistant.transcripts.kept.reply_keys import key_prefix, source_name

if TYPE_CHECKING:
    from assistant.engine import Engine

_BATCH = 64
_FORMAT = "transcripts"


def feed(engine: Engine, actor: Actor, id_: int) -> Generator[Step, None, int]:
    """Make the solved replies of a set searchable; return their number.

    If this is cancelled, what was written stays, and another call completes it.
    """
    store = engine.transcripts.store
    with engine.store.write(actor) as transaction:
        source_id = sources.get_or_create(transaction, source_name(id_), _FORMAT)
    store.change(id_, source=source_name(id_))
    total = store.count(id_)
    done, wanted = 0, set()
    for conversations in _some(store.kept(id_)):
        drafts = [draft for one in conversations for draft in drafts_of(one, source_id)]
        wanted |= {draft.source_key for draft in drafts}
        plan = article_batch.compare(engine.store, source_id, drafts)
        article_batch.write(engine.knowledge, actor, plan)
        done += len(conversations)
        yield Step(done, total)
    _drop_others(engine, actor, source_id, wanted)
    store.change(id_, solved_replies=len(wanted))
    return len(wanted)


def unfeed(engine: Engine, actor: Actor, id_: int) -> None:
    """Remove the solved replies of a set from the search."""
    with engine.knowledge.edit(actor) as edit:
        source = sources.named(edit.transaction.connection, source_name(id_))
        if source is not None:
            sources.remove(edit.transaction, source.id)


def drafts_of(kept: KeptConversation, source_id: int) -> list[ArticleDraft]:
    """The replies of a conversation that are worth finding again, the closing one first."""
    if not kept.solved:
        return []
    rating = round(kept.rating) if kept.rating is not None else None
    now = kept.at or datetime.now(UTC)
    conversation = ConversationWithMessages.model_construct(
        id=kept.id, subject=kept.subject, lang=kept.language, status="solved",
        rating=rating if rating in range(1, 6) else None, customer_name="", channel="",
        customer_id=None, assignee_id=None, created_at=now, updated_at=now,
        message_count=len(kept.turns),
        messages=[
            Message.model_construct(id=at, role=turn.role, text=turn.text, author="", at=now)
            for at, turn in enumerate(kept.turns)
            if turn.role != "bot"
        ],
    )  # fmt: skip
    made = extract_replies(conversation, source_id=source_id, key=key_prefix(kept.key))
    return [replace(draft, conversation_id=None, message_id=None) for draft in made.drafts]


def _some(kept: Iterator[KeptConversation]) -> Iterator[Sequence[KeptConversation]]:
    some: list[KeptConversation] = []
    for one in kept:
        some.append(one)
        if len(some) == _BATCH:
            yield some
            some = []
    if some:
        yield some


def _drop_others(engine: Engine, actor: Actor, source_id: int, wanted: set[str | None]) -> None:
    """Remove the replies of an earlier run that this one did not produce."""
    with engine.store.read() as connection:
        others = imported_keys(connection, schema.articles, source_id) - wanted
        known = articles_read.by_source_key(connection, source_id, sorted(others))
    if known:
        with engine.knowledge.edit(actor) as edit:
            edit.remove([id_ for id_, _ in known.values()])
