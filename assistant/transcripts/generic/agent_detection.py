"""Finds the agents in a table whose role column holds people's names.

An author who takes part in several conversations and begins at most half of them is an agent;
customers begin their own conversations.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import Final

from assistant.transcripts.values.cells import is_system, role_of
from retrieval.documents.columns import Columns
from retrieval.documents.table import Rows
from retrieval.documents.wording import clean, one_line

_MOST_ROWS: Final = 300_000
_LOOKED_AT: Final = 200
_SEVERAL: Final = 2


def detect_agents(rows: Rows, columns: Columns, header: int) -> list[str]:
    """The agents' names, the most active first; none if the table states roles or has no ids."""
    if not (columns.has("conversation") and columns.has("role")):
        return []
    if not _names_people(rows, columns, header):
        return []
    speaks: Counter[str] = Counter()
    begins: Counter[str] = Counter()
    begun: set[int] = set()
    heard: set[int] = set()
    for event in islice(iter(rows), _MOST_ROWS):
        if not isinstance(event, tuple) or event[0] <= header:
            continue
        who = one_line(clean(columns.cell("role", event[1])))
        if not who or role_of(who) is not None or is_system(who):
            continue
        conversation = columns.cell("conversation", event[1])
        if hash(conversation) not in begun:
            begun.add(hash(conversation))
            begins[who] += 1
        if hash((conversation, who)) not in heard:
            heard.add(hash((conversation, who)))
            speaks[who] += 1
    return [who for who, count in speaks.most_common() if _answers(count, begins[who])]


def _answers(speaks: int, begins: int) -> bool:
    return speaks >= _SEVERAL and begins * 2 <= speaks


def _names_people(rows: Rows, columns: Columns, header: int) -> bool:
    """Whether most of the first rows do not state a role."""
    words = [
        columns.cell("role", event[1])
        for event in islice(iter(rows), _LOOKED_AT)
        if isinstance(event, tuple) and event[0] > header
    ]
    told = sum(role_of(word) is not None or is_system(word) for word in words)
    return bool(words) and told * 2 < len(words)
