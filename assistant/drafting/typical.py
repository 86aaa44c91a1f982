"""Chooses, among solved replies to similar requests, the one that says most of what the others say.

The reply to the most similar request is often particular to its case. If other requests were much
the same, the best guess at what an agent would write is the reply that is most similar to all the
others: the medoid of the group (Kaufman and Rousseeuw 1990). Each reply is weighted by how likely
the search considers it, which minimises the expected loss (minimum Bayes risk: Kumar and Byrne
2004).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import exp, fsum
from typing import Final

from retrieval.retriever import Hit
from retrieval.text import words

COMPARED: Final = 16
"""Number of search results to compare; those after them have next to no weight."""
_AS_CONFIDENT: Final = 0.5
"""Share of the best hit's confidence below which a reply answers another request."""
_FEWEST: Final = 3
"""Minimum replies: of two, neither is more typical than the other."""
_READ: Final = 2000
"""Maximum characters of a reply that are compared."""


def typical(
    hits: Sequence[Hit], replies: Sequence[str], lang: str = "", *, least: float = 0.0
) -> int:
    """The index of the typical reply; 0, the best hit, if no other is more typical.

    A reply's similarity to itself (1) says nothing about its similarity to the next reply that an
    agent writes, so the highest similarity of two different replies is used instead. Therefore the
    best hit is only passed over if the others agree on another reply, not if it scores far higher
    or if all replies differ.

    Args:
        hits: Hits of one search, best first; at least one.
        replies: The text of each hit.
        lang: The language of the replies.
        least: Minimum confidence of the chosen reply; replies below it still have their weight.
    """
    if len(hits) < _FEWEST:
        return 0
    overlaps = _overlaps([Counter(words(reply[:_READ], lang)) for reply in replies])
    highest = max(max(row) for row in overlaps)
    likely = [exp(hit.score - hits[0].score) for hit in hits]
    required = max(least, hits[0].confidence * _AS_CONFIDENT)
    expected = [
        fsum(
            weight * (overlap * (1 + len(other.folded)) if other is not hit
                      else highest + len(hit.folded))
            for other, weight, overlap in zip(hits, likely, row, strict=True)
        )
        if hit.confidence >= required else -1.0
        for hit, row in zip(hits, overlaps, strict=True)
    ]  # fmt: skip
    return expected.index(max(expected))


def _overlaps(replies: Sequence[Counter[str]]) -> list[list[float]]:
    """The share of words that each pair of replies has in common (Dice 1945); 0 on the diagonal."""
    shares = [[0.0] * len(replies) for _ in replies]
    sizes = [reply.total() for reply in replies]
    for row, one in enumerate(replies):
        for column, other in enumerate(replies[:row]):
            common = sum(min(one[word], other[word]) for word in one.keys() & other.keys())
            shares[row][column] = 2 * common / max(1, sizes[row] + sizes[column])
            shares[column][row] = shares[row][column]
    return shares
