"""Removes personal data from a text, so that it may be shown to other customers' agents.

What is found becomes a placeholder such as `{{Email}}`, which an agent can fill in again. Found are
formats with a check digit (cards, IBANs, identity numbers), formats without (e-mail, phone, IP
addresses, street addresses, reference numbers), and names: those given, and those that a greeting
or a signature reveals. Amounts, periods, dates, prices and product names are kept: they are the
answer.

`redact` is fast and needs no model. `conversation.redact_conversation` uses the same placeholders
throughout a conversation, reports what it replaced, and can use a tagger for names that no pattern
reveals.
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
        counts: Number of places replaced, by kind ("Email", "Name", …).
    """

    text: str
    counts: dict[str, int]


def redact(text: str, *, names: Iterable[str] = (), lang: str = "") -> Redacted:
    """Replace personal data by placeholders.

    Args:
        text: What a customer or an agent wrote.
        names: The participants: the customer, the authors of messages.
        lang: The text's language, which determines likely phone number formats ("" for any).
    """
    return redact_with(Names(names), text, lang)


def redact_with(names: Names, text: str, lang: str = "") -> Redacted:
    """Like `redact`, for many texts of the same people."""
    places = Found(text, names, lang).places()
    values = [Value(kind, text[start:end]) for start, end, kind in places]
    shown = Placeholders(values)
    spots = [
        (start, end, shown.of(value)) for (start, end, _), value in zip(places, values, strict=True)
    ]
    clean, _ = replaced(text, spots)
    return Redacted(clean, dict(Counter(place.kind for place in places)))
