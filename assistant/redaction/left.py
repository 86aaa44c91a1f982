"""What was left in a redacted text although it looks like somebody's: for a person to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.redaction.findings import Left, LeftKind
from assistant.redaction.spans import PLACEHOLDER

_READ: Final = 20_000
_CANDIDATE: Final = re.compile(
    r"(?P<capitalised>(?<=[a-z,;:] )[A-ZÀ-ÖØ-Þ][\w'’]{1,40}(?: [A-ZÀ-ÖØ-Þ][\w'’]{1,40}){0,4})"
    r"|(?P<handle>(?<!\w)@\w{2,40}|(?<![\w@])\w{1,40}@\w{1,40})"
    r"|(?P<number>(?<![\w.,$€£¥%-])\d[\d -]{2,40}\d(?![\w%-]|[.,]\d))"
)

_KINDS: Final[dict[str, LeftKind]] = {
    "capitalised": "capitalised", "handle": "handle", "number": "number",
}  # fmt: skip


def left_in(text: str, message: int, most: int) -> Iterator[Left]:
    """Candidates of a redacted text, at most so many, none of them twice.

    Args:
        text: The redacted text; of a very long one the beginning is looked at.
        message: The number that the candidates are to carry.
        most: How many.
    """
    seen: set[str] = set()
    gaps = PLACEHOLDER.sub(lambda found: "\n" * len(found[0]), text[:_READ])
    for found in _CANDIDATE.finditer(gaps):
        if len(seen) >= most:
            return
        if found[0] not in seen:
            seen.add(found[0])
            kind = _KINDS[found.lastgroup or ""]
            yield Left(message, found.start(), found.end(), found[0], kind)
