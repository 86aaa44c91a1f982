"""Punctuation between the words of a reply restricted by `word_guard`: ordinary marks, and others
as the prompt uses them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from assistant.models.worker.repetition import ENDING

LATIN: Final = 0x250
"""Characters from here on belong to other scripts, which are not restricted."""
HALF: Final = "\ufffd"
"""The replacement character: an incomplete character, about which nothing is known yet."""
_OPENING: Final = '"“‘([*'
_CLOSING: Final = '"”’)]}\n'
_PLAIN: Final = f"{ENDING}0123456789 -'\n"


class Punctuation:
    """The characters that may occur between words.

    Args:
        texts: The texts of the prompt.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._text = "\n".join(texts).lower()
        lines = [line.strip() for line in self._text.splitlines()]
        self._items = frozenset(line[:1] for line in lines if line[:1].isdigit())

    @staticmethod
    def joint(last: str) -> str:
        """The character that a following word would be attached to; empty if there is none."""
        return "" if last.isspace() or last in _OPENING else last

    def joins(self, joint: str, text: str) -> bool:
        """Whether a word may begin with `text` directly after a character, as in 6AM or
        shop.example.
        """
        return not joint or (joint + text).lower() in self._text

    def allows(self, word: str, last: str, text: str, *, line: bool, ended: bool) -> bool:
        """Whether marks may follow.

        Args:
            word: The word directly before them; empty for none.
            last: The character before them.
            text: The marks, possibly with a leading space.
            line: Whether they begin a line.
            ended: Whether closing punctuation is directly before them.
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
