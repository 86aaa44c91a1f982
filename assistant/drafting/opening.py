"""Adds the company's greeting to a model's reply where a composed draft would have one.

Greetings are removed from the training data, and many models reply without one. A reply that begins
with a greeting of its own keeps it.
"""

from __future__ import annotations

import re
from typing import Final

from retrieval.text import normalise

GREETS: Final = re.compile(
    r"^\W*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings)\b"
    r"|^\W*(?:你好|您好|早上好|上午好|下午好|晚上好|嗨|哈喽|在吗|亲)"
)
_ADDRESSES: Final = re.compile(r"^\W*[^\s，。！,.!?]{0,12}[，,]?\s*(?:您好|你好)|^\W*尊敬的")
"""A Chinese salutation, possibly with a name before it."""
_TOLD: Final = 24
"""Number of characters that suffice to recognise a greeting."""


class Opening:
    """Takes a model's text piece by piece, and returns what may be shown.

    Args:
        greeting: The greeting with the separator after it; "" for none.
    """

    def __init__(self, greeting: str) -> None:
        self._greeting = greeting
        self._begun = ""

    def add(self, piece: str) -> str:
        """Add text; returns what may be shown now: nothing while it may still be a greeting."""
        if not self._greeting:
            return piece
        self._begun += piece
        return self._released() if len(self._begun.strip()) >= _TOLD else ""

    def end(self) -> str:
        """The rest of the text, at its end; no greeting is added to an empty reply."""
        return self._released() if self._begun.strip() else ""

    def _released(self) -> str:
        begun, greeting = self._begun, self._greeting
        self._begun = self._greeting = ""
        read = normalise(begun)
        greets = GREETS.match(read) or _ADDRESSES.match(read)
        return begun if greets else greeting + begun.lstrip()
