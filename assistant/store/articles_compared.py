"""Reads the data needed to find duplicate articles."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from assistant.store import schema

_T = schema.articles
_Q = schema.article_questions
_OF_ONE_QUESTION = 8
_MOST = 20_000


def curated_ids(connection: Connection) -> set[int]:
    """Return the ids of all articles except solved replies, which are created automatically."""
    return set(connection.scalars(select(_T.c.id).where(_T.c.kind != "solved")))


def pairs_sharing_a_question(connection: Connection) -> list[tuple[int, int]]:
    """Return pairs of articles that share a question, compared without regard to case.

    If more than two share it, the first is paired with up to eight others. At most 20,000 pairs.
    """
    same = func.lower(func.trim(_Q.c.text))
    groups = connection.scalars(
        select(func.group_concat(_Q.c.article_id))
        .join(_T, _T.c.id == _Q.c.article_id)
        .where(_T.c.kind != "solved")
        .group_by(same)
        .having(func.count() > 1)
        .limit(_MOST)
    )
    pairs = []
    for group in groups:
        first, *others = sorted({int(id_) for id_ in group.split(",")})[: _OF_ONE_QUESTION + 1]
        pairs += [(first, other) for other in others]
    return pairs[:_MOST]


def last_change(connection: Connection) -> int:
    """Return the `change_seq` of the last change or deletion of any article."""
    gone = schema.deletions
    deleted = select(func.max(gone.c.change_seq)).where(gone.c.entity == "articles")
    changed = connection.scalar(select(func.max(_T.c.change_seq))) or 0
    return max(changed, connection.scalar(deleted) or 0)
