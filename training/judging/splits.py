"""What is learnt from and what is judged on: parted by customer and by time, copies left out.

A company's next month is what a model is for, so the newest conversations judge it; a customer is
on one side only; and what nearly repeats something learnt from would flatter, so it does not judge.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from training.judging.near_duplicates import near_any, words_of

Side = Literal["train", "held_out", "judge", ""]
"""`held_out` tells when to stop learning, `judge` judges what came of it, "" is for neither."""

_CUTS: Final = (0.15, 0.2, 0.3, 0.4, 0.5)
"""Shares of the newest that are tried until enough can judge."""
_JUDGING: Final = 0.65
"""Of the customers held out, the share that judges."""
_NEARLY: Final = 0.8
"""Where no cut holds out enough: so much of the most that one does."""
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SplitItem:
    """A conversation as it is parted.

    Args:
        customer: Names its customer, "" where nobody knows.
        at: When it was; None where nobody knows.
        exchanges: What was said in it, a question with its reply each.
    """

    id: int
    customer: str
    at: datetime | None
    exchanges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """Side by conversation, and why others are on none.

    Attributes:
        sides: Id → side.
        copies: Exchanges of what is held out that nearly repeat one learnt from, by id and place:
            nothing is judged by them.
        known_customers: Newer conversations of customers who are learnt from.
    """

    sides: dict[int, Side]
    copies: frozenset[tuple[int, int]] = frozenset()
    known_customers: int = 0

    def of(self, side: Side) -> list[int]:
        """Ids on a side, ascending."""
        return sorted(id_ for id_, its in self.sides.items() if its == side)


def split(conversations: Iterable[SplitItem], *, wanted: int, most: int = 600) -> Split:
    """Part conversations.

    Args:
        conversations: All that there are.
        wanted: How many exchanges should be held out at least, if half of the data has them.
        most: How many exchanges may be: more of them teach than judge.
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
    # of those that hold out as much, the one that leaves most to learn from
    return next(found for count, found in tried if count >= enough)


def chance(name: str) -> float:
    """A number from 0 to 1 that depends on the name alone: the same on every machine."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:7], "big") / 2**56


def _order(one: SplitItem) -> tuple[datetime, float]:
    """By time; where there is none, by chance, before all that has one."""
    return (one.at or _NEVER, chance(f"order/{one.id}"))


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
    """The newest that are held out, some customers here and some there."""
    customers: dict[str, list[SplitItem]] = {}
    count = 0
    for one in held:
        if count < most:
            customers.setdefault(one.customer or f"conversation/{one.id}", []).append(one)
            count += fresh[one.id]
    sides: dict[int, Side] = {}
    stopping = 0
    for name in sorted(customers, key=lambda name: chance(f"side/{name}")):
        side: Side = "held_out" if stopping < (1 - _JUDGING) * count else "judge"
        for one in customers[name]:
            sides[one.id] = side
            stopping += fresh[one.id] if side == "held_out" else 0
    return sides
