"""Identifies customers by keyed hashes, to tell them apart and to find them for an erasure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from assistant.erasure import journal
from assistant.erasure.people import hashed
from assistant.paths import Home
from assistant.store import identifiers
from assistant.transcripts.doctor.excerpts import began
from assistant.transcripts.records import ConversationRecord

_ZONES: Final = timedelta(hours=14)
"""Largest error of a time without an offset that is taken as UTC."""


def hashes_of(key: bytes, record: ConversationRecord) -> tuple[str, ...]:
    """Keyed hashes of whatever identifies the customer, the most reliable first.

    A name is used only if nothing else is known: several people may have the same name.
    """
    sure: list[tuple[str, str]] = []
    for text in (record.customer_email, record.customer_id, record.customer_name):
        if identifiers.is_mail(text):
            sure.append(("email", identifiers.folded(text)))
        elif identifiers.is_phone(text):
            sure.append(("phone", identifiers.phone(text)))
    number = identifiers.folded(record.customer_id.replace(" ", ""))
    if number:
        sure.append(("number", number))
    name = identifiers.folded(record.customer_name)
    if not sure and name:
        sure.append(("name", name))
    return tuple(dict.fromkeys(hashed(key, kind, value) for kind, value in sure))


def customer_hash(key: bytes, record: ConversationRecord, hashes: tuple[str, ...]) -> str:
    """The hash that is the same for all conversations of a customer."""
    return hashes[0] if hashes else hashed(key, "conversation", record.key)


class Erased:
    """Whether a customer was erased after a conversation was written.

    Args:
        home: The home whose journal of erasures is read.
        key: The store's key.
    """

    def __init__(self, home: Home, key: bytes) -> None:
        self._home, self._key = home, key
        self._seen: tuple[int, int] | None = None
        self._at: dict[str, datetime] = {}
        self._begun = self._grew = False
        self.refresh()
        self._begun = True

    def grew(self) -> bool:
        """Whether anybody was erased since this object was created."""
        self.refresh()
        return self._grew

    def refresh(self) -> None:
        """Read the journal again if its file has changed."""
        try:
            state = self._home.erasures.stat()
        except OSError:
            return
        seen = (state.st_size, state.st_mtime_ns)
        if seen != self._seen:
            self._grew = self._begun
            self._seen = seen
            for record in journal.read(self._home):
                for hash_ in record.hashes:
                    self._at[hash_] = max(record.at, self._at.get(hash_, record.at))

    def __call__(self, record: ConversationRecord) -> bool:
        if not self._at:
            return False
        return self.meets(hashes_of(self._key, record), began(record))

    def meets(self, hashes: tuple[str, ...], at: datetime | None) -> bool:
        """Whether one of these hashes was erased after `at`. A conversation without a time, or with
        one in the future, counts as older than any erasure."""
        erased = [self._at[hash_] for hash_ in hashes if hash_ in self._at]
        if erased and at is not None and at > datetime.now(UTC) + _ZONES:
            at = None
        return any(at is None or at < when + _ZONES for when in erased)
