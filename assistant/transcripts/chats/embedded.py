"""A whole chat inside one message, as help desks file it in a ticket.

Each line tells the time of day and who speaks: "(06:54:36 PM) Ann Lee: Hello". Lines of the
program ("*** Eve joined the chat ***") and a head above the first line are no messages.
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
    """Who said something in such a chat, and what."""

    name: str
    text: str


def chat_in(text: str) -> list[Line]:
    """What was said in a chat that is all of a message; nothing where it is no such chat."""
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
