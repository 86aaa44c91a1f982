"""Proposes one entry made from two."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from assistant.contracts import Article
from gui.knowledge.edited_entry import EditedEntry

_QUESTIONS: Final = 200
_TAGS: Final = 50


def merged(one: Article, other: Article) -> EditedEntry:
    """Combine questions and tags; take answer, title and language from the entry changed last."""
    newer, older = (one, other) if one.updated_at >= other.updated_at else (other, one)
    return EditedEntry(
        questions=_together((*newer.questions, *older.questions))[:_QUESTIONS],
        answer=newer.answer,
        title=newer.title or older.title,
        tags=_together((*newer.tags, *older.tags))[:_TAGS],
        lang=newer.lang or older.lang,
    )


def _together(texts: Iterable[str]) -> tuple[str, ...]:
    """Remove duplicates, ignoring case and surrounding white space."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(text.strip().casefold(), text)
    return tuple(found.values())
