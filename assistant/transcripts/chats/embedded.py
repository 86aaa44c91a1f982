"""Chat transcripts inside a single message, as help desks store them in a ticket.

Each line starts with the time of day and the speaker: "(06:54:36 PM) Ann Lee: Hello". System
lines ("*** Eve joined the chat ***") and a header above the first line are skipped.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE = re.compile(
    r"[\[(](?:\d{4}-\d{2}-\d{2} |\d{1,2}/\d{1,2}/\d{2,4},? )?\d{1,2}:\d{2}(?::\d{2})?"
    r"(?: ?[AaPp]\.?[Mm]\.?)?[\])] "
    r"(?:\*{3} .{0,300}|(?P<name>[^:*\n]{1,80}): ?(?P<text>.*))"
)
_FEWEST = 2


class Line(NamedTuple):
    """One message of an embedded chat: its speaker and its text."""

    name: str
    text: str


def chat_in(text: str) -> list[Line]:
    """The messages of a chat that makes up the whole text; empty if the text is no such chat."""
    found: list[tuple[str, list[str]]] = []
    begun = False
    for line in text.split("\n"):
        hit = _LINE.fullmatch(line.strip())
        if hit is None:
            if begun and found and line.strip():
                found[-1][1].append(line.strip())
            continue
        begun = True
        if hit["name"] is not None:
            found.append((hit["name"].strip(), [hit["text"]]))
    if len(found) < _FEWEST or len({name for name, _ in found}) < _FEWEST:
        return []
    return [Line(name, "\n".join(words).strip()) for name, words in found]
