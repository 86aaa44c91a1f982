"""Words added to the dictionary by the user. Only hashes are stored, which suffice to recognise a
word, because `window.json` must not contain anybody's words."""

from __future__ import annotations

import hashlib
import secrets

from gui.preferences import Preferences

_LENGTH = 24


class OwnWords:
    """The words of one home."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def __contains__(self, word: str) -> bool:
        now = self._preferences.now
        return bool(now.own_words) and self._hash(word, now.own_words_salt) in now.own_words

    def add(self, word: str) -> None:
        """Add a word, regardless of its capitalisation."""
        now = self._preferences.now
        salt = now.own_words_salt or secrets.token_hex(16)
        added = self._hash(word, salt)
        if added not in now.own_words:
            self._preferences.change(own_words=[*now.own_words, added], own_words_salt=salt)

    @staticmethod
    def _hash(word: str, salt: str) -> str:
        return hashlib.sha256(f"{salt}{word.casefold()}".encode()).hexdigest()[:_LENGTH]
