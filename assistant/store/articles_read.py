"""Reads articles: single ones, their history, and batches for the indexes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, Row, Select, Table, bindparam, func, select

from assistant.contracts import Article, ArticleBody, ArticleKind, ArticleVersion, Locator
from assistant.errors import NotFoundError
from assistant.store import schema
from assistant.store.rows import chunks, imported, imported_keys
from retrieval.entry import Entry, Kind
from retrieval.entry_words import VERSION, EntryWords

_T = schema.articles


def _in_order(table: Table, column: str) -> Select[Any]:
    order = table.c.ordinal if "ordinal" in table.c else table.c[column]
    return select(table.c.article_id, table.c[column]).order_by(table.c.article_id, order)


# Built once, as SQLAlchemy takes longer to build a statement than SQLite takes to run it.
_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_BY_ID: Final = select(_T).where(_T.c.id.in_(_IDS)).order_by(_T.c.id)
_QUESTIONS: Final = _in_order(schema.article_questions, "text").where(
    schema.article_questions.c.article_id.in_(_IDS)
)
_TAGS: Final = _in_order(schema.article_tags, "tag").where(
    schema.article_tags.c.article_id.in_(_IDS)
)
_SOURCE_NAMES: Final = select(schema.sources.c.id, schema.sources.c.name).where(
    schema.sources.c.id.in_(_IDS)
)


def get(connection: Connection, id_: int) -> Article:
    """Return one article.

    Raises:
        NotFoundError: There is no article with this id.
    """
    found = get_many(connection, [id_])
    if not found:
        raise not_found(f"article {id_}")
    return found[id_]


def get_many(connection: Connection, ids: Sequence[int]) -> dict[int, Article]:
    """Return articles by id, without those that do not exist."""
    found = [
        article
        for some in chunks(ids)
        for article in _whole(connection, connection.execute(_BY_ID, {"ids": some}).all())
    ]
    return {article.id: article for article in found}


def history(connection: Connection, id_: int) -> list[ArticleVersion]:
    """Return all versions of an article with their bodies, newest first.

    Raises:
        NotFoundError: There never was such an article, or it was erased.
    """
    table = schema.article_versions
    rows = connection.execute(
        select(table, schema.actors.c.name)
        .join(schema.actors, schema.actors.c.id == table.c.actor_id, isouter=True)
        .where(table.c.article_id == id_)
        .order_by(table.c.version.desc())
    ).all()
    if not rows:
        raise not_found(f"article {id_}")
    alive = get_many(connection, [id_]).get(id_)
    last = _plain(body_of(alive)) if alive else None
    steps = []
    for row in rows:
        # a deletion has no body of its own, so it shows the deleted one
        body = _plain(row.body) if row.body else last or _plain(rows[1].body)
        steps.append(
            ArticleVersion(
                version=row.version,
                action=row.action,
                actor=row.name or "replydesk",
                at=row.at,
                body=ArticleBody.model_validate(body),
            )
        )
    return steps


@dataclass(frozen=True, slots=True)
class Stored:
    """An article with the data that the indexes need.

    `codes` is None if the embedding model has not encoded the article yet, `words` if it has not
    been tokenized by the present version of the tokenizer.
    """

    entry: Entry
    fields: str
    codes: bytes | None
    words: EntryWords | None


def entries_after(
    connection: Connection, embedding_model_id: int, after: int, *, limit: int = 1000
) -> list[Stored]:
    """Return the next articles after an id, for indexing; empty at the end."""
    return _indexable(
        connection, embedding_model_id, _columns().where(_T.c.id > after).limit(limit)
    )


def entries_since(connection: Connection, embedding_model_id: int, change_seq: int) -> list[Stored]:
    """Return the articles written after a change number, for indexing."""
    return _indexable(
        connection, embedding_model_id, _columns().where(_T.c.change_seq > change_seq)
    )


def deleted_since(connection: Connection, change_seq: int) -> list[int]:
    """Return the ids of articles deleted after a change number (and perhaps restored since)."""
    table = schema.deletions
    return list(
        connection.scalars(
            select(table.c.entity_id).where(
                table.c.entity == "articles", table.c.change_seq > change_seq
            )
        )
    )


def _columns() -> Select[Any]:
    columns = (_T.c.id, _T.c.answer, _T.c.title, _T.c.lang, _T.c.kind)
    return select(*columns).order_by(_T.c.id)


def _indexable(
    connection: Connection, embedding_model_id: int, statement: Select[Any]
) -> list[Stored]:
    rows = connection.execute(statement).all()
    if not rows:
        return []
    first, last = rows[0].id, rows[-1].id
    questions = _texts(connection, schema.article_questions, "text", first, last)
    tags = _texts(connection, schema.article_tags, "tag", first, last)
    codes = _codes(connection, embedding_model_id, first, last)
    words = _words(connection, first, last)
    return [
        Stored(
            Entry(
                id=row.id, answer=row.answer, title=row.title, lang=row.lang,
                kind=Kind(row.kind), questions=tuple(questions.get(row.id, ())),
                tags=tuple(tags.get(row.id, ())),
            ),
            codes.get(row.id, ("", b""))[0],
            codes.get(row.id, ("", None))[1],
            words.get(row.id),
        )
        for row in rows
    ]  # fmt: skip


def count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(_T)) or 0


def by_source_key(
    connection: Connection, source_id: int, keys: Iterable[str]
) -> dict[str, tuple[int, str]]:
    """Map keys of rows in a source to the article id and digest imported from each."""
    return imported(connection, _T, source_id, keys)


def source_keys(connection: Connection, source_id: int) -> set[str]:
    """Return the keys of all entries imported from a source that still exist."""
    return imported_keys(connection, _T, source_id, _T.c.kind != "solved")


def read_after(
    connection: Connection, after: int, kinds: Sequence[ArticleKind], *, limit: int
) -> list[Article]:
    """Return the next articles of these kinds after an id; empty at the end."""
    wanted = select(_T).where(_T.c.id > after, _T.c.kind.in_(kinds)).order_by(_T.c.id)
    return _whole(connection, connection.execute(wanted.limit(limit)).all())


def _whole(connection: Connection, rows: Sequence[Row[Any]]) -> list[Article]:
    """Build articles from rows and the related tables."""
    ids = [row.id for row in rows]
    questions = _parts(connection, _QUESTIONS, ids)
    tags = _parts(connection, _TAGS, ids)
    source_ids = {row.source_id for row in rows if row.source_id}
    names: dict[int, str] = {}
    if source_ids:
        found = connection.execute(_SOURCE_NAMES, {"ids": list(source_ids)})
        names = {row.id: row.name for row in found}
    return [
        Article(
            id=row.id, kind=row.kind, version=row.version, questions=questions.get(row.id, []),
            answer=row.answer, title=row.title, tags=tags.get(row.id, []), lang=row.lang,
            source=names.get(row.source_id, ""), locator=Locator.model_validate(row.locator),
            conversation_id=row.conversation_id, created_at=row.created_at,
            updated_at=row.updated_at, use_count=row.use_count, last_used_at=row.last_used_at,
        )
        for row in rows
    ]  # fmt: skip


def body_of(article: Article) -> dict[str, Any]:
    """Return the fields of an article that its history stores."""
    return {
        "questions": article.questions, "answer": article.answer, "title": article.title,
        "tags": article.tags, "lang": article.lang, "kind": article.kind,
    }  # fmt: skip


def not_found(what: str) -> NotFoundError:
    return NotFoundError(
        expected=what, found="nothing there", remedy="Look it up again: it may have been deleted"
    )


def _plain(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in ("kind", "origin")}


def _parts(
    connection: Connection, statement: Select[Any], ids: Sequence[int]
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for some in chunks(ids):
        _collect(connection.execute(statement, {"ids": some}), found)
    return found


def _texts(
    connection: Connection, table: Table, column: str, first: int, last: int
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    between = table.c.article_id.between(first, last)
    _collect(connection.execute(_in_order(table, column).where(between)), found)
    return found


def _collect(rows: Iterable[Any], into: dict[int, list[str]]) -> None:
    for row in rows:
        into.setdefault(row[0], []).append(row[1])


def _codes(
    connection: Connection, model: int, first: int, last: int
) -> dict[int, tuple[str, bytes]]:
    table = schema.vectors
    rows = connection.execute(
        select(table.c.article_id, table.c.fields, table.c.codes).where(
            table.c.embedding_model_id == model, table.c.article_id.between(first, last)
        )
    )
    return {row.article_id: (row.fields, row.codes) for row in rows}


def _words(connection: Connection, first: int, last: int) -> dict[int, EntryWords]:
    table = schema.article_words
    rows = connection.execute(
        select(table).where(table.c.version == VERSION, table.c.article_id.between(first, last))
    )
    return {
        row.article_id: EntryWords(row.article_id, row.question, row.answer, row.title, row.tags)
        for row in rows
    }
