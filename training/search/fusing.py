"""Adjusts the weight of words beside tuned vectors in the ranking, on held-out questions.

Better vectors need less help from words. Only one factor is fitted, because a company has few
questions; the other parameters of the search stay as they ship.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from retrieval import fusion
from retrieval.encoded_entry import encode
from retrieval.entry import Entry
from retrieval.retriever import Retriever
from retrieval.search_model import SearchModel
from training.search.mixing import COSTS, FREE, LITTLE

if TYPE_CHECKING:
    from retrieval.embedder import Embedder
    from training.search.learner import QuestionAnswerPairs

FACTORS: Final = (1.0, 0.8, 1.25, 0.6, 1.6, 0.4)
"""Factors on the weights of words that are tried, smallest change first."""
_MOST: Final = 400
"""About how many questions of each kind are searched for."""
_AT_ONCE: Final = 500
_WORDS: Final = [at for at, name in enumerate(fusion.FEATURES) if "words" in name or name == "both"]

RightShare = Callable[[NDArray[np.float64]], float]
"""Returns the share of questions whose first result is right with given ranking weights."""


def refit(
    embedder: Embedder, held_out: QuestionAnswerPairs, guard: QuestionAnswerPairs
) -> SearchModel:
    """The search parameters of an embedder, with the weights of words adjusted to its vectors.

    Args:
        embedder: The tuned embedder.
        held_out: Held-out questions of the company.
        guard: Questions of another shop, for which the search must not get worse.
    """
    known = embedder.search
    if not held_out.questions:
        return known
    here, elsewhere = _asked(embedder, held_out), _asked(embedder, guard)
    tried = {factor: weighed(known.ranking, factor) for factor in FACTORS}
    factor = chosen(
        {one: here(ranking) for one, ranking in tried.items()},
        {one: elsewhere(ranking) for one, ranking in tried.items()},
    )
    return replace(known, ranking=tried[factor])


def weighed(ranking: NDArray[np.float64], factor: float) -> NDArray[np.float64]:
    """Ranking weights with those of words multiplied by a factor."""
    found = ranking.copy()
    found[_WORDS] *= factor
    return found


def chosen(here: dict[float, float], elsewhere: dict[float, float]) -> float:
    """The factor with the smallest change that is about as good as the best.

    Args:
        here, elsewhere: Factor → share of right first results, for the company and the other shop.
    """

    def worth(factor: float) -> float:
        lost = max(0.0, elsewhere[1.0] - elsewhere[factor] - FREE)
        return here[factor] - COSTS * lost

    most = max(worth(factor) for factor in FACTORS)
    return next(factor for factor in FACTORS if worth(factor) >= most - LITTLE)


def _asked(embedder: Embedder, asked: QuestionAnswerPairs) -> RightShare:
    """Search for all questions once; the returned function only ranks the candidates again."""
    retriever = Retriever(embedder)
    entries = [Entry(id=number, answer=text) for number, text in enumerate(asked.answers, start=1)]
    for begin in range(0, len(entries), _AT_ONCE):
        retriever.upsert(encode(embedder, entries[begin : begin + _AT_ONCE]))
    places = range(0, len(asked.questions), max(1, len(asked.questions) // _MOST))
    gathered = [(asked.right[at] + 1, retriever.candidates(asked.questions[at])) for at in places]
    known: Sequence[tuple[NDArray[np.float64], NDArray[np.bool_]]] = [
        (fusion.features(found.evidence, len(retriever)), np.array(found.ids) == right)
        for right, found in gathered
        if found.ids
    ]

    def found(ranking: NDArray[np.float64]) -> float:
        right = sum(bool(hit[int((rows @ ranking).argmax())]) for rows, hit in known)
        return right / max(1, len(gathered))

    return found
