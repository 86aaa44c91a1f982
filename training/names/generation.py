"""Generates examples from templates with random names, addresses and numbers, in varying case."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import Final

from training.names import goods, people, streets
from training.names.example import Example, Piece
from training.names.lists import COMMON, COUNTRIES, given, surname, town
from training.names.shopping import GOODS, WITH_PEOPLE
from training.names.templates import NOBODY, PLACES, PROSE, SUPPORT

_SLOT: Final = re.compile(r"\[([A-Z])\]")
_LINES: Final = (
    "\n\n",
    "\n\n",
    "\n\n\n",
    "\n ",
    "\n> ",
    "\n>> ",
    "\n| ",
    "\n- ",
    "\n* ",
    "\n\t",
    " \n",
    " / ",
)
"""Replacements of line breaks: empty lines, and the beginnings of quotes and list items."""
_SHARES: Final = (
    (SUPPORT, 0.24), (PLACES, 0.17), (PROSE, 0.19), (NOBODY, 0.1), (GOODS, 0.2), (WITH_PEOPLE, 0.1),
)  # fmt: skip
_CHATTED: Final = (GOODS, WITH_PEOPLE)
_SMALL: Final = 0.14
_SMALL_IN_CHATS: Final = 0.4
"""Probabilities of an example in lower case; it is more common in chats about goods."""


def _place(chance: random.Random) -> str:
    return town(chance) if chance.random() < 0.6 else chance.choice(COUNTRIES)


def _number(chance: random.Random) -> str:
    return str(chance.randint(1, 10 ** chance.choice((1, 2, 3, 4, 6, 10))))


def _date(chance: random.Random) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1940, 2026)
    name = chance.choice(("March", "April", "May", "June", "August", "Oct", "Dec"))
    return chance.choice(
        (f"{year}-{month:02}-{day:02}", f"{day}/{month}/{year}", f"{day}.{month}.{year}",
         f"{name} {day}", f"{day} {name} {year}", f"{name} {day}, {year}", str(year))
    )  # fmt: skip


def _mail(chance: random.Random) -> str:
    one, other = given(chance).lower(), surname(chance).lower()
    return f"{one}{chance.choice('._-')}{other}@{chance.choice(('mail', 'post', 'inbox'))}.example"


def _code(chance: random.Random) -> str:
    letters = "".join(chance.choices("ABCDEFGHKLMNPRSTUVWXYZ", k=chance.randint(0, 4)))
    return letters + str(chance.randint(10**5, 10 ** chance.choice((6, 8, 12, 16))))


def _letters(chance: random.Random) -> str:
    return "".join(chance.choices("ABCDEFGHKLMNOPRSTUVWXYZ", k=chance.randint(2, 4)))


def _phone(chance: random.Random) -> str:
    some = "".join(chance.choice("0123456789") for _ in range(10))
    return chance.choice(
        (f"+{some[:2]} {some[2:5]} {some[5:]}", f"({some[:3]}) {some[3:6]}-{some[6:]}",
         f"{some[:3]}-{some[3:6]}-{some[6:]}", f"0{some[:4]} {some[4:]}", f"0{some}")
    )  # fmt: skip


_MAKERS: Final[dict[str, tuple[str, Callable[[random.Random], str]]]] = {
    "P": ("person", people.full),
    "G": ("person", people.short),
    "S": ("person", surname),
    "T": ("", people.title),
    "A": ("address", streets.address),
    "C": ("company", people.company),
    "L": ("place", _place),
    "B": ("company", goods.brand),
    "X": ("other", goods.product),
    "Z": ("other", goods.line),
    "Y": ("other", goods.namesake),
    "I": ("", goods.thing),
    "U": ("", goods.colour),
    "M": ("", goods.feature),
    "J": ("", _letters),
    "W": ("", lambda chance: chance.choice(COMMON)),
    "N": ("", _number),
    "D": ("", _date),
    "E": ("", _mail),
    "F": ("", _phone),
    "K": ("", _code),
}


def generated(count: int, seed: int) -> list[Example]:
    """Generate `count` examples; deterministic for a seed."""
    chance = random.Random(seed)
    groups = [([line for line in text.splitlines() if line], text) for text, _ in _SHARES]
    shares = [share for _, share in _SHARES]
    found = []
    for _ in range(count):
        pieces: list[Piece] = []
        small = _SMALL
        for number in range(1 + (chance.random() < 0.25)):
            lines, text = chance.choices(groups, shares)[0]
            small = _SMALL_IN_CHATS if text in _CHATTED else small
            template = chance.choice(lines).replace("\\n", "\n")
            pieces += [Piece("\n" if chance.random() < 0.3 else " ", "")] if number else []
            pieces += _filled(template, chance)
        found.append(Example(_written(pieces, chance, small)))
    return found


def _filled(template: str, chance: random.Random) -> list[Piece]:
    pieces = []
    for place, part in enumerate(_SLOT.split(template)):
        if place % 2:
            kind, make = _MAKERS[part]
            pieces.append(Piece(make(chance), kind))
        elif part:
            pieces.append(Piece(part, ""))
    return pieces


def _written(pieces: list[Piece], chance: random.Random, small: float = _SMALL) -> list[Piece]:
    """Vary line breaks (as in quoted mail) and case: all lower, all upper, title case, or names of
    people in upper case."""
    if chance.random() < 0.25:
        line = chance.choice(_LINES)
        pieces = [Piece(piece.text.replace("\n", line), piece.kind) for piece in pieces]
        pieces = [Piece(line.strip("\n"), ""), *pieces] if line.strip() else pieces
    kind = chance.random()
    if kind < small:
        return [Piece(piece.text.lower(), piece.kind) for piece in pieces]
    kind -= small
    if kind < 0.04:
        return [Piece(piece.text.upper(), piece.kind) for piece in pieces]
    if kind < 0.07:
        return [Piece(_titled(piece.text), piece.kind) for piece in pieces]
    if kind < 0.11:
        return [Piece(p.text.upper() if p.kind == "person" else p.text, p.kind) for p in pieces]
    return pieces


def _titled(text: str) -> str:
    return re.sub(r"(?<![\w'])[a-z]", lambda found: found[0].upper(), text)


def renamed(examples: Sequence[Example], times: int, seed: int) -> list[Example]:
    """Copies of the examples with people in them, `times` each, with most names of people, and some
    of places, replaced."""
    chance = random.Random(seed)
    about_people = [
        example for example in examples if any(piece.kind == "person" for piece in example.pieces)
    ]
    return [
        Example(_written([_other(piece, chance) for piece in example.pieces], chance))
        for _ in range(times)
        for example in about_people
    ]


def _other(piece: Piece, chance: random.Random) -> Piece:
    single = " " not in piece.text.strip()
    if piece.kind == "person" and chance.random() < 0.85:
        make = chance.choice((given, surname)) if single else people.full
        return Piece(make(chance), piece.kind)
    if piece.kind == "place" and chance.random() < 0.4:
        return Piece(_place(chance), piece.kind)
    return piece
