"""Personal data out of a text, so that another customer's agent may read it.

What is found becomes a placeholder such as `{{Email}}`, which an agent can fill in again. Found
are formats with a check (cards, IBANs, identity numbers), formats without (mail, phone, IP
addresses, street addresses, reference numbers), and names: those given, and those that a greeting
or a signature shows. Amounts, periods, dates, prices and product names stay: they are the answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.redaction.addresses import find_addresses
from assistant.redaction.formats import find_formats
from assistant.redaction.names import Names
from assistant.redaction.numbers import find_numbers
from assistant.redaction.spans import Span, Taken

__all__ = ["Names", "Redacted", "redact", "redact_with"]


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without personal data.

    Attributes:
        text: The text with placeholders.
        counts: How many places were replaced, by kind ("Email", "Name", …).
    """

    text: str
    counts: dict[str, int]


def redact(text: str, *, names: Iterable[str] = (), lang: str = "") -> Redacted:
    """Replace personal data by placeholders.

    Args:
        text: What a customer or an agent wrote.
        names: People who take part: the customer, the authors of messages.
        lang: The text's language, which tells whose phone numbers are likely ("" for any).
    """
    return redact_with(Names(names), text, lang)


def redact_with(names: Names, text: str, lang: str = "") -> Redacted:
    """`redact` for many texts of the same people."""
    taken = Taken(text)
    find_formats(taken)
    find_addresses(taken)
    find_numbers(taken, lang)
    names.find(taken)
    return _replaced(text, taken.personal())


def _replaced(text: str, spans: list[Span]) -> Redacted:
    """Numbered only where two different values of a kind occur: {{Name 1}} and {{Name 2}}."""
    values: dict[str, dict[str, int]] = {}
    for span in spans:
        of_kind = values.setdefault(span.kind, {})
        of_kind.setdefault(_same(text[span.start : span.end]), len(of_kind) + 1)
    pieces: list[str] = []
    at = 0
    for span in spans:
        of_kind = values[span.kind]
        number = of_kind[_same(text[span.start : span.end])]
        pieces += (text[at : span.start], "{{", span.kind)
        pieces.append(f" {number}}}}}" if len(of_kind) > 1 else "}}")
        at = span.end
    pieces.append(text[at:])
    return Redacted("".join(pieces), dict(Counter(span.kind for span in spans)))


def _same(value: str) -> str:
    return "".join(character for character in value.casefold() if character.isalnum())
