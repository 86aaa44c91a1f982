"""The tables in SQLAlchemy. The actual schema is created by `migrations`; a test compares the two.

Times are UTC microseconds since 1970, so that they sort and fit any database. Ids are 64-bit and
never reused (AUTOINCREMENT), as indexes refer to them. `change_seq` increases with every write
transaction of the store; an index asks for rows above the last number it has seen.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime, stored as whole microseconds since 1970 in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        return (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + timedelta(microseconds=int(value))


metadata = MetaData()
_Id = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column[int]:
    return Column("id", _Id, primary_key=True, autoincrement=True)


def _change_seq() -> Column[int]:
    return Column("change_seq", BigInteger, nullable=False, index=True)


def _reference(
    name: str, target: str, *, gone: str = "SET NULL", index: bool = True, **more: Any
) -> Column[int]:
    return Column(name, BigInteger, ForeignKey(target, ondelete=gone), index=index, **more)


def _table(name: str, *parts: Any) -> Table:
    return Table(name, metadata, *parts, sqlite_autoincrement="id" in {
        part.name for part in parts if isinstance(part, Column)
    })  # fmt: skip


migrations = _table(
    "migrations",
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("applied_at", UtcTime, nullable=False),
)

counters = _table(
    "counters",
    Column("name", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

settings = _table(
    "settings",
    Column("name", Text, primary_key=True),
    Column("value", JSON, nullable=False),
    _change_seq(),
)

actors = _table(
    "actors",
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("token_hash", Text, unique=True),
    Column("created_at", UtcTime, nullable=False),
    Column("disabled_at", UtcTime),
    _change_seq(),
    CheckConstraint("role IN ('agent', 'lead', 'administrator')", name="known_role"),
)

customers = _table(
    "customers",
    _id(),
    Column("name", Text, nullable=False, server_default=""),
    Column("notes", Text, nullable=False, server_default=""),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    _change_seq(),
)

customer_identifiers = _table(
    "customer_identifiers",
    _id(),
    _reference("customer_id", "customers.id", gone="CASCADE", nullable=False),
    Column("kind", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("normalised", Text, nullable=False),
    UniqueConstraint("kind", "normalised", name="one_customer_per_identifier"),
)

sources = _table(
    "sources",
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("format", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("mapping", JSON, nullable=False),
    Column("imported_at", UtcTime, nullable=False),
    _reference("actor_id", "actors.id", index=False),
    _change_seq(),
)

conversations = _table(
    "conversations",
    _id(),
    _reference("customer_id", "customers.id", gone="CASCADE"),
    _reference("assignee_id", "actors.id"),
    _reference("source_id", "sources.id"),
    Column("source_key", Text),
    Column("source_digest", Text),
    Column("subject", Text, nullable=False, server_default=""),
    Column("status", Text, nullable=False),
    Column("channel", Text, nullable=False, server_default=""),
    Column("lang", Text, nullable=False, server_default=""),
    Column("rating", Integer),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    _change_seq(),
    UniqueConstraint("source_id", "source_key", name="one_conversation_per_source_key"),
    CheckConstraint("status IN ('open', 'waiting', 'solved')", name="known_status"),
    Index("conversations_by_status", "status"),
)

messages = _table(
    "messages",
    _id(),
    _reference("conversation_id", "conversations.id", gone="CASCADE", nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("role", Text, nullable=False),
    Column("author", Text, nullable=False, server_default=""),
    _reference("actor_id", "actors.id", index=False),
    Column("text", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    _change_seq(),
    UniqueConstraint("conversation_id", "ordinal", name="one_message_per_place"),
    CheckConstraint("role IN ('customer', 'agent', 'note')", name="known_message_role"),
)

message_annotations = _table(
    "annotations",
    _id(),
    _reference("message_id", "messages.id", gone="CASCADE", nullable=False),
    Column("kind", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("model", Text, nullable=False),
    Column("model_version", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    _change_seq(),
)

articles = _table(
    "articles",
    _id(),
    Column("kind", Text, nullable=False),
    Column("lang", Text, nullable=False, server_default=""),
    Column("title", Text, nullable=False, server_default=""),
    Column("answer", Text, nullable=False),
    Column("version", Integer, nullable=False),
    _reference("source_id", "sources.id"),
    Column("source_key", Text),
    Column("source_digest", Text),
    Column("locator", JSON, nullable=False),
    _reference("conversation_id", "conversations.id", gone="CASCADE"),
    _reference("message_id", "messages.id", gone="CASCADE"),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Column("use_count", Integer, nullable=False, server_default="0"),
    Column("last_used_at", UtcTime),
    _change_seq(),
    UniqueConstraint("source_id", "source_key", name="one_article_per_source_key"),
    CheckConstraint("kind IN ('faq', 'passage', 'solved')", name="known_kind"),
    Index("articles_by_kind", "kind", "updated_at"),
)

article_questions = _table(
    "article_questions",
    _reference("article_id", "articles.id", gone="CASCADE", index=False, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("text", Text, nullable=False),
    PrimaryKeyConstraint("article_id", "ordinal"),
)

article_tags = _table(
    "article_tags",
    _reference("article_id", "articles.id", gone="CASCADE", index=False, nullable=False),
    Column("tag", Text, nullable=False, index=True),
    PrimaryKeyConstraint("article_id", "tag"),
)

article_versions = _table(
    "article_versions",
    # no foreign key: the history of a deleted article is kept, so that it can be restored
    Column("article_id", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Column("action", Text, nullable=False),
    _reference("actor_id", "actors.id", index=False),
    Column("at", UtcTime, nullable=False),
    # the article's content at this version; NULL while it is the current one
    Column("body", JSON),
    PrimaryKeyConstraint("article_id", "version"),
)

embedding_models = _table(
    "embedding_models",
    _id(),
    Column("model_id", Text, nullable=False, unique=True),
    Column("dimension", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

vectors = _table(
    "vectors",
    _reference("article_id", "articles.id", gone="CASCADE", index=False, nullable=False),
    _reference("embedding_model_id", "embedding_models.id", gone="CASCADE", index=False,
               nullable=False),
    # one letter per vector, in order: q for a question variant, a for the answer
    Column("fields", Text, nullable=False),
    Column("codes", LargeBinary, nullable=False),
    PrimaryKeyConstraint("article_id", "embedding_model_id"),
)  # fmt: skip

article_words = _table(
    "article_words",
    _reference("article_id", "articles.id", gone="CASCADE", index=False, primary_key=True,
               autoincrement=False),
    # version of the tokenization: `retrieval.entry_words.VERSION`
    Column("version", Integer, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("tags", Text, nullable=False),
)  # fmt: skip

feedback = _table(
    "feedback",
    _id(),
    Column("at", UtcTime, nullable=False),
    _reference("actor_id", "actors.id", index=False),
    _reference("conversation_id", "conversations.id", gone="CASCADE"),
    _reference("message_id", "messages.id", gone="CASCADE", index=False),
    _reference("article_id", "articles.id"),
    Column("action", Text, nullable=False),
    Column("suggestion", JSON, nullable=False),
    Column("final_text", Text, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    _change_seq(),
)

drafts = _table(
    "drafts",
    _reference("conversation_id", "conversations.id", gone="CASCADE", index=False, nullable=False),
    _reference("actor_id", "actors.id", gone="CASCADE", index=False, nullable=False),
    Column("text", Text, nullable=False),
    # the article that the text was taken from
    _reference("taken", "articles.id"),
    Column("updated_at", UtcTime, nullable=False),
    # no change_seq: drafts are not indexed
    PrimaryKeyConstraint("conversation_id", "actor_id"),
)

macros = _table(
    "macros",
    _id(),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("lang", Text, nullable=False, server_default=""),
    _reference("actor_id", "actors.id", index=False),
    Column("updated_at", UtcTime, nullable=False),
    _change_seq(),
    CheckConstraint("kind IN ('macro', 'greeting', 'signature')", name="known_macro_kind"),
)

told_apart = _table(
    "told_apart",
    # the older article; both versions are those that were compared
    _reference("one_id", "articles.id", gone="CASCADE", index=False, nullable=False),
    _reference("other_id", "articles.id", gone="CASCADE", nullable=False),
    Column("one_version", Integer, nullable=False),
    Column("other_version", Integer, nullable=False),
    _reference("actor_id", "actors.id", index=False),
    Column("at", UtcTime, nullable=False),
    # no change_seq: these rows are not indexed
    PrimaryKeyConstraint("one_id", "other_id"),
    CheckConstraint("one_id < other_id", name="older_first"),
)

jobs = _table(
    "jobs",
    _id(),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False, index=True),
    _reference("actor_id", "actors.id", index=False),
    Column("created_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime),
    Column("done", BigInteger, nullable=False, server_default="0"),
    Column("total", BigInteger),
    Column("request", JSON, nullable=False),
    Column("result", JSON),
    Column("error", JSON),
    _change_seq(),
)

models = _table(
    "models",
    _id(),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("metrics", JSON, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("activated_at", UtcTime),
    _change_seq(),
    UniqueConstraint("kind", "name", "version", name="one_model_per_version"),
)

model_lessons = _table(
    "model_lessons",
    _reference("model_id", "models.id", gone="CASCADE", index=False, nullable=False),
    # keyed hashes instead of foreign keys: they must outlive the conversations
    Column("conversation_hash", Text, nullable=False),
    Column("customer_hash", Text, nullable=False, index=True),
    PrimaryKeyConstraint("model_id", "conversation_hash"),
)

deletions = _table(
    "deletions",
    _id(),
    Column("entity", Text, nullable=False),
    Column("entity_id", BigInteger, nullable=False),
    _change_seq(),
)

erasures = _table(
    "erasures",
    _id(),
    Column("at", UtcTime, nullable=False),
    Column("actor_id", BigInteger),
    Column("identifier_hashes", JSON, nullable=False),
    Column("counts", JSON, nullable=False),
    _change_seq(),
)

audit = _table(
    "audit",
    _id(),
    Column("at", UtcTime, nullable=False, index=True),
    # no foreign key: entries are kept even if their actor is deleted
    Column("actor_id", BigInteger),
    Column("actor_name", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("details", JSON, nullable=False),
    _change_seq(),
)
