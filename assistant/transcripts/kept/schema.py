"""The tables of `training/transcripts.db`, as SQLAlchemy sees them; `migrations` makes them.

A set is one export. Its conversations are written under the number of an attempt, and the set says
which attempt counts: what a killed or cancelled job had written is nobody's, and goes. Identities
are keyed hashes of what tells the customer, for erasures.
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
    # where it is while no job works on it: "", examined, review, approved
    Column("rests", Text, nullable=False),
    Column("attempt", BigInteger, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("file", JSON, nullable=False),
    # size and time of the file as it was examined, where it stays in its place
    Column("mark", Text, nullable=False),
    Column("choices", JSON, nullable=False),
    Column("examination", JSON),
    Column("error", JSON),
    Column("review", JSON),
    # the source in the store that its solved replies belong to; "" while none were made
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
    # why it is left out; "" where it is used
    Column("reason", Text, nullable=False),
    Column("subject", Text, nullable=False),
    # zlib of JSON: [[role, text, time, [kinds of what was cut off]], …]
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
