"""Answers a customer's message with a stream of events: understood, sources, suggestions, done.

`answer` is a generator, so each event reaches the agent as soon as it is known, and closing the
stream stops the work. It can be tested without starting an engine process.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from assistant.asked import Asked
from assistant.asked import asked as read_asked
from assistant.contracts import (
    RIVAL,
    Answer,
    Article,
    Done,
    Mark,
    Source,
    SourceRef,
    Sources,
    Suggestion,
    SuggestionRequest,
    Understood,
)
from assistant.knowledge import Knowledge
from assistant.settings import Settings
from assistant.store import articles_read
from assistant.store.database import Store
from assistant.understanding.understanding import Understanding
from retrieval.language import detect_language
from retrieval.retriever import Hit, Query
from retrieval.shared_words import content_words, shared_word_spans

AnswerEvent = Understood | Sources | Suggestion | Done

_CARD_KIND = {"faq": "verified", "passage": "passage", "solved": "solved"}
_SPARE = 5
"""Extra hits requested from the search, to replace those that cannot be shown: replies from the
same conversation, and articles deleted meanwhile."""
_ASKED_CHARACTERS = 4000
"""Number of characters of a message that the search reads; the rest is ignored here too."""


def answer(
    store: Store,
    knowledge: Knowledge,
    settings: Settings,
    request: SuggestionRequest,
    understanding: Understanding,
) -> Iterator[AnswerEvent]:
    """Answer one message, using only the articles in the store.

    Raises:
        NotFoundError: There is no such conversation.
        NothingAskedError: Neither text nor a conversation with a customer's message is given.
    """
    started = time.perf_counter()
    asked = read_asked(store, request)
    language = detect_language(asked.text)
    lang = request.lang or language.tag
    meant = understanding.understand(asked.text, lang)
    yield Understood(
        language=lang, language_confidence=language.confidence,
        intent=meant.intent, intent_confidence=meant.confidence, mood=meant.mood,
    )  # fmt: skip

    found = knowledge.search(
        Query(text=asked.text, context=asked.context, lang=lang, limit=request.limit + _SPARE)
    )
    with store.read() as connection:
        articles = articles_read.get_many(connection, [hit.id for hit in found.hits])
    shown = [
        (hit, articles[hit.id])
        for hit in found.hits
        if hit.id in articles and _may_show(articles[hit.id], asked, settings)
    ][: request.limit]
    floor = settings.confidence_floor if settings.confidence_floor >= 0 else found.floor
    abstained = not shown or shown[0][0].confidence < floor
    yield Sources(items=[source_of(hit, article) for hit, article in shown], abstained=abstained)

    least = min(floor, RIVAL)
    fit = [] if abstained else [pair for pair in shown if pair[0].confidence >= least]
    said = content_words(asked.text[:_ASKED_CHARACTERS], lang)
    for card, (hit, article) in enumerate(fit, start=1):
        yield _suggestion(card, hit, article, said)
    total = (time.perf_counter() - started) * 1000
    timings = found.timings_ms | {"total": total}
    yield Done(abstained=abstained, timings_ms={k: round(v, 2) for k, v in timings.items()})


def collect(events: Iterator[AnswerEvent]) -> Answer:
    """Collect all events of one answer into a single value."""
    language, suggestions = "", []
    for event in events:
        if isinstance(event, Understood):
            language = event.language
        elif isinstance(event, Suggestion):
            suggestions.append(event)
        elif isinstance(event, Done):
            return Answer(
                language=language,
                abstained=event.abstained,
                suggestions=suggestions,
                timings_ms=event.timings_ms,
            )
    raise RuntimeError("an answer ends with Done")


def source_of(hit: Hit, article: Article) -> Source:
    """Convert a search hit and its article to the source shown to the agent."""
    question = ""
    if hit.question is not None and hit.question < len(article.questions):
        question = article.questions[hit.question]
    elif article.questions:
        question = article.questions[0]
    return Source(
        id=article.id, kind=article.kind, title=_title(article), question=question,
        confidence=round(hit.confidence, 4), source=article.source, locator=article.locator,
        updated_at=article.updated_at, last_used_at=article.last_used_at,
        use_count=article.use_count, same_as=list(hit.folded),
    )  # fmt: skip


def _suggestion(card: int, hit: Hit, article: Article, said: frozenset[str]) -> Suggestion:
    return Suggestion(
        card=card,
        kind=_CARD_KIND[article.kind],
        text=article.answer,
        confidence=round(hit.confidence, 4),
        sources=[SourceRef(id=article.id, title=_title(article))],
        marks=[
            Mark(start=start, end=end)
            for start, end in shared_word_spans(article.answer, article.lang, said)
        ],
    )


def _title(article: Article) -> str:
    """Return the label of an article: its title, else first question, else start of its answer."""
    if article.title:
        return article.title
    return article.questions[0] if article.questions else article.answer[:80]


def _may_show(article: Article, asked: Asked, settings: Settings) -> bool:
    if article.kind != "solved":
        return True
    own = article.conversation_id is not None and article.conversation_id == asked.conversation_id
    return settings.similar_replies and not own
