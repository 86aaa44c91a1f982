"""Schema 1: the tables, indexes and triggers of the first store."""

from __future__ import annotations

from sqlalchemy import Connection

STATEMENTS = (
    """
CREATE TABLE actors (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    token_hash TEXT,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT,
    change_seq BIGINT NOT NULL,
    CONSTRAINT known_role CHECK (role IN ('agent', 'lead', 'administrator')),
    UNIQUE (name),
    UNIQUE (token_hash)
)
    """,
    "CREATE INDEX ix_actors_change_seq ON actors (change_seq)",
    """
CREATE TABLE audit (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at BIGINT NOT NULL,
    actor_id BIGINT,
    actor_name TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    details JSON NOT NULL,
    change_seq BIGINT NOT NULL
)
    """,
    "CREATE INDEX ix_audit_at ON audit (at)",
    "CREATE INDEX ix_audit_change_seq ON audit (change_seq)",
    """
CREATE TABLE counters (
    name TEXT NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (name)
)
    """,
    """
CREATE TABLE customers (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT DEFAULT '' NOT NULL,
    notes TEXT DEFAULT '' NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    change_seq BIGINT NOT NULL
)
    """,
    "CREATE INDEX ix_customers_change_seq ON customers (change_seq)",
    """
CREATE TABLE deletions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    entity TEXT NOT NULL,
    entity_id BIGINT NOT NULL,
    change_seq BIGINT NOT NULL
)
    """,
    "CREATE INDEX ix_deletions_change_seq ON deletions (change_seq)",
    """
CREATE TABLE embedding_models (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    model_id TEXT NOT NULL,
    dimension INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (model_id)
)
    """,
    """
CREATE TABLE erasures (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at BIGINT NOT NULL,
    actor_id BIGINT,
    identifier_hashes JSON NOT NULL,
    counts JSON NOT NULL,
    change_seq BIGINT NOT NULL
)
    """,
    "CREATE INDEX ix_erasures_change_seq ON erasures (change_seq)",
    """
CREATE TABLE models (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    digest TEXT NOT NULL,
    state TEXT NOT NULL,
    metrics JSON NOT NULL,
    created_at BIGINT NOT NULL,
    activated_at BIGINT,
    change_seq BIGINT NOT NULL,
    CONSTRAINT one_model_per_version UNIQUE (kind, name, version)
)
    """,
    "CREATE INDEX ix_models_change_seq ON models (change_seq)",
    """
CREATE TABLE settings (
    name TEXT NOT NULL,
    value JSON NOT NULL,
    change_seq BIGINT NOT NULL,
    PRIMARY KEY (name)
)
    """,
    "CREATE INDEX ix_settings_change_seq ON settings (change_seq)",
    """
CREATE TABLE article_versions (
    article_id BIGINT NOT NULL,
    version INTEGER NOT NULL,
    action TEXT NOT NULL,
    actor_id BIGINT,
    at BIGINT NOT NULL,
    body JSON,
    PRIMARY KEY (article_id, version),
    FOREIGN KEY(actor_id) REFERENCES actors (id) ON DELETE SET NULL
)
    """,
    """
CREATE TABLE customer_identifiers (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    customer_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    normalised TEXT NOT NULL,
    CONSTRAINT one_customer_per_identifier UNIQUE (kind, normalised),
    FOREIGN KEY(customer_id) REFERENCES customers (id) ON DELETE CASCADE
)
    """,
    "CREATE INDEX ix_customer_identifiers_customer_id ON customer_identifiers (customer_id)",
    """
CREATE TABLE jobs (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    actor_id BIGINT,
    created_at BIGINT NOT NULL,
    finished_at BIGINT,
    done BIGINT DEFAULT '0' NOT NULL,
    total BIGINT,
    request JSON NOT NULL,
    result JSON,
    error JSON,
    change_seq BIGINT NOT NULL,
    FOREIGN KEY(actor_id) REFERENCES actors (id) ON DELETE SET NULL
)
    """,
    "CREATE INDEX ix_jobs_change_seq ON jobs (change_seq)",
    "CREATE INDEX ix_jobs_state ON jobs (state)",
    """
CREATE TABLE model_lessons (
    model_id BIGINT NOT NULL,
    conversation_hash TEXT NOT NULL,
    customer_hash TEXT NOT NULL,
    PRIMARY KEY (model_id, conversation_hash),
    FOREIGN KEY(model_id) REFERENCES models (id) ON DELETE CASCADE
)
    """,
    "CREATE INDEX ix_model_lessons_customer_hash ON model_lessons (customer_hash)",
    """
CREATE TABLE sources (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    digest TEXT NOT NULL,
    mapping JSON NOT NULL,
    imported_at BIGINT NOT NULL,
    actor_id BIGINT,
    change_seq BIGINT NOT NULL,
    UNIQUE (name),
    FOREIGN KEY(actor_id) REFERENCES actors (id) ON DELETE SET NULL
)
    """,
    "CREATE INDEX ix_sources_change_seq ON sources (change_seq)",
    """
CREATE TABLE conversations (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    customer_id BIGINT,
    assignee_id BIGINT,
    source_id BIGINT,
    source_key TEXT,
    source_digest TEXT,
    subject TEXT DEFAULT '' NOT NULL,
    status TEXT NOT NULL,
    channel TEXT DEFAULT '' NOT NULL,
    lang TEXT DEFAULT '' NOT NULL,
    rating INTEGER,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    change_seq BIGINT NOT NULL,
    CONSTRAINT one_conversation_per_source_key UNIQUE (source_id, source_key),
    CONSTRAINT known_status CHECK (status IN ('open', 'waiting', 'solved')),
    FOREIGN KEY(customer_id) REFERENCES customers (id) ON DELETE CASCADE,
    FOREIGN KEY(assignee_id) REFERENCES actors (id) ON DELETE SET NULL,
    FOREIGN KEY(source_id) REFERENCES sources (id) ON DELETE SET NULL
)
    """,
    "CREATE INDEX conversations_by_status ON conversations (status, updated_at)",
    "CREATE INDEX ix_conversations_assignee_id ON conversations (assignee_id)",
    "CREATE INDEX ix_conversations_change_seq ON conversations (change_seq)",
    "CREATE INDEX ix_conversations_customer_id ON conversations (customer_id)",
    "CREATE INDEX ix_conversations_source_id ON conversations (source_id)",
    """
CREATE TABLE messages (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    conversation_id BIGINT NOT NULL,
    ordinal INTEGER NOT NULL,
    role TEXT NOT NULL,
    author TEXT DEFAULT '' NOT NULL,
    actor_id BIGINT,
    text TEXT NOT NULL,
    at BIGINT NOT NULL,
    change_seq BIGINT NOT NULL,
    CONSTRAINT one_message_per_place UNIQUE (conversation_id, ordinal),
    CONSTRAINT known_message_role CHECK (role IN ('customer', 'agent', 'note')),
    FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE,
    FOREIGN KEY(actor_id) REFERENCES actors (id) ON DELETE SET NULL
)
    """,
    "CREATE INDEX ix_messages_change_seq ON messages (change_seq)",
    "CREATE INDEX ix_messages_conversation_id ON messages (conversation_id)",
    """
CREATE TABLE annotations (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    message_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    score FLOAT NOT NULL,
    model TEXT NOT NULL,
    model_version TEXT NOT NULL,
    at BIGINT NOT NULL,
    change_seq BIGINT NOT NULL,
    FOREIGN KEY(message_id) REFERENCES messages (id) ON DELETE CASCADE
)
    """,
    "CREATE INDEX ix_annotations_change_seq ON annotations (change_seq)",
    "CREATE INDEX ix_annotations_message_id ON annotations (message_id)",
    """
CREATE TABLE articles (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    lang TEXT DEFAULT '' NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    answer TEXT NOT NULL,
    version INTEGER NOT NULL,
    source_id BIGINT,
    source_key TEXT,
    source_digest TEXT,
    locator JSON NOT NULL,
    conversation_id BIGINT,
    message_id BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    use_count INTEGER DEFAULT '0' NOT NULL,
    last_used_at BIGINT,
    change_seq BIGINT NOT NULL,
    CONSTRAINT one_article_per_source_key UNIQUE (source_id, source_key),
    CONSTRAINT known_kind CHECK (kind IN ('faq', 'passage', 'solved')),
    FOREIGN KEY(source_id) REFERENCES sources (id) ON DELETE SET NULL,
    FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE,
    FOREIGN KEY(message_id) REFERENCES messages (id) ON DELETE CASCADE
)
    """,
    "CREATE INDEX articles_by_kind ON articles (kind, updated_at)",
    "CREATE INDEX ix_articles_change_seq ON articles (change_seq)",
    "CREATE INDEX ix_articles_conversation_id ON articles (conversation_id)",
    "CREATE INDEX ix_articles_message_id ON articles (message_id)",
    "CREATE INDEX ix_articles_source_id ON articles (source_id)",
    """
CREATE TABLE article_questions (
    article_id BIGINT NOT NULL,
    ordinal INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (article_id, ordinal),
    FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
)
    """,
    """
CREATE TABLE article_tags (
    article_id BIGINT NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (article_id, tag),
    FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
)
    """,
    "CREATE INDEX ix_article_tags_tag ON article_tags (tag)",
    """
CREATE TABLE feedback (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at BIGINT NOT NULL,
    actor_id BIGINT,
    conversation_id BIGINT,
    message_id BIGINT,
    article_id BIGINT,
    action TEXT NOT NULL,
    suggestion JSON NOT NULL,
    final_text TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    change_seq BIGINT NOT NULL,
    FOREIGN KEY(actor_id) REFERENCES actors (id) ON DELETE SET NULL,
    FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE,
    FOREIGN KEY(message_id) REFERENCES messages (id) ON DELETE CASCADE,
    FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE SET NULL
)
    """,
    "CREATE INDEX ix_feedback_article_id ON feedback (article_id)",
    "CREATE INDEX ix_feedback_change_seq ON feedback (change_seq)",
    "CREATE INDEX ix_feedback_conversation_id ON feedback (conversation_id)",
    """
CREATE TABLE vectors (
    article_id BIGINT NOT NULL,
    embedding_model_id BIGINT NOT NULL,
    fields TEXT NOT NULL,
    codes BLOB NOT NULL,
    PRIMARY KEY (article_id, embedding_model_id),
    FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE,
    FOREIGN KEY(embedding_model_id) REFERENCES embedding_models (id) ON DELETE CASCADE
)
    """,
    # an audit log that could be changed would prove nothing
    """
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
    """
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
    "INSERT INTO counters (name, value) VALUES ('change_seq', 0)",
    # the user of this desktop; further actors are added on a company server
    """
INSERT INTO actors (name, role, created_at, change_seq)
VALUES ('owner', 'administrator', CAST(strftime('%s', 'now') AS INTEGER) * 1000000, 0)
    """,
)


def apply(connection: Connection) -> None:
    """Create all tables, indexes and triggers of schema 1, and the actor `owner`."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
