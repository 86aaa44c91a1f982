"""Splits conversations by time and by customer into training, held-out and judging sides.

The newest conversations are held out, because a model is meant for the next month's. No customer is
on two sides, and held-out exchanges that nearly repeat one learnt from are excluded, as they would
make the model look better than it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from training.judging.near_duplicates import near_any, words_of

Side = Literal["train", "held_out", "judge", ""]
"""`held_out` is for early stopping, `judge` for the judgement; "" means not used."""

_CUTS: Final = (0.15, 0.2, 0.3, 0.4, 0.5)
"""Shares of the newest conversations to hold out; tried in order until one gives enough."""
_JUDGING: Final = 0.65
"""Share of the held-out exchanges that are for judging."""
_NEARLY: Final = 0.8
"""If no cut holds out enough, one is accepted that reaches this share of the largest."""
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SplitItem:
    """A conversation to be split.

    Args:
        customer: Identifies its customer; "" if unknown.
        at: Its time; None if unknown.
        exchanges: Its exchanges: the text of a question together with its reply.
    """

    id: int
    customer: str
    at: datetime | None
    exchanges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """The side of each conversation.

    Attributes:
        sides: Conversation id → side.
        copies: Held-out exchanges, as (id, index), that nearly repeat one learnt from and must not
            be used.
        known_customers: Number of newer conversations that are not used because their customers
            are on the training side.
    """

    sides: dict[int, Side]
    copies: frozenset[tuple[int, int]] = frozenset()
    known_customers: int = 0

    def of(self, side: Side) -> list[int]:
        """Ids of the conversations on a side, ascending."""
        return sorted(id_ for id_, its in self.sides.items() if its == side)


def split(conversations: Iterable[SplitItem], *, wanted: int, most: int = 600) -> Split:
    """Split conversations.

    Args:
        conversations: All conversations.
        wanted: Exchanges that should be held out at least, as far as half of the data allows it.
        most: Exchanges to hold out at most; further ones are not used.
    """
    ordered = sorted(conversations, key=_order)
    tried: list[tuple[int, Split]] = []
    for cut in _CUTS:
        at = len(ordered) - round(cut * len(ordered))
        found = _parted(ordered[:at], ordered[at:], most)
        held = {*found.of("held_out"), *found.of("judge")}
        count = sum(len(one.exchanges) for one in ordered if one.id in held)
        tried.append((count - len(found.copies), found))
        if tried[-1][0] >= wanted:
            break
    most_held = max(count for count, _ in tried)
    enough = wanted if most_held >= wanted else _NEARLY * most_held
    # the smallest cut that holds out enough leaves most to learn from
    return next(found for count, found in tried if count >= enough)


def hash_fraction(name: str) -> float:
    """A pseudo-random number from 0 to 1 that depends only on the name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:7], "big") / 2**56


def _order(one: SplitItem) -> tuple[datetime, float]:
    """Sort key: by time; conversations without a time come first, in random order."""
    return (one.at or _NEVER, hash_fraction(f"order/{one.id}"))


def _parted(before: Sequence[SplitItem], after: Sequence[SplitItem], most: int) -> Split:
    sides: dict[int, Side] = {one.id: "train" for one in before}
    learnt_from = {one.customer for one in before if one.customer}
    strangers = [one for one in after if not one.customer or one.customer not in learnt_from]
    exchanges = [(one.id, at) for one in strangers for at in range(len(one.exchanges))]
    near = near_any(
        [words_of(text) for one in strangers for text in one.exchanges],
        (words_of(text) for one in before for text in one.exchanges),
    )
    copies = {exchanges[place] for place in near}
    fresh = {
        one.id: sum((one.id, at) not in copies for at in range(len(one.exchanges)))
        for one in strangers
    }
    sides |= _two_sides([one for one in reversed(strangers) if fresh[one.id]], fresh, most)
    for one in after:
        sides.setdefault(one.id, "")
    counted = frozenset(copy for copy in copies if sides[copy[0]])
    return Split(sides, counted, len(after) - len(strangers))


def _two_sides(held: Sequence[SplitItem], fresh: dict[int, int], most: int) -> dict[int, Side]:
    """Assign held-out conversations, newest first and up to `most` fresh exchanges, to the two
    held-out sides by customer."""
    customers: dict[str, list[SplitItem]] = {}
    count = 0
    for one in held:
        if count < most:
            customers.setdefault(one.customer or f"conversation/{one.id}", []).append(one)
            count += fresh[one.id]
    sides: dict[int, Side] = {}
    stopping = 0
    for name in sorted(customers, key=lambda name: hash_fraction(f"side/{name}")):
        side: Side = "held_out" if stopping < (1 - _JUDGING) * count else "judge"
        for one in customers[name]:
            sides[one.id] = side
            stopping += fresh[one.id] if side == "held_out" else 0
    return sides
