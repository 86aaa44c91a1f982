"""Detects that the same text was copied twice within a second, without storing the text."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

WITHIN_S: Final = 1.0
ECHO_S: Final = 0.08
"""Copies closer together than this are one copy repeated by a program, such as a clipboard manager
that takes it over or a remote desktop that forwards it; no user copies twice so fast."""


class Twice:
    """Keeps one keyed hash for a second; the random key lives as long as this object."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._last: tuple[bytes, float] | None = None

    def copied(self, text: str, at: float) -> bool:
        """Record a copy at a time in monotonic seconds; return whether it is the second one."""
        if not text.strip():
            self._last = None
            return False
        digest = hashlib.blake2b(
            text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=32
        ).digest()
        last = self._last
        same = last is not None and hmac.compare_digest(last[0], digest)
        if last is not None and same and at - last[1] < ECHO_S:
            return False
        hit = last is not None and same and at - last[1] <= WITHIN_S
        self._last = None if hit else (digest, at)
        return hit

    def forget(self, now: float) -> None:
        """Discard the hash of a copy older than a second."""
        if self._last is not None and now - self._last[1] >= WITHIN_S:
            self._last = None

    @property
    def empty(self) -> bool:
        """Whether no hash is stored."""
        return self._last is None
