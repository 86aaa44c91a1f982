"""Keeps identifiers of other customers out of a draft, checked before any word is shown.

A dialogue model may repeat what is in a passage or in its training data. E-mail addresses, phone
numbers, customer numbers and full names that belong to somebody in the store other than the
customer of this conversation are replaced by a field such as `{{Email}}`. What the customer wrote
themselves may be repeated to them.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from assistant.contracts import Identifier
from assistant.errors import InputError
from assistant.store import customers, identifiers
from assistant.store.database import Store

_LETTER: Final = r"[^\W\u3400-\u9fff]"
"""A letter or digit that may be part of an adjacent identifier. Excludes Chinese characters, which
precede numbers and addresses without a space."""
_MAIL: Final = re.compile(
    rf"(?<![.+%-])(?<!{_LETTER})(?:{_LETTER}|[.+%-]){{1,64}}@(?:{_LETTER}|-){{1,63}}"
    rf"(?:\.(?:{_LETTER}|-){{1,63}})+"
)
_PHONE: Final = re.compile(
    rf"(?<![.,])(?<!{_LETTER})(?:\+|00)?\(?\d"
    rf"(?:[\d()]|[ ./·‐‑–-]{{1,2}}(?=[\d(])){{4,24}}(?!{_LETTER})"
)
_CODE: Final = re.compile(
    rf"(?<![@.-])(?<!{_LETTER})(?=(?:{_LETTER}|[/-])*\d)"
    rf"[A-Za-z0-9](?:[A-Za-z0-9]|[_/ -](?=[A-Za-z]*\d)){{3,31}}(?!{_LETTER}|@)"
)
_HAN: Final = re.compile("[\u3400-\u9fff·]{2,}")
_FIELDS: Final = {"email": "{{Email}}", "phone": "{{Phone}}", "number": "{{Customer Number}}",
                  "name": "{{Name}}"}  # fmt: skip
_NAME_WORDS: Final = 4
_HAN_LENGTHS: Final = (4, 3)
"""Lengths of Chinese names. Names of two characters are often words, so they count only before a
title."""
_TITLE: Final = re.compile("先生|女士|小姐|您好|你好")
_WAITING: Final = re.compile(
    r"(?:(?:[+(]?\d[\d()]*[ ./·‐‑–-]{1,2}){1,9}|(?:[^\s\u3400-\u9fff]+ {1,2}){1,3})?"
    r"[^\s\u3400-\u9fff]*$|[\u3400-\u9fff·]{1,6}$"
)
_LONGEST: Final = 160
"""Maximum characters held back: longer runs are not identifiers."""


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    kind: str


class OtherCustomers:
    """Looks up in the store which customers have an identifier; thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: dict[str, frozenset[int]] = {}
        self._seen = (-1, 0)
        self._lock = threading.Lock()

    def found(self, text: str, customer_id: int | None, said: str) -> list[_Found]:
        """The non-overlapping spans of other customers' identifiers in a text."""
        held = [
            (at, key, written)
            for at, key, written in _candidates(text)
            if written.casefold() not in said
        ]
        names = [at for at in _names(text) if text[at.start : at.end].casefold() not in said]
        with self._store.read() as connection:
            holders = customers.holders(connection, {key for _, key, _ in held})
            known = self._full_names(connection) if names else {}
        places = [at for at, key, _ in held if holders.get(key, customer_id) != customer_id]
        for at in names:
            owners = known.get(identifiers.folded(text[at.start : at.end]), frozenset())
            if owners and customer_id not in owners:
                places.append(at)
        return _apart(places)

    def _full_names(self, connection: Connection) -> dict[str, frozenset[int]]:
        change = customers.latest_change(connection)
        with self._lock:
            if change != self._seen:
                self._names, self._seen = customers.full_names(connection), change
            return self._names


class IdentifierGuard:
    """Filters a draft as it is written, and releases what may be shown."""

    def __init__(
        self, others: OtherCustomers, customer_id: int | None, said: Iterable[str] = ()
    ) -> None:
        """
        Args:
            others: Looks up which customers have an identifier.
            customer_id: The customer of this conversation, None if unknown.
            said: What this customer wrote; it may be repeated to them.
        """
        self._others = others
        self._customer_id = customer_id
        self._said = "\n".join(said).casefold()
        self._held = ""
        self.removed = 0
        """Number of identifiers removed so far."""

    def feed(self, piece: str) -> str:
        """Take more of the draft.

        Returns:
            What can be shown now: all but the last words, which may still become an identifier.
        """
        self._held += piece
        waiting = _WAITING.search(self._held[-_LONGEST:])
        keep = len(waiting[0]) if waiting else 0
        ready = len(self._held) - keep
        if ready <= 0:
            return ""
        return self._give(ready)

    def close(self) -> str:
        """The rest, when the draft is finished."""
        return self._give(len(self._held))

    def _give(self, ready: int) -> str:
        found = self._others.found(self._held, self._customer_id, self._said)
        for place in found:
            if place.start < ready < place.end:
                ready = place.start
        shown, at = "", 0
        for place in found:
            if place.end <= ready:
                shown += self._held[at : place.start] + _FIELDS[place.kind]
                at = place.end
                self.removed += 1
        shown += self._held[at:ready]
        self._held = self._held[ready:]
        return shown


def guarded(text: str, others: OtherCustomers, customer_id: int | None, said: Iterable[str]) -> str:
    """A whole text with other customers' identifiers replaced by fields."""
    guard = IdentifierGuard(others, customer_id, said)
    return guard.feed(text) + guard.close()


def _candidates(text: str) -> list[tuple[_Found, tuple[str, str], str]]:
    found = []
    for kind, pattern in (("email", _MAIL), ("phone", _PHONE), ("number", _CODE)):
        for match in pattern.finditer(text):
            value = match[0].rstrip(". -/(")
            if kind == "number" and sum(map(str.isdigit, value)) < 3:
                continue
            at = _Found(match.start(), match.start() + len(value), kind)
            found += [(at, (kind, one), value) for one in _forms(kind, value)]
    return found


def _forms(kind: str, value: str) -> Sequence[str]:
    try:
        return [identifiers.normalise(Identifier(kind=kind, value=value))]
    except InputError:
        return []


def _names(text: str) -> list[_Found]:
    """Every run of two to four words, and every three or four Chinese characters (two before a
    title).
    """
    found = []
    spoken = list(re.finditer(r"[^\W\d_][\w'’-]*\.?", text))
    for first, begin in enumerate(spoken):
        for last in range(first + 1, min(first + _NAME_WORDS, len(spoken))):
            between = text[spoken[last - 1].end() : spoken[last].start()]
            if between not in (" ", "  ", "\u00a0"):
                break
            end = spoken[last].end() - spoken[last][0].endswith(".")
            found.append(_Found(begin.start(), end, "name"))
    for run in _HAN.finditer(text):
        for length in (*_HAN_LENGTHS, 2):
            found += [
                _Found(start, start + length, "name")
                for start in range(run.start(), run.end() - length + 1)
                if length > 2 or _TITLE.match(text, start + length)
            ]
    return found


def _apart(places: list[_Found]) -> list[_Found]:
    """The longest spans that do not overlap, in order of position."""
    kept: list[_Found] = []
    for place in sorted(places, key=lambda one: one.start - one.end):
        if all(place.end <= other.start or other.end <= place.start for other in kept):
            kept.append(place)
    return sorted(kept, key=lambda one: one.start)
