"""Questions that belong to another trade: whatever a knowledge base says to them is wrong.

Sets are told apart by what they are about; a set gets questions of other topics only. Banks and
shops both speak of cards, accounts and refunds: one topic. Sets about everything (clinc150) lend
none, and get only those of encyclopaedias.
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
    """For each set some questions of other topics, in English, drawn with a fixed seed."""
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
