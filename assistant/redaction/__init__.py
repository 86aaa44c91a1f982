"""Personal data out of a text, so that another customer's agent may read it.

What is found becomes a placeholder such as `{{Email}}`, which an agent can fill in again. Found
are formats with a check (cards, IBANs, identity numbers), formats without (mail, phone, IP
addresses, street addresses, reference numbers), and names: those given, and those that a greeting
or a signature shows. Amounts, periods, dates, prices and product names stay: they are the answer.

`redact` is quick and needs no model. `conversation.redact_conversation` keeps placeholders over a
whole conversation, tells what it replaced, and can ask a tagger for the names no pattern shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.redaction.finding import Found
from assistant.redaction.names import Names
from assistant.redaction.placeholders import Placeholders, Value, replaced

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
    places = Found(text, names, lang).places()
    values = [Value(kind, text[start:end]) for start, end, kind in places]
    shown = Placeholders(values)
    spots = [
        (start, end, shown.of(value)) for (start, end, _), value in zip(places, values, strict=True)
    ]
    clean, _ = replaced(text, spots)
    return Redacted(clean, dict(Counter(place.kind for place in places)))
