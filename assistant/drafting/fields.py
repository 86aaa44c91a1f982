"""The fields of an answer: `{{Order Number}}` is filled with what the customer wrote, or kept.

Nothing is guessed: a field is filled only if the conversation has exactly one value of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from assistant.drafting.planted import instructs
from assistant.redaction.formats import find_formats
from assistant.redaction.numbers import find_numbers
from assistant.redaction.spans import ClaimedSpans
from retrieval.text import clean

FIELD: Final = re.compile(r"\{\{\s*([^{}]{1,80}?)\s*\}\}")
_FILLED: Final = frozenset(
    ("order number", "tracking number", "invoice number", "customer number", "account number",
     "ticket number", "reference number", "email")
)  # fmt: skip
"""Fields that a customer's own words may fill. The company's own address or phone number is never
the customer's."""
_READ: Final = 4_000
_NAME: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .,'’·&-]){0,59}")
_DOMAIN: Final = re.compile(r"\w{2,}\.\w{2,}")
_NAME_WORDS: Final = 5


def known_fields(turns: Iterable[str], customer: str = "") -> dict[str, str]:
    """Map lowercase field names to values from the customer's messages and name.

    Args:
        turns: The customer's messages.
        customer: The customer's name, "" if unknown.
    """
    values: dict[str, set[str]] = {}
    for text in turns:
        taken = ClaimedSpans(text[:_READ])
        find_formats(taken)
        find_numbers(taken, "")
        for span in taken.personal():
            values.setdefault(span.kind.lower(), set()).add(taken.text[span.start : span.end])
    found = {
        kind: next(iter(some))
        for kind, some in values.items()
        if kind in _FILLED and len(some) == 1
    }
    if name := spoken_name(customer):
        found |= {"customer name": name, "name": name}
    return found


def spoken_name(name: str) -> str:
    """A person's name if a reply may use it; "" if it does not look like a name.

    Customers choose their name themselves, in whichever program it comes from: a link or a sentence
    must not be repeated to them in the company's words.
    """
    name = clean(name)
    if not _NAME.fullmatch(name) or _DOMAIN.search(name) or len(name.split()) > _NAME_WORDS:
        return ""
    return "" if instructs(name) else name


def fill(text: str, known: Mapping[str, str]) -> str:
    """The text with its known fields filled; the others are kept."""
    return FIELD.sub(lambda found: known.get(found[1].strip().lower(), found[0]), text)
