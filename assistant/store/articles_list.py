"""Lists articles page by page: filtered, newest first, with a stable cursor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, func, or_, select

from assistant.contracts import ArticleKind, ArticlePage, TagCount
from assistant.store import schema
from assistant.store.articles_read import get_many

_T = schema.articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Conditions on the articles to list. Solved replies are listed only if `kind` says so."""

    q: str = ""
    kind: ArticleKind | None = None
    tag: str = ""
    lang: str = ""
    source: str = ""
    unused: bool = False
    older_than: datetime | None = None


def listed(
    connection: Connection,
    wanted: Filter,
    *,
    cursor: int | None = None,
    skip: int = 0,
    limit: int = 50,
) -> ArticlePage:
    """Return a page of articles, newest first.

    Args:
        connection: A connection to the store.
        wanted: Which articles to list.
        cursor: The id below which to continue.
        skip: Number of articles to skip, for jumping within a long table. Unlike the cursor, it
            is not stable while articles are added and deleted.
        limit: Maximum number of articles.
    """
    conditions = _conditions(wanted)
    total = connection.scalar(select(func.count()).select_from(_T).where(*conditions)) or 0
    if cursor is not None:
        conditions.append(_T.c.id < cursor)
    statement = select(_T.c.id).where(*conditions).order_by(_T.c.id.desc())
    statement = statement.limit(limit + 1).offset(skip)
    ids = list(connection.scalars(statement))
    articles = get_many(connection, ids[:limit])
    return ArticlePage(
        items=[articles[id_] for id_ in ids[:limit]],
        total=total,
        next=ids[limit - 1] if len(ids) > limit else None,
    )


def tags(connection: Connection) -> list[TagCount]:
    """Return all tags with the number of articles that have them, most used first."""
    table = schema.article_tags
    count = func.count()
    rows = connection.execute(
        select(table.c.tag, count).group_by(table.c.tag).order_by(count.desc(), table.c.tag)
    )
    return [TagCount(tag=tag, count=number) for tag, number in rows]


def _conditions(wanted: Filter) -> list[ColumnElement[Any]]:
    conditions: list[ColumnElement[Any]] = [
        _T.c.kind == wanted.kind if wanted.kind else _T.c.kind != "solved"
    ]
    if wanted.q.strip():
        conditions.append(_mentions(wanted.q.strip()))
    if wanted.tag:
        table = schema.article_tags
        conditions.append(exists().where(table.c.article_id == _T.c.id, table.c.tag == wanted.tag))
    if wanted.lang:
        conditions.append(_T.c.lang == wanted.lang)
    if wanted.source:
        source = select(schema.sources.c.id).where(schema.sources.c.name == wanted.source)
        conditions.append(_T.c.source_id == source.scalar_subquery())
    if wanted.unused:
        conditions.append(_T.c.use_count == 0)
    if wanted.older_than is not None:
        conditions.append(_T.c.updated_at < wanted.older_than)
    return conditions


def _mentions(q: str) -> ColumnElement[Any]:
    """Condition that title, answer or a question contains the text, in any case."""
    questions = schema.article_questions
    return or_(
        _T.c.title.icontains(q, autoescape=True),
        _T.c.answer.icontains(q, autoescape=True),
        exists().where(
            questions.c.article_id == _T.c.id, questions.c.text.icontains(q, autoescape=True)
        ),
    )
