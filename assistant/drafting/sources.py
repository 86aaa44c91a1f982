"""What a reply is written from: the articles an agent chose, or those the search is sure of."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.asked import Asked
from assistant.contracts import RIVAL, Article, ReplyRequest, SourceRef
from assistant.knowledge import Knowledge
from assistant.prompt import Passage
from assistant.settings import Settings
from assistant.store import articles_read
from assistant.store.database import Store
from retrieval.retriever import Query

_MOST = 3
"""Found entries that a reply is written from: more of them distract a small model."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The most useful first; none where nothing is known."""

    articles: tuple[Article, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(Passage(_name(article), article.answer) for article in self.articles)

    @property
    def refs(self) -> list[SourceRef]:
        return [SourceRef(id=article.id, title=_name(article)) for article in self.articles]


def sources(
    store: Store,
    knowledge: Knowledge,
    settings: Settings,
    asked: Asked,
    request: ReplyRequest,
    lang: str,
) -> Sources:
    """The articles named in the request, or those found for what is asked.

    Raises:
        NotFoundError: A named article is not there.
    """
    if request.articles:
        with store.read() as connection:
            return Sources(
                tuple(articles_read.get(connection, number) for number in request.articles)
            )
    found = knowledge.search(
        Query(text=asked.text, context=asked.context, lang=lang, limit=_MOST + 2)
    )
    floor = settings.confidence_floor if settings.confidence_floor >= 0 else found.floor
    if not found.hits or found.hits[0].confidence < floor:
        return Sources(())
    sure = [hit.id for hit in found.hits if hit.confidence >= min(floor, RIVAL)]
    with store.read() as connection:
        known = articles_read.get_many(connection, sure)
    articles = [
        known[number]
        for number in sure
        if number in known and _may_serve(known[number], asked, settings)
    ]
    return Sources(tuple(articles[:_MOST]))


def _may_serve(article: Article, asked: Asked, settings: Settings) -> bool:
    if article.kind != "solved":
        return True
    own = article.conversation_id is not None and article.conversation_id == asked.conversation_id
    return settings.similar_replies and not own


def _name(article: Article) -> str:
    """What an article answers, as a person would ask it: that says more than its title."""
    return article.questions[0] if article.questions else article.title
