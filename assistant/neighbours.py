"""Finds the articles that compete with a given one, because the same question finds them."""

from __future__ import annotations

from assistant.answering import source_of
from assistant.contracts import ArticleBody, Neighbour
from assistant.engine import Engine
from assistant.knowledge import with_lang
from assistant.store import articles_read
from assistant.store.articles import ArticleDraft
from retrieval.retriever import Query

_NEIGHBOURS = 5
_SPARE = 5
"""Extra hits requested, to replace solved replies that are not shown."""
_FAR = 0.05
"""Confidence below which an article does not count as a neighbour."""


def neighbours(engine: Engine, body: ArticleBody, without: int | None) -> list[Neighbour]:
    """Return the articles that a customer's question answered by this body would also find.

    Args:
        engine: The engine whose articles are searched.
        body: Its first question is the query, else its title, else its answer.
        without: The id of the article being edited, which is left out; None for a new one.
    """
    draft = with_lang(ArticleDraft.of(body))
    asked = next(filter(None, [*draft.questions[:1], draft.title, draft.answer]))
    passed_over = () if without is None else (without,)
    limit = _NEIGHBOURS + _SPARE
    query = Query(text=asked, lang=draft.lang, limit=limit, without=passed_over)
    hits = engine.knowledge.search(query).hits
    ids = [hit.id for hit in hits]
    same = engine.knowledge.index.retriever.same(draft.entry(0), ids)
    with engine.store.read() as connection:
        articles = articles_read.get_many(connection, ids)
    found = []
    for hit in hits:
        article = articles.get(hit.id)
        if article is None or (hit.confidence < _FAR and hit.id not in same):
            continue
        if article.kind == "solved" and not engine.settings.similar_replies:
            continue
        source = source_of(hit, article)
        found.append(
            Neighbour(
                id=hit.id, kind=article.kind, question=source.question, answer=article.answer,
                confidence=source.confidence, same=hit.id in same,
            )
        )  # fmt: skip
    return found[:_NEIGHBOURS]
