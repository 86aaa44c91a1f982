"""The passages a reply is learnt from: those the engine would have found for the question, but
nothing of the answer's own conversation, and nothing that what judges has in it.

An answer must not be found in its own passages: a model that copies what it should have written
learns to copy, and is judged too well. So solved replies that repeat what was said in the same
conversation are passed over, and of what others said whatever the held-out replies repeat.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from assistant.contracts import RIVAL, Article
from assistant.drafting.sources import MOST, Sources
from assistant.engine import Engine
from assistant.prompt import Prompt
from assistant.store import articles_read
from retrieval.retriever import Hit, Query
from training.judging.near_duplicates import NearIndex, words_of
from training.replies.turns import Answered

LEAKS: Final = 0.6
"""Share of words from which on a solved reply gives an answer away; lower than for near-duplicates:
to learn from less costs less than to learn to copy."""
_LOOKED_AT: Final = 10
_TRIES: Final = 3
"""Searches until nothing forbidden is found any more."""
_LEAST_SHARED: Final = 0.25
"""Of a reply's words, the share from which on an entry says the same."""
_LED: Final = 0.3
"""How often an entry that does not answer stands first among those that do."""


@dataclass(frozen=True, slots=True)
class Found:
    """Hits that may be shown, and their articles."""

    hits: tuple[Hit, ...]
    articles: Mapping[int, Article]


class Grounding:
    """Finds passages for what was answered.

    Args:
        engine: Its search, its articles, its settings.
        held_out: Replies that nothing learnt from may repeat.
        negatives: How often an entry that was found but does not answer stands among the passages.
        seed: Of that chance.
    """

    def __init__(
        self, engine: Engine, held_out: Iterable[str], *, negatives: float, seed: int
    ) -> None:
        self._engine = engine
        self._held_out = NearIndex((words_of(text) for text in held_out), LEAKS)
        self._negatives, self._seed = negatives, seed

    def prompt(
        self, answered: Answered, own: NearIndex, *, lang: str, name: str, learnt: bool
    ) -> Prompt | None:
        """What the reply would have been written from; None where nothing is found.

        Args:
            own: What agents said in the same conversation.
            name: Of the example, for chance that repeats.
            learnt: It is learnt from: then held-out replies are kept out of it, and entries that
                do not answer are put among the passages.
        """
        found = self._found(answered, own, lang=lang, learnt=learnt)
        articles = [found.articles[hit.id] for hit in found.hits if hit.confidence >= RIVAL][:MOST]
        chance = random.Random(f"{self._seed}/{name}")
        if learnt and 0 < len(articles) < MOST and chance.random() < self._negatives:
            self._mislead(articles, found, answered.reply, chance)
        passages = Sources.of(articles).passages
        return Prompt(passages, answered.turns) if passages else None

    def _found(self, answered: Answered, own: NearIndex, *, lang: str, learnt: bool) -> Found:
        *before, last = [turn.text for turn in answered.turns]
        without: list[int] = []
        for _ in range(_TRIES):
            hits = self._engine.knowledge.search(
                Query(
                    text=last, context=tuple(before), lang=lang, limit=_LOOKED_AT,
                    without=tuple(without),
                )
            ).hits  # fmt: skip
            with self._engine.store.read() as connection:
                articles = articles_read.get_many(connection, [hit.id for hit in hits])
            shut = [id_ for id_, one in articles.items() if self._is_shut(one, own, learnt=learnt)]
            allowed = tuple(hit for hit in hits if hit.id in articles and hit.id not in shut)
            if not shut:
                break
            without += shut
        return Found(allowed, articles)

    def _is_shut(self, article: Article, own: NearIndex, *, learnt: bool) -> bool:
        """Articles that people keep are there whoever asks; solved replies are others' answers."""
        if article.kind != "solved":
            return False
        if not self._engine.settings.similar_replies:
            return True
        said = words_of(article.answer)
        return own.has_near(said) or (learnt and self._held_out.has_near(said))

    def _mislead(
        self, articles: list[Article], found: Found, reply: str, chance: random.Random
    ) -> None:
        """Put an entry among the articles that is near the question and says something else."""
        says = NearIndex([words_of(reply)], least=_LEAST_SHARED)
        near = [hit.id for hit in found.hits if hit.confidence < RIVAL]
        others = [id_ for id_ in near if not says.has_near(words_of(found.articles[id_].answer))]
        if others:
            at = 0 if chance.random() < _LED else len(articles)
            articles.insert(at, found.articles[others[0]])
