"""How much words count beside vectors that were tuned: chosen on questions that were held out.

Better vectors need less of the words' help. One number is fitted, for the questions of one company
are few; the other figures of the search stay as they ship.
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
    from training.search.learner import Asked

FACTORS: Final = (1.0, 0.8, 1.25, 0.6, 1.6, 0.4)
"""What the weights of words are multiplied by, the least change first."""
_MOST: Final = 400
"""Questions of each kind that are asked."""
_AT_ONCE: Final = 500
_WORDS: Final = [at for at, name in enumerate(fusion.FEATURES) if "words" in name or name == "both"]

Found = Callable[[NDArray[np.float64]], float]
"""The share of questions whose first result is right, with these weights of the ranking."""


def refit(embedder: Embedder, held_out: Asked, guard: Asked) -> SearchModel:
    """The embedder's figures, with words weighed for its vectors.

    Args:
        embedder: The tuned one.
        held_out: Questions of the company that were not learnt.
        guard: Those of another shop, which must be found as before.
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
    """The weights with those of words so many times as great."""
    found = ranking.copy()
    found[_WORDS] *= factor
    return found


def chosen(here: dict[float, float], elsewhere: dict[float, float]) -> float:
    """The least change that is about as good as the best.

    Args:
        here, elsewhere: Factor → share found.
    """

    def worth(factor: float) -> float:
        lost = max(0.0, elsewhere[1.0] - elsewhere[factor] - FREE)
        return here[factor] - COSTS * lost

    most = max(worth(factor) for factor in FACTORS)
    return next(factor for factor in FACTORS if worth(factor) >= most - LITTLE)


def _asked(embedder: Embedder, asked: Asked) -> Found:
    """Everything is searched once; the weights then only order what was found."""
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
