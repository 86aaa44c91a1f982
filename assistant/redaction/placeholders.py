"""Assigns placeholders to values: one person or number, one placeholder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.redaction.people import Persons


class Value(NamedTuple):
    """A personal value: its kind, and how it was written."""

    kind: str
    text: str


class Placeholders:
    """The placeholders of one text, or of one conversation.

    They are numbered only if two different values of a kind occur: {{Name 1}} and {{Name 2}}.

    Args:
        values: Everything that is to be replaced, in order; the first of a kind is number 1.
        people: Names known beforehand, which tell who "Maria" is.
    """

    def __init__(self, values: Iterable[Value], people: Iterable[str] = ()) -> None:
        listed = list(dict.fromkeys(values))
        named = [value.text for value in listed if value.kind == "Name"]
        self._persons = Persons([*people, *named])
        self._numbers: dict[str, dict[object, int]] = {}
        self._keys: dict[Value, object] = {}
        for value in listed:
            of_kind = self._numbers.setdefault(value.kind, {})
            key = self._key(value, of_kind)
            self._keys[value] = key
            of_kind.setdefault(key, len(of_kind) + 1)

    def of(self, value: Value) -> str:
        """The placeholder of one of the values, with its braces."""
        of_kind = self._numbers[value.kind]
        number = f" {of_kind[self._keys[value]]}" if len(of_kind) > 1 else ""
        return f"{{{{{value.kind}{number}}}}}"

    def _key(self, value: Value, known: dict[object, int]) -> object:
        if value.kind == "Name":
            return self._persons.of(value.text)
        plain = "".join(filter(str.isalnum, value.text.casefold()))
        if value.kind == "Phone":
            # with or without the country code it is the same phone
            return plain[-8:] if len(plain) > 8 else plain
        if value.kind == "Address" and len(plain) > 7:
            same = (one for one in known if isinstance(one, str) and _within(one, plain))
            return next(same, plain)
        return plain or value.text


def _within(one: str, other: str) -> bool:
    """Whether one contains the other: the same address with and without its number or town."""
    return other in one or (len(one) > 7 and one in other)


def replaced(text: str, places: Sequence[tuple[int, int, str]]) -> tuple[str, list[int]]:
    """The text with the places (in order) replaced by their placeholders, and where those begin."""
    pieces: list[str] = []
    starts: list[int] = []
    at = length = 0
    for start, end, shown in places:
        pieces += (text[at:start], shown)
        length += start - at
        starts.append(length)
        length += len(shown)
        at = end
    pieces.append(text[at:])
    return "".join(pieces), starts
