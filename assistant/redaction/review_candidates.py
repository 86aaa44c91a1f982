"""Candidates for personal data that were kept in a redacted text, for a person to review."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.redaction.findings import Candidate, CandidateKind
from assistant.redaction.spans import PLACEHOLDER

_READ: Final = 20_000
_CANDIDATE: Final = re.compile(
    r"(?P<capitalised>(?<=[a-z,;:] )[A-ZÀ-ÖØ-Þ][\w'’]{1,40}(?: [A-ZÀ-ÖØ-Þ][\w'’]{1,40}){0,4})"
    r"|(?P<handle>(?<!\w)@\w{2,40}|(?<![\w@])\w{1,40}@\w{1,40})"
    r"|(?P<number>(?<![\w.,$€£¥%-])\d[\d -]{2,40}\d(?![\w%-]|[.,]\d))"
)

_KINDS: Final[dict[str, CandidateKind]] = {
    "capitalised": "capitalised", "handle": "handle", "number": "number",
}  # fmt: skip


def candidates_in(text: str, message: int, most: int) -> Iterator[Candidate]:
    """Candidates in a redacted text, at most `most`, without duplicates.

    Args:
        text: The redacted text; only the beginning of a very long one is searched.
        message: The message index to store in the candidates.
        most: Maximum number of candidates.
    """
    seen: set[str] = set()
    gaps = PLACEHOLDER.sub(lambda found: "\n" * len(found[0]), text[:_READ])
    for found in _CANDIDATE.finditer(gaps):
        if len(seen) >= most:
            return
        if found[0] not in seen:
            seen.add(found[0])
            kind = _KINDS[found.lastgroup or ""]
            yield Candidate(message, found.start(), found.end(), found[0], kind)
