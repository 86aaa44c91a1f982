"""Finds all personal data in a text; the more reliable patterns come first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from assistant.redaction.addresses import find_addresses, street_of
from assistant.redaction.births import find_births
from assistant.redaction.formats import find_formats
from assistant.redaction.labelled import find_labelled
from assistant.redaction.names import Names
from assistant.redaction.numbers import find_numbers, find_sure_phones
from assistant.redaction.people import is_role
from assistant.redaction.plain import Plain
from assistant.redaction.spans import ClaimedSpans, Span
from assistant.redaction.tagger.tagged import Tagged

_SHORTEST: Final = 4
"""Minimum length of a value that is searched for anywhere in a text."""

_TAIL: Final = re.compile(r"[-/]\d{1,6}\b")
"""A suffix of the house number with which an address ended."""
_OTHER_NUMBER: Final = re.compile(
    r"\b(?:ref|reference|order|invoice|ticket|passport|account|booking|policy|serial|tracking|error|"
    r"version|size|card)\b",
    re.IGNORECASE,
)
"""Labels of numbers that are not part of an address."""

_GREETS: Final = re.compile(
    r"(?:thanks|thx|hi|hello|hey|dear|merci|danke|gracias|grazie|hallo|bonjour|hola|ciao)[ ,]{1,2}"
    r"(?=\w)",
    re.IGNORECASE,
)
"""A greeting, which is not part of the name after it."""


class Found:
    """A text and the personal data found in it."""

    def __init__(
        self,
        text: str,
        names: Names,
        lang: str = "",
        tagged: Sequence[Tagged] = (),
        known: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Search a text.

        Args:
            text: What somebody wrote.
            names: The participants.
            lang: The text's language, "" for any.
            tagged: The tagger's findings in `Plain(text).text`.
            known: Values to search for literally, with their kinds.
        """
        self.plain = Plain(text)
        self.taken = ClaimedSpans(self.plain.text)
        for value, kind in known:
            self._take_value(value, kind)
        find_formats(self.taken)
        find_labelled(self.taken)
        find_births(self.taken)
        if tagged:
            find_sure_phones(self.taken)
            self._take(tagged, "Address")
        find_addresses(self.taken)
        find_numbers(self.taken, lang)
        self._take(tagged, "Postcode")
        self._take(tagged, "Name")
        names.find(self.taken)

    def _take_value(self, value: str, kind: str) -> None:
        if len(value) < _SHORTEST or value not in self.taken.text:
            return
        self.taken.claim_all(re.compile(rf"(?<!\w){re.escape(value)}(?!\w)"), kind)

    def _one_name(self, one: Span, other: Span) -> bool:
        """Whether two adjacent names, such as "Ann" and "Lee", form one ("Ann Lee")."""
        return one.kind == other.kind == "Name" and self.taken.text[one.end : other.start] == " "

    def names(self) -> list[str]:
        """The names that were found, as written."""
        return [
            self.taken.text[span.start : span.end]
            for span in self.taken.personal()
            if span.kind == "Name"
        ]

    def streets(self) -> list[str]:
        """The streets of the addresses that were found, in order."""
        parts = (
            self.taken.text[span.start : span.end]
            for span in self.taken.personal()
            if span.kind == "Address"
        )
        return list(filter(None, map(street_of, parts)))

    def find_streets(self, streets: Iterable[str]) -> None:
        """Claim streets of somebody's address that are mentioned without their number."""
        for street in streets:
            self._take_value(street, "Address")

    def _take(self, tagged: Sequence[Tagged], kind: str) -> None:
        for start, end, what in tagged:
            if what != kind:
                continue
            part = self.taken.text[start:end]
            if kind == "Name" and (is_role(part) or not any(map(str.isalpha, part))):
                continue
            if kind == "Name" and (greeting := _GREETS.match(part)):
                start += greeting.end()
            # digits alone are some other kind of number
            if kind == "Address" and (
                sum(map(str.isalpha, part)) < 2 or _OTHER_NUMBER.search(part)
            ):
                continue
            tail = _TAIL.match(self.taken.text, end) if kind == "Address" else None
            self.taken.claim_rest(start, tail.end() if tail else end, kind)

    def places(self) -> list[Span]:
        """The spans to replace, in order, as positions in the original text."""
        joined: list[Span] = []
        for span in self.taken.personal():
            before = joined[-1] if joined else None
            if before and self._one_name(before, span):
                joined[-1] = before._replace(end=span.end)
            else:
                joined.append(span)
        return [Span(*self.plain.place(span.start, span.end), span.kind) for span in joined]
