"""Marks between the words of a reply that is held closely: plain ones, and others as the prompt
sets them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from assistant.models.worker.said import ENDING

LATIN: Final = 0x250
"""Characters from here on are of other scripts, which are left alone."""
HALF: Final = "\ufffd"
"""Stands for a character that is not whole; nothing is known of it yet."""
_OPENING: Final = '"“‘([*'
_CLOSING: Final = '"”’)]}\n'
_PLAIN: Final = f"{ENDING}0123456789 -'\n"


class Marks:
    """What may stand between words.

    Args:
        texts: Of the prompt.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._text = "\n".join(texts).lower()
        lines = [line.strip() for line in self._text.splitlines()]
        self._items = frozenset(line[:1] for line in lines if line[:1].isdigit())

    @staticmethod
    def joint(last: str) -> str:
        """The character that a word would be joined to; empty where it would not."""
        return "" if last.isspace() or last in _OPENING else last

    def joins(self, joint: str, text: str) -> bool:
        """Whether a word may begin with `text` right behind a character: 6AM, shop.example."""
        return not joint or (joint + text).lower() in self._text

    def allows(self, word: str, last: str, text: str, *, line: bool, ended: bool) -> bool:
        """Whether marks may follow.

        Args:
            word: They stand behind this one; empty for none.
            last: The character before them.
            text: The marks, perhaps with a space before them.
            line: Whether they begin a line.
            ended: Whether a mark that ends something is right before them.
        """
        bare = text.removeprefix(" ")
        if HALF in bare:
            return True
        if not bare or any(one.isalpha() and ord(one) < LATIN for one in bare):
            return not bare
        apart = bare != text or last == " "
        if bare[0] in ENDING:
            return not (ended and not word) and (not apart or f" {bare[0]}" in self._text)
        if line and bare[0].isdigit():
            return bare[0] in self._items
        if word and not apart and bare[0] not in _CLOSING:
            return word + bare[0] in self._text
        return all(one in _PLAIN or one in self._text or ord(one) >= LATIN for one in bare)
