"""Questions about another subject: any answer a knowledge base gives to them is wrong.

A set gets questions from sets of other topics only. Banks and shops both deal with cards, accounts
and refunds, so they share a topic. Sets about everything (clinc150) contribute no questions, and
get only those about an encyclopaedia.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Final

from benchmarks.search_sets import SearchSet

_EACH: Final = 80
_TOPICS: Final[Mapping[str, str]] = {
    "banking77": "trade", "bitext": "trade", "demo": "trade", "sgd": "travel", "crosswoz": "travel",
    "dstc9": "travel", "wikigold": "encyclopaedia", "clinc150": "everything",
}  # fmt: skip


def strangers(sets: Sequence[SearchSet]) -> dict[str, list[str]]:
    """For each set, some English questions of other topics, drawn with a fixed seed."""
    pools: dict[str, list[str]] = {}
    for some in sets:
        asked = [query.text for query in some.queries if query.text.isascii() and not query.context]
        pools.setdefault(_topic(some), []).extend(asked)
    return {some.name: _drawn(some, pools) for some in sets}


def _drawn(some: SearchSet, pools: Mapping[str, list[str]]) -> list[str]:
    chance = random.Random(some.name)
    own = _topic(some)
    topics = ["encyclopaedia"] if own == "everything" else sorted({*pools} - {own, "everything"})
    each = _EACH // len(topics)
    return [text for topic in topics for text in chance.sample(pools[topic], each)]


def _topic(some: SearchSet) -> str:
    return _TOPICS[some.family.split("_")[0]]
