"""The doors for files, each read in a limited process.

`read_file` takes whatever a company knows: FAQ, documents, solved conversations. `read_export`
takes an export of a support tool, and says what it is.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.transcripts import wire
from assistant.transcripts.recognition.detected import Detected
from assistant.transcripts.records import ConversationRecord
from retrieval.documents import ColumnMap, Event, Limits
from retrieval.documents.limits import MEGABYTE
from retrieval.documents.records import Problem, Progress
from retrieval.documents.sandbox import parser_command, stream

if TYPE_CHECKING:
    from assistant.contracts import DetectedFormat, TranscriptChoices

EXPORT_LIMITS = replace(
    Limits(),
    file_bytes=16_384 * MEGABYTE,
    line_chars=32 * MEGABYTE,
    archive_members=200_000,
    archive_bytes=16_384 * MEGABYTE,
    records=10_000_000,
    problems=200_000,
    output_bytes=32_768 * MEGABYTE,
    total_seconds=14_400.0,
)
"""An export may be long, for it is read as a stream; its reader's memory is that of any file."""


def read_file(
    path: str | Path,
    *,
    mapping: ColumnMap | None = None,
    limits: Limits | None = None,
    command: Sequence[str] | None = None,
) -> Generator[Event | ConversationRecord, None, None]:
    """`retrieval.documents.read_file`, which knows conversations as well.

    An export of a known tool, or a table or JSON file with the columns of conversations (who,
    when, text …), yields `ConversationRecord`s; everything else is read as knowledge. `mapping`
    may name the roles of either: `question`, `answer` … or `conversation`, `role`, `text`, `at` …

    Raises:
        CodedError: Where the file cannot be read as a whole.
    """
    started = command or parser_command("assistant.transcripts.worker")
    yield from stream(path, mapping, limits or Limits(), started, wire.decode)


def read_export(
    path: str | Path,
    choices: TranscriptChoices | None = None,
    limits: Limits | None = None,
    command: Sequence[str] | None = None,
) -> Generator[DetectedFormat | ConversationRecord | Problem | Progress, None, None]:
    """What an export is, then its conversations and whatever is wrong, then what all of it told.

    The first event is a `DetectedFormat`, and so is the last. An export that nothing fits has an
    empty `format` and ends there: a person must say which column is which.

    Args:
        path: A file, an archive, or the folder of an unpacked one.
        choices: What a person set right.
        limits: What it may cost; `EXPORT_LIMITS` by default.
        command: How to start the reading process.

    Raises:
        CodedError: Where it cannot be read as a whole. What was yielded before stands.
    """
    yield from export_stream(path, choices, limits, command, sample=False)


def export_stream(
    path: str | Path,
    choices: TranscriptChoices | None,
    limits: Limits | None,
    command: Sequence[str] | None,
    *,
    sample: bool,
) -> Generator[DetectedFormat | ConversationRecord | Problem | Progress, None, None]:
    """`read_export`; with `sample` only its first event."""
    from assistant.contracts import DetectedFormat

    options = choices.model_dump(mode="json") if choices is not None else {}
    options["sample"] = int(sample)
    started = command or parser_command("assistant.transcripts.export_worker")
    events = stream(path, options, limits or EXPORT_LIMITS, started, wire.decode, folders=True)
    with closing(events):
        for event in events:
            yield DetectedFormat(**event.fields()) if isinstance(event, Detected) else event
