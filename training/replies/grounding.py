"""Finds the passages of a training example: those the engine would have found for the question.

A reply must not be among its own passages: a model trained like that learns to copy, and is judged
too well. So solved replies are excluded that repeat what an agent said in the same conversation,
and, for training examples, those that repeat a held-out reply.
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
from training.replies.learnable_replies import LearnableReply

LEAKS: Final = 0.6
"""Word overlap from which on a solved reply gives an answer away. Lower than for near-duplicates:
losing some examples is better than learning to copy."""
_LOOKED_AT: Final = 10
_TRIES: Final = 3
"""Maximum number of searches; each excludes the forbidden entries found before."""
_LEAST_SHARED: Final = 0.25
"""Overlap with the reply's words from which on an entry counts as an answer."""
_LED: Final = 0.3
"""Probability that a misleading entry is put first among the passages, not last."""


@dataclass(frozen=True, slots=True)
class FoundPassages:
    """Allowed hits of a search, and the articles of all hits."""

    hits: tuple[Hit, ...]
    articles: Mapping[int, Article]


class Grounding:
    """Builds the prompts of examples, with passages from the engine's search.

    Args:
        engine: The engine whose search, articles and settings are used.
        held_out: Replies that must not appear in the passages of training examples.
        negatives: Probability of adding an entry that was found but does not answer.
        seed: Random seed of that.
    """

    def __init__(
        self, engine: Engine, held_out: Iterable[str], *, negatives: float, seed: int
    ) -> None:
        self._engine = engine
        self._held_out = NearIndex((words_of(text) for text in held_out), LEAKS)
        self._negatives, self._seed = negatives, seed

    def prompt(
        self, one: LearnableReply, own: NearIndex, *, lang: str, name: str, learnt: bool
    ) -> Prompt | None:
        """The prompt from which a reply would have been written; None if the search finds nothing.

        Args:
            own: Agents' messages of the same conversation, which must not be among the passages.
            name: Name of the example, which seeds its randomness.
            learnt: Whether it is a training example: then held-out replies are excluded, and
                misleading entries may be added to the passages.
        """
        found = self._found(one, own, lang=lang, learnt=learnt)
        articles = [found.articles[hit.id] for hit in found.hits if hit.confidence >= RIVAL][:MOST]
        chance = random.Random(f"{self._seed}/{name}")
        if learnt and 0 < len(articles) < MOST and chance.random() < self._negatives:
            self._mislead(articles, found, one.reply, chance)
        passages = Sources.of(articles).passages
        return Prompt(passages, one.turns) if passages else None

    def _found(
        self, one: LearnableReply, own: NearIndex, *, lang: str, learnt: bool
    ) -> FoundPassages:
        *before, last = [turn.text for turn in one.turns]
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
            shut = [
                id_ for id_, article in articles.items()
                if self._is_shut(article, own, learnt=learnt)
            ]  # fmt: skip
            allowed = tuple(hit for hit in hits if hit.id in articles and hit.id not in shut)
            if not shut:
                break
            without += shut
        return FoundPassages(allowed, articles)

    def _is_shut(self, article: Article, own: NearIndex, *, learnt: bool) -> bool:
        """Whether an article must not be shown: a solved reply that gives the answer away, or any
        solved reply if the engine does not use them. Articles that people maintain are always
        allowed."""
        if article.kind != "solved":
            return False
        if not self._engine.settings.similar_replies:
            return True
        said = words_of(article.answer)
        return own.has_near(said) or (learnt and self._held_out.has_near(said))

    def _mislead(
        self, articles: list[Article], found: FoundPassages, reply: str, chance: random.Random
    ) -> None:
        """Add an entry to the articles that is near the question but does not answer it."""
        says = NearIndex([words_of(reply)], least=_LEAST_SHARED)
        near = [hit.id for hit in found.hits if hit.confidence < RIVAL]
        others = [id_ for id_ in near if not says.has_near(words_of(found.articles[id_].answer))]
        if others:
            at = 0 if chance.random() < _LED else len(articles)
            articles.insert(at, found.articles[others[0]])
