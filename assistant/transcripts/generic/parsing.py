"""Reads an imported file: conversations in any known or generic form, else FAQ or document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.transcripts.conversation_assembler import ConversationAssembler
from assistant.transcripts.generic.columns import (
    is_conversation_mapping,
)
from assistant.transcripts.generic.nested import check_keys, has_messages, read_nested
from assistant.transcripts.generic.tables import find_columns, read_rows
from assistant.transcripts.recognition.recognising import tool_plan
from assistant.transcripts.records import ConversationRecord
from assistant.transcripts.settings import ReadingSettings
from retrieval.documents import parse as documents
from retrieval.documents.columns import no_columns_error, table_of
from retrieval.documents.encoding import sniff_encoding
from retrieval.documents.formats import Format, detect
from retrieval.documents.json_files import (
    JsonLines,
    JsonObjects,
    ObjectRows,
    load_json,
    objects_in,
)
from retrieval.documents.limits import Limits
from retrieval.documents.records import ColumnMap, Event
from retrieval.documents.table import Rows, first_rows, read_table

AnyEvent = Event | ConversationRecord

_FOR_THE_STORE = ReadingSettings(clean=("markup", "quote"))
"""In the store, messages keep their signatures and greetings; quotes are cut."""

_TABLES = (Format.CSV, Format.JSON, Format.JSONL, Format.XLSX)
_ID_ROWS = 200
_EXPECTED = (
    "columns for question and answer (or title and content), or for conversations: "
    "conversation, role, text"
)


def parse(path: Path, mapping: ColumnMap | None, limits: Limits) -> Iterator[AnyEvent]:
    """Yield the conversations of a file if it contains any, else read it as FAQ or document.

    Raises:
        FileError: If the file as a whole cannot be read.
    """
    plan = None if mapping else tool_plan(path, limits)
    if plan is not None:
        settings = plan.settled(_FOR_THE_STORE)
        yield from plan.read(ConversationAssembler(settings, limits), settings, sample=False)
        return
    kind = detect(path)
    if kind not in _TABLES:
        yield from documents.parse(path, mapping, limits)
        return
    if kind in (Format.JSON, Format.JSONL):
        objects = _objects(path, kind, mapping, limits)
        if has_messages(objects, mapping):
            if mapping:
                check_keys(objects, mapping)
            yield from read_nested(objects, mapping, limits, _assembler(limits))
            return
        rows: Rows = ObjectRows(objects)
    else:
        rows = yield from documents.load_rows(path, kind, mapping, limits)
    meant = is_conversation_mapping(mapping)
    if mapping and not meant:
        yield from read_table(rows, mapping, limits)
        return
    first = first_rows(rows, _ID_ROWS)
    found = find_columns(first, mapping)
    if found is not None:
        yield table_of(found[0].header, found[0])
        yield from read_rows(rows, *found, limits, _assembler(limits))
    elif meant:
        names = first[0][1] if first else ()
        yield table_of(names)
        raise no_columns_error(names, mapping, _EXPECTED)
    else:
        yield from read_table(rows, mapping, limits)


def _assembler(limits: Limits) -> ConversationAssembler:
    return ConversationAssembler(_FOR_THE_STORE, limits)


def _objects(
    path: Path, kind: Format, mapping: ColumnMap | None, limits: Limits
) -> JsonLines | JsonObjects:
    encoding = sniff_encoding(path)
    if kind is Format.JSONL:
        return JsonLines(path, encoding, limits)
    documents.check_held_size(path, limits)
    value = load_json(path, encoding)
    single = JsonObjects([value])
    return single if has_messages(single, mapping) else objects_in(value)
