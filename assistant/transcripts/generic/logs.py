"""Reads tables with one conversation per row and the whole chat in one cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from assistant.transcripts.chats.splitting import split
from assistant.transcripts.conversation_assembler import ConversationAssembler
from assistant.transcripts.generic.columns import NAMES, id_place
from assistant.transcripts.generic.tables import row_values
from assistant.transcripts.raw_conversations import (
    DETAILS,
    RawConversation,
    RawMessage,
    long_problem,
    text_problem,
)
from assistant.transcripts.records import ConversationRecord
from retrieval.documents.columns import Columns, folded_name, mapped_columns, names, recognise
from retrieval.documents.limits import Limits
from retrieval.documents.records import ColumnMap, Problem, Progress
from retrieval.documents.table import Row, Rows

_NAMED: Final = NAMES["messages"] | names(
    "chat_transcript conversation_text chat_history conversation_log transcript_text full_chat "
    "会话内容 对话内容 聊天内容 會話內容"
)
_KEPT: Final = frozenset((*DETAILS, "conversation", "labels", "at"))
_LOOKED_AT: Final = 20
_FEWEST: Final = 2


def log_columns(first: Sequence[Row], mapping: ColumnMap | None) -> tuple[Columns, int] | None:
    """The columns of such a table and the number of its header row; None for other tables."""
    if not first:
        return None
    number, header = first[0]
    known = mapped_columns(header, mapping, NAMES, needed=()) if mapping else None
    columns = known or Columns(recognise(header, NAMES), tuple(header))
    named = next((at for at, name in enumerate(header) if folded_name(name) in _NAMED), None)
    place = columns.places.get("messages") or ((named,) if named is not None else ())
    if not place:
        return None
    cells = [cells[place[0]] for _, cells in first[1 : _LOOKED_AT + 1] if place[0] < len(cells)]
    if not cells or sum(map(_is_chat, cells)) * 2 < len(cells):
        return None
    places = {
        role: at for role, at in columns.places.items() if place[0] not in at and role in _KEPT
    }
    own = id_place(header)
    if "conversation" not in places and own is not None:
        places["conversation"] = (own,)
    return Columns({**places, "messages": place}, columns.header), number


def read_logs(
    rows: Rows, columns: Columns, header: int, limits: Limits, assembler: ConversationAssembler
) -> Iterator[ConversationRecord | Problem | Progress]:
    """Yield the conversations of such a table."""
    for event in rows:
        if not isinstance(event, tuple):
            yield event
            continue
        number, cells = event
        if number <= header or not any(cells):
            continue
        values = row_values(columns, cells)
        text = values["messages"]
        if len(text) > limits.cell_chars:
            yield long_problem(number, len(text), limits)
            continue
        raw = _raw_conversation(values, number)
        if raw.messages:
            yield from assembler.assemble(raw)
        else:
            yield text_problem(number)


def _raw_conversation(values: Mapping[str, str], number: int) -> RawConversation:
    raw = RawConversation(row=number, key=values.get("conversation", ""), by_order=True)
    raw.detail(created_at=values.get("at", ""))
    raw.detail(**{name: values[name] for name in DETAILS if name in values})
    raw.label(values.get("labels", ""))
    if not values["messages"]:
        return raw
    found = split(values["messages"])
    for turn in found.turns:
        role = turn.role if found.certain or not turn.author else None
        raw.messages.append(
            RawMessage(turn.text, role, turn.author, at=turn.at, html=False, row=number)
        )
    return raw


def _is_chat(text: str) -> bool:
    return text.count("\n") >= 1 and len({turn.author for turn in split(text).turns}) >= _FEWEST
