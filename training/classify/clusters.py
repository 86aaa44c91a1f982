"""Clusters unlabelled messages into groups that ask the same, and finds phrases to name them.

Spherical k-means over vectors (Dhillon and Modha 2001); then groups that are close together are
merged, and messages far from every group are left out. The phrases of a group are those that occur
in it more often than in others (class-based tf-idf, Grootendorst 2022, "BERTopic").
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LEAST_IN_GROUP: Final = 8
"""Minimum number of messages in a group."""
_MOST_GROUPS: Final = 60
_ROUNDS: Final = 25
_STARTS: Final = 4
_JOINED: Final = 0.85
"""Cosine similarity of two centroids from which on their groups are merged."""
_NEAR: Final = 0.4
"""Minimum cosine similarity of a message to the centroid of its group."""
_DOUBTFUL: Final = 0.04
"""A message is doubtful if its similarities to its own and to the next centroid differ by less."""
_PHRASES: Final = 5
_EXAMPLES: Final = 5
_WORD: Final = re.compile(r"[\u3400-\u9fff]|[^\W_]+(?:'[^\W_]+)?")
_BREAK: Final = re.compile(r"\{\{[^{}]*\}\}|[.!?;:\n。！？；：，]")
"""Boundaries that phrases do not cross: ends of sentences, and placeholders of personal data."""
_FILLERS: Final = (
    "a an and are as at be been but by can could did do does for from had has have hello hey hi "
    "how i i'd i'll i'm i've if in is it it's me my no not of on or our please so thank thanks "
    "that the their them there they this to us was we what when where which who why will with "
    "would yes you your 的 了 是 我 你 您 吗 呢 啊 在 有 和 就 都 也 不 请 问 这 那 个 们 么 什"
)
_STOP: Final = frozenset(_FILLERS.split())


@dataclass(frozen=True, slots=True)
class Group:
    """A group of messages that ask the same.

    Attributes:
        name: A suggested name.
        phrases: Phrases that its messages contain more often than others, most characteristic
            first.
        members: Indices of its messages, most typical first.
        examples: Indices of some typical but diverse messages.
        doubtful: Index of another group → number of messages that would fit there as well.
    """

    name: str
    phrases: tuple[str, ...]
    members: tuple[int, ...]
    examples: tuple[int, ...]
    doubtful: Mapping[int, int] = field(default_factory=dict)


def cluster(
    texts: Sequence[str], vectors: Floats, *, seed: int = 0
) -> Generator[float, None, list[Group]]:
    """Find groups of at least `LEAST_IN_GROUP` messages; returns them largest first. Yields the
    share of the work that is done.

    Args:
        texts: The messages.
        vectors: Their unit vectors, (texts, dims).
        seed: Random seed of the initial centroids.
    """
    if len(texts) < 2 * LEAST_IN_GROUP:
        return []
    count = int(min(_MOST_GROUPS, max(2, round(math.sqrt(len(texts) / 2)))))
    random = np.random.default_rng(seed)
    tried = []
    for start in range(_STARTS):
        tried.append(_spherical(vectors, count, random))
        yield (start + 1) / (_STARTS + 1)
    middles = _joined(vectors, max(tried, key=lambda one: one[0])[1])
    cosines = vectors @ middles.T
    nearest = cosines.argmax(axis=1)
    near = cosines[np.arange(len(texts)), nearest]
    found = []
    for number in range(len(middles)):
        places = np.flatnonzero((nearest == number) & (near >= _NEAR))
        if len(places) >= LEAST_IN_GROUP:
            found.append(places[np.argsort(-near[places], kind="stable")])
    found.sort(key=len, reverse=True)
    phrases = _phrases([[texts[at] for at in places] for places in found])
    doubts = _doubts(cosines, [int(nearest[places[0]]) for places in found], found)
    return [
        Group(
            name=suggested(some) or f"group {number}", phrases=tuple(some),
            members=tuple(places.tolist()), examples=_apart(places, vectors), doubtful=doubtful,
        )
        for number, (places, some, doubtful) in enumerate(
            zip(found, phrases, doubts, strict=True), start=1
        )
    ]  # fmt: skip


def suggested(phrases: Sequence[str]) -> str:
    """A name made from a group's phrases; "" if it has none."""
    return " / ".join(phrases[:2])


def _doubts(
    cosines: Floats, numbers: Sequence[int], found: Sequence[NDArray[np.intp]]
) -> list[dict[int, int]]:
    """For each group: index of another group → number of messages that would fit there as well."""
    among = cosines[:, numbers]
    doubts = []
    for at, places in enumerate(found):
        own = among[places, at].copy()
        others = among[places].copy()
        others[:, at] = -1
        second = others.argmax(axis=1)
        close = own - others.max(axis=1) < _DOUBTFUL
        doubts.append({int(n): int(c) for n, c in Counter(second[close].tolist()).items()})
    return doubts


def _spherical(vectors: Floats, count: int, random: np.random.Generator) -> tuple[float, Floats]:
    """One run of spherical k-means; returns the sum of cosine similarities, and the centroids."""
    middles = _begun(vectors, count, random)
    fit = -math.inf
    for _ in range(_ROUNDS):
        cosines = vectors @ middles.T
        nearest = cosines.argmax(axis=1)
        now = float(cosines.max(axis=1).sum())
        if now - fit < 1e-4 * abs(now):
            break
        fit = now
        sums = np.zeros_like(middles)
        order = np.argsort(nearest, kind="stable")
        there, starts = np.unique(nearest[order], return_index=True)
        sums[there] = np.add.reduceat(vectors[order], starts, axis=0)
        lost = np.flatnonzero(np.bincount(nearest, minlength=len(middles)) == 0)
        sums[lost] = vectors[random.integers(len(vectors), size=len(lost))]
        middles = _unit(sums)
    return fit, middles


def _begun(vectors: Floats, count: int, random: np.random.Generator) -> Floats:
    """Initial centroids, far from each other (k-means++, Arthur and Vassilvitskii 2007)."""
    chosen = [int(random.integers(len(vectors)))]
    far = 1 - vectors @ vectors[chosen[0]]
    while len(chosen) < count:
        chances = np.maximum(far, 0).astype(np.float64)
        total = chances.sum()
        if total <= 0:
            break
        chosen.append(int(random.choice(len(vectors), p=chances / total)))
        far = np.minimum(far, 1 - vectors @ vectors[chosen[-1]])
    return vectors[chosen].copy()


def _joined(vectors: Floats, middles: Floats) -> Floats:
    """Merge the closest two centroids until none are closer than `_JOINED`."""
    while len(middles) > 1:
        cosines = middles @ middles.T
        np.fill_diagonal(cosines, -1)
        one, other = np.unravel_index(int(cosines.argmax()), cosines.shape)
        if cosines[one, other] < _JOINED:
            return middles
        sizes = np.bincount((vectors @ middles.T).argmax(axis=1), minlength=len(middles))
        both = sizes[one] * middles[one] + sizes[other] * middles[other]
        kept = np.delete(middles, [one, other], axis=0)
        middles = np.vstack([kept, _unit(both[None])]).astype(np.float32)
    return middles


def _phrases(groups_: Sequence[Sequence[str]]) -> list[list[str]]:
    """The characteristic phrases of each group."""
    counts = [Counter(phrase for text in some for phrase in set(_said(text))) for some in groups_]
    everywhere: Counter[str] = sum(counts, Counter())
    total = sum(map(len, groups_)) or 1
    found = []
    for some, count in zip(groups_, counts, strict=True):
        scored = {
            phrase: often / len(some) * math.log(1 + total / everywhere[phrase])
            * (1 + 0.3 * phrase.count(" "))
            for phrase, often in count.items()
            if often >= max(2, 0.05 * len(some))
        }  # fmt: skip
        found.append(_different(sorted(scored, key=lambda one: (-scored[one], one))))
    return found


def _said(text: str) -> Iterator[str]:
    """Yield runs of one to three words that neither begin nor end with a stop word."""
    for piece in _BREAK.split(text[:1_000].casefold()):
        words = _WORD.findall(piece)
        for size in (1, 2, 3):
            for at in range(len(words) - size + 1):
                run = words[at : at + size]
                if run[0] not in _STOP and run[-1] not in _STOP and not all(map(str.isdigit, run)):
                    yield " ".join(run)


def _different(ordered: Sequence[str]) -> list[str]:
    """The first `_PHRASES` phrases, without those whose words contain, or are contained in, those
    of an earlier one."""
    found: list[str] = []
    for phrase in ordered:
        words = set(phrase.split())
        if not any(words <= set(one.split()) or set(one.split()) <= words for one in found):
            found.append(phrase)
        if len(found) == _PHRASES:
            break
    return found


def _apart(places: NDArray[np.intp], vectors: Floats) -> tuple[int, ...]:
    """Some members, most typical first, skipping any that is nearly equal to an earlier one."""
    found: list[int] = []
    for place in places.tolist():
        if all(float(vectors[place] @ vectors[one]) < 0.95 for one in found):
            found.append(place)
        if len(found) == _EXAMPLES:
            break
    return tuple(found)


def _unit(rows: Floats) -> Floats:
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-6))
    found: Floats = (rows / lengths).astype(np.float32)
    return found
