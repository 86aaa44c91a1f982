"""The sources of a reply: the articles an agent chose, or those the search is confident about.

A composed draft repeats its first source. If that is a solved reply, the typical one of the replies
to similar requests takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.asked import Asked
from assistant.contracts import RIVAL, Article, ReplyRequest, SourceRef
from assistant.drafting.planted import without_planted
from assistant.drafting.typical import COMPARED, typical
from assistant.knowledge import Knowledge
from assistant.prompt import Passage
from assistant.settings import Settings
from assistant.store import articles_read
from assistant.store.database import Store
from retrieval.retriever import Hit, Query

MOST = 3
"""Maximum entries a reply is written from: more of them distract a small model."""

WIDE = 20
"""Number of hits to search for entries in a requested language."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of a reply, the most useful first; empty if nothing is known.

    Attributes:
        articles, passages: The same sources, as stored and as a draft reads them.
        left_out: Number of articles of which a part that addresses a machine was left out.
    """

    articles: tuple[Article, ...] = ()
    passages: tuple[Passage, ...] = ()
    left_out: int = 0

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Sources:
        """Read articles up to the first instruction to a machine; skip those without text before
        it.
        """
        used, passages, left_out = [], [], 0
        for article in articles:
            text, planted = without_planted(article.answer)
            name, named = without_planted(_name(article))
            left_out += planted or named
            if text.strip():
                used.append(article)
                passages.append(Passage(name, text))
        return cls(tuple(used), tuple(passages), left_out)

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
    *,
    repeated: bool = False,
) -> Sources:
    """The articles named in the request, or those found for the question.

    Args:
        repeated: The draft will repeat the first source, so of several solved replies to similar
            requests the typical one comes first.

    Raises:
        NotFoundError: A named article does not exist.
    """
    named: list[Article] = []
    if request.articles:
        with store.read() as connection:
            named = [articles_read.get(connection, number) for number in request.articles]
        wanted = [one for one in named if request.reply_lang in ("", one.lang)]
        if wanted:
            return Sources.of(wanted)
    found = _found(store, knowledge, settings, asked, request, lang, repeated=repeated)
    return found or Sources.of(named)


def _found(
    store: Store,
    knowledge: Knowledge,
    settings: Settings,
    asked: Asked,
    request: ReplyRequest,
    lang: str,
    *,
    repeated: bool,
) -> Sources | None:
    """The articles the search is confident about, preferably in the requested language.

    None if the request's own articles are to be used, because nothing found answers in that
    language.
    """
    wanted = request.reply_lang
    limit = WIDE if wanted else COMPARED if repeated else MOST + 2
    found = knowledge.search(Query(text=asked.text, context=asked.context, lang=lang, limit=limit))
    floor = settings.confidence_floor if settings.confidence_floor >= 0 else found.floor
    if not found.hits or found.hits[0].confidence < floor:
        return None if request.articles else Sources()
    least = min(floor, RIVAL)
    looked_at = found.hits if repeated else [h for h in found.hits if h.confidence >= least]
    with store.read() as connection:
        known = articles_read.get_many(connection, [hit.id for hit in looked_at])
    serving = [
        (hit, known[hit.id])
        for hit in looked_at
        if hit.id in known and _may_serve(known[hit.id], asked, settings)
    ]
    articles = [article for hit, article in serving if hit.confidence >= least]
    in_it = [article for article in articles if wanted in ("", article.lang)]
    if request.articles and not in_it:
        return None
    used = in_it or articles
    if repeated:
        used = _typical_first(used, serving, least)
    return Sources.of(used[:MOST])


def _typical_first(
    articles: list[Article], serving: Sequence[tuple[Hit, Article]], least: float
) -> list[Article]:
    """The same articles; if the first is a solved reply, the typical one of them comes first."""
    if not articles or articles[0].kind != "solved":
        return articles
    lang = articles[0].lang
    replies = [(hit, one) for hit, one in serving if one.kind == "solved" and one.lang == lang]
    replies = replies[:COMPARED]
    hits, texts = [hit for hit, _ in replies], [one.answer for _, one in replies]
    chosen = replies[typical(hits, texts, lang, least=least)][1]
    return [chosen, *(one for one in articles if one.id != chosen.id)]


def _may_serve(article: Article, asked: Asked, settings: Settings) -> bool:
    if article.kind != "solved":
        return True
    own = article.conversation_id is not None and article.conversation_id == asked.conversation_id
    return settings.similar_replies and not own


def _name(article: Article) -> str:
    """The question an article answers, which says more than its title; else the title."""
    return article.questions[0] if article.questions else article.title
