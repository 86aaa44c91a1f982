"""The SQLAlchemy tables of `training/transcripts.db`, which `migrations` creates.

A set is one export. Its conversations are written under an attempt number, and the set names the
attempt that counts, so that the rows of a killed or cancelled job are ignored and later deleted.
Identities are keyed hashes of whatever identifies the customer, for erasures.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from assistant.store.schema import UtcTime

metadata = MetaData()
_ID = BigInteger().with_variant(Integer, "sqlite")

migrations = Table(
    "migrations",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("applied_at", UtcTime, nullable=False),
)

sets = Table(
    "sets",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False),
    # state while no job works on it: "", examined, review, approved
    Column("rests", Text, nullable=False),
    Column("attempt", BigInteger, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("file", JSON, nullable=False),
    # fingerprint of a local file when it was examined (`files.mark_of`)
    Column("mark", Text, nullable=False),
    Column("choices", JSON, nullable=False),
    Column("examination", JSON),
    Column("error", JSON),
    Column("review", JSON),
    # the source in the store that its solved replies belong to; "" if there is none
    Column("source", Text, nullable=False),
    Column("solved_replies", BigInteger, nullable=False),
    sqlite_autoincrement=True,
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", _ID, primary_key=True, autoincrement=True),
    Column("set_id", BigInteger, ForeignKey("sets.id", ondelete="CASCADE"), nullable=False),
    Column("attempt", BigInteger, nullable=False),
    Column("kept_at", UtcTime, nullable=False),
    Column("key", Text, nullable=False),
    Column("row", BigInteger),
    Column("at", UtcTime),
    Column("agent", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("customer_hash", Text, nullable=False),
    Column("labels", JSON, nullable=False),
    Column("rating", Float),
    Column("solved", Boolean, nullable=False),
    # why it is left out; "" if it is used
    Column("reason", Text, nullable=False),
    Column("subject", Text, nullable=False),
    # zlib-compressed JSON: [[role, text, time, [kinds of text cut out]], …]
    Column("body", LargeBinary, nullable=False),
    Index("ix_conversations_of_set", "set_id", "attempt", "reason"),
    sqlite_autoincrement=True,
)

identities = Table(
    "identities",
    metadata,
    Column(
        "conversation_id", BigInteger, ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("hash", Text, nullable=False),
    PrimaryKeyConstraint("conversation_id", "hash"),
    Index("ix_identities_hash", "hash"),
)  # fmt: skip
