"""Erases a person in one database: deletes their rows, rewrites mentions, records the erasure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, Update, delete, func, insert, select, tuple_, update

from assistant.erasure.journal import Record
from assistant.erasure.mentions import Replace, hashed_replacer, in_json, replacer
from assistant.erasure.people import Person
from assistant.store import articles, conversation_words, customers, schema
from assistant.store.database import Transaction
from assistant.store.rows import chunks
from assistant.transcripts.kept.reply_keys import of_conversation

_TEXTS: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (schema.articles, ("title", "answer", "locator", "source_key")),
    (schema.article_questions, ("text",)),
    (schema.article_tags, ("tag",)),
    (schema.article_versions, ("body",)),
    (schema.conversations, ("subject", "channel", "source_key")),
    (schema.messages, ("text", "author")),
    (schema.message_annotations, ("label",)),
    (schema.customers, ("notes",)),
    (schema.drafts, ("text",)),
    (schema.macros, ("name", "text")),
    (schema.feedback, ("suggestion", "final_text", "reason")),
    (schema.jobs, ("request", "result", "error")),
    (schema.sources, ("name", "mapping")),
    (schema.settings, ("value",)),
)
"""Text columns that may contain personal data; the audit log never does."""

_TOPICS = {
    "article_questions": "articles", "article_tags": "articles", "article_versions": "articles",
    "messages": "conversations", "annotations": "conversations",
}  # fmt: skip

_BELONGS = {"messages": ("conversation_id",)}
"""Further columns needed to know which conversations must be indexed again."""

_UNIQUE = frozenset({"source_key", "name"})
"""Columns with unique values: the row's id is appended to a rewritten value."""


@dataclass(slots=True)
class Counts:
    """Numbers of erased records, by kind."""

    customers: int = 0
    identifiers: int = 0
    conversations: int = 0
    messages: int = 0
    solved_replies: int = 0
    feedback: int = 0
    mentions: int = 0

    def report(self) -> dict[str, int]:
        return asdict(self)


def erase_rows(
    transaction: Transaction,
    key: bytes,
    person: Person,
    record: Record,
    hashes: frozenset[str] = frozenset(),
) -> Counts:
    """Delete a person's rows, replace mentions in all other texts, and record the erasure.

    Args:
        transaction: A transaction of the live store or of a backup.
        key: The store's key.
        person: The person as known in this database.
        record: The erasure.
        hashes: Keyed hashes of further identifiers to replace in texts.
    """
    counts = _delete(transaction, person)
    for replace in (replacer(person), hashed_replacer(key, hashes)):
        if replace is not None:
            counts.mentions += _replace_everywhere(transaction, replace)
    conversation_words.purge(transaction.connection)
    transaction.execute(
        insert(schema.erasures).values(
            at=record.at, actor_id=record.actor_id, identifier_hashes=sorted(record.hashes),
            counts=counts.report(), change_seq=transaction.change_seq,
        )
    )  # fmt: skip
    return counts


def recorded(connection: Connection) -> set[tuple[datetime, frozenset[str]]]:
    """Return the identities of the erasures already made in this database."""
    table = schema.erasures
    rows = connection.execute(select(table.c.at, table.c.identifier_hashes))
    return {(row.at, frozenset(row.identifier_hashes)) for row in rows}


def models_that_learnt(connection: Connection, hashes: Iterable[str]) -> list[str]:
    """Return the models trained on conversations of the person with these keyed hashes."""
    models, lessons = schema.models, schema.model_lessons
    learnt = (
        select(models.c.name, models.c.version)
        .join(lessons, lessons.c.model_id == models.c.id)
        .distinct()
    )
    names = {
        f"{row.name} {row.version}"
        for some in chunks(sorted(hashes))
        for row in connection.execute(learnt.where(lessons.c.customer_hash.in_(some)))
    }
    return sorted(names)


# ---------------------------------------------------------------- rows to delete


def _delete(transaction: Transaction, person: Person) -> Counts:
    ids = list(person.customer_ids)
    if not ids and not person.replies:
        return Counts()
    connection = transaction.connection
    theirs = _ids(connection, schema.conversations, "customer_id", ids)
    solved = _ids(connection, schema.articles, "conversation_id", theirs)
    solved += _fed(connection, person.replies)
    judged = {
        *_ids(connection, schema.feedback, "conversation_id", theirs),
        *_ids(connection, schema.feedback, "article_id", solved),
    }
    counts = Counts(
        customers=len(ids),
        identifiers=_count(connection, schema.customer_identifiers, "customer_id", ids),
        conversations=len(theirs),
        messages=_count(connection, schema.messages, "conversation_id", theirs),
        solved_replies=len(solved),
        feedback=len(judged),
    )
    for some in chunks(sorted(judged)):
        transaction.execute(delete(schema.feedback).where(schema.feedback.c.id.in_(some)))
    articles.erase(transaction, solved)
    for some in chunks(theirs):
        # messages, their annotations and drafts are deleted too (ON DELETE CASCADE)
        table = schema.conversations
        transaction.execute(delete(table).where(table.c.id.in_(some)))
    conversation_words.remove(connection, theirs)
    transaction.record_deletion("conversations", theirs)
    customers.drop(transaction, ids)
    transaction.touch("feedback")
    return counts


def _fed(connection: Connection, replies: Iterable[tuple[str, str]]) -> list[int]:
    """Return the ids of articles made from conversations kept for training."""
    table, sources = schema.articles, schema.sources
    return [
        id_
        for source, key in sorted(replies)
        for id_ in connection.scalars(
            select(table.c.id)
            .join(sources, sources.c.id == table.c.source_id)
            .where(sources.c.name == source, of_conversation(table.c.source_key, key))
        )
    ]


def _ids(connection: Connection, table: Table, column: str, values: Sequence[int]) -> list[int]:
    return [
        id_
        for some in chunks(values)
        for id_ in connection.scalars(select(table.c.id).where(table.c[column].in_(some)))
    ]


def _count(connection: Connection, table: Table, column: str, values: Sequence[int]) -> int:
    return sum(
        connection.scalar(select(func.count()).where(table.c[column].in_(some))) or 0
        for some in chunks(values)
    )


# ---------------------------------------------------------------- texts to rewrite


def _replace_everywhere(transaction: Transaction, replace: Replace) -> int:
    """Replace mentions in all texts; return how many.

    Rows are rewritten in place, as a new version would leave the old text in the history.
    """
    found: Counter[str] = Counter()
    changed: set[int] = set()
    talks: set[int] = set()
    for table, columns in _TEXTS:
        for row, values, count in _hits(transaction.connection, table, columns, replace):
            transaction.execute(_rewrite(transaction, table, row, values))
            found[table.name] += count
            if table is schema.articles:
                changed.add(row.id)
            elif table in (schema.article_questions, schema.article_tags):
                changed.add(row.article_id)
            elif table is schema.conversations:
                talks.add(row.id)
            elif table is schema.messages:
                talks.add(row.conversation_id)
            transaction.touch(_TOPICS.get(table.name, table.name))
    _read_again(transaction, sorted(changed))
    conversation_words.rewrite(transaction.connection, sorted(talks))
    return found.total()


def _hits(
    connection: Connection, table: Table, columns: tuple[str, ...], replace: Replace
) -> list[tuple[Any, dict[str, Any], int]]:
    """Return the rows that mention the person, with their new values and numbers of mentions."""
    keys = [column.name for column in table.primary_key.columns]
    wanted = dict.fromkeys([*keys, *columns, *_BELONGS.get(table.name, ())])
    statement = select(*(table.c[name] for name in wanted))
    hits = []
    for row in connection.execute(statement.execution_options(yield_per=1000)):
        values: dict[str, Any] = {}
        total = 0
        for name in columns:
            value, count = in_json(getattr(row, name), replace)
            if count:
                values[name] = f"{value} {row.id}" if name in _UNIQUE else value
                total += count
        if values:
            hits.append((row, values, total))
    return hits


def _rewrite(transaction: Transaction, table: Table, row: Any, values: dict[str, Any]) -> Update:
    keys = list(table.primary_key.columns)
    if "change_seq" in table.c:
        values = values | {"change_seq": transaction.change_seq}
    statement = update(table).where(
        tuple_(*keys) == tuple(getattr(row, column.name) for column in keys)
        if len(keys) > 1
        else keys[0] == getattr(row, keys[0].name)
    )
    # two tags of one article may become equal
    return statement.values(values).prefix_with("OR REPLACE")


def _read_again(transaction: Transaction, ids: Sequence[int]) -> None:
    """Delete vectors and words of changed articles, so that they are indexed again."""
    for some in chunks(ids):
        for table in (schema.vectors, schema.article_words):
            transaction.execute(delete(table).where(table.c.article_id.in_(some)))
        table = schema.articles
        stamp = {"change_seq": transaction.change_seq}
        transaction.execute(update(table).where(table.c.id.in_(some)).values(stamp))
