"""Exports articles as CSV and JSON Lines, and conversations as JSON Lines.

The columns are those the import reads, so an export can be imported again. Solved replies are left
out unless requested: they are derived from the conversations and are recreated with them.

A spreadsheet evaluates a cell that begins like a formula. Such cells are prefixed with an
apostrophe, which the import removes again.

Each batch is read in a transaction of its own, so a slow client of a large export blocks nobody.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from assistant.contracts import Article, ArticleKind
from assistant.store import articles_read, conversations_read, schema
from assistant.store.database import Store
from retrieval.documents.formula_guard import guarded

COLUMNS = ("id", "question", "answer", "title", "tags", "lang", "kind")
KINDS: tuple[ArticleKind, ...] = ("faq", "passage")

_BATCH = 500


def articles_csv(store: Store, *, kinds: Sequence[ArticleKind] = KINDS) -> Iterator[bytes]:
    """Export articles as CSV in UTF-8 with a byte-order mark, as spreadsheets expect.

    Question variants and tags are written one per line within their cell; every cell is guarded
    against being read as a formula.
    """
    yield "\ufeff".encode()
    yield _csv_rows([COLUMNS])
    for batch in _articles(store, kinds):
        yield _csv_rows(
            [
                (
                    str(article.id),
                    "\n".join(map(_one_line, article.questions)),
                    article.answer,
                    article.title,
                    "\n".join(map(_one_line, article.tags)),
                    article.lang,
                    article.kind,
                )
                for article in batch
            ]
        )


def articles_jsonl(store: Store, *, kinds: Sequence[ArticleKind] = KINDS) -> Iterator[bytes]:
    """Export articles as one JSON object per line, with the column names of the CSV."""
    for batch in _articles(store, kinds):
        yield _json_lines(
            {
                "id": str(article.id), "question": article.questions, "answer": article.answer,
                "title": article.title, "tags": article.tags, "lang": article.lang,
                "kind": article.kind,
            }
            for article in batch
        )  # fmt: skip


def conversations_jsonl(store: Store) -> Iterator[bytes]:
    """Export conversations as one JSON object per line, with customer and messages."""
    after = 0
    while True:
        with store.read() as connection:
            ids = _next_ids(connection, schema.conversations, after)
            batch = [_conversation(connection, id_) for id_ in ids]
        if not ids:
            return
        after = ids[-1]
        yield _json_lines(batch)


def _csv_rows(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([map(guarded, row) for row in rows])
    return text.getvalue().encode()


def _json_lines(values: Any) -> bytes:
    return "".join(f"{json.dumps(value, ensure_ascii=False)}\n" for value in values).encode()


def _articles(store: Store, kinds: Sequence[ArticleKind]) -> Iterator[list[Article]]:
    after = 0
    while True:
        with store.read() as connection:
            batch = articles_read.read_after(connection, after, kinds, limit=_BATCH)
        if not batch:
            return
        after = batch[-1].id
        yield batch


def _next_ids(connection: Connection, table: Any, after: int) -> list[int]:
    statement = select(table.c.id).where(table.c.id > after).order_by(table.c.id).limit(_BATCH)
    return list(connection.scalars(statement))


def _conversation(connection: Connection, id_: int) -> dict[str, Any]:
    whole = conversations_read.with_messages(connection, id_)
    return {
        "id": str(id_),
        "customer": _customer(connection, whole.customer_id, whole.customer_name),
        "subject": whole.subject,
        "status": whole.status,
        "rating": whole.rating,
        "channel": whole.channel,
        "created_at": whole.created_at.isoformat(),
        "messages": [
            {
                "role": message.role, "author": message.author, "at": message.at.isoformat(),
                "text": message.text,
            }
            for message in whole.messages
        ],
    }  # fmt: skip


def _customer(connection: Connection, id_: int | None, name: str) -> dict[str, str]:
    """Return a customer's name and first identifier of each kind; `number` is exported as `id`."""
    if id_ is None:
        return {}
    table = schema.customer_identifiers
    known: dict[str, str] = {"name": name}
    rows = connection.execute(
        select(table.c.kind, table.c.value).where(table.c.customer_id == id_).order_by(table.c.id)
    )
    for row in rows:
        field = {"number": "id"}.get(row.kind, row.kind)
        if row.kind != "name":
            known.setdefault(field, row.value)
    return known


def _one_line(text: str) -> str:
    return " ".join(text.split())
