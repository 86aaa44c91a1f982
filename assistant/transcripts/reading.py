"""Entry points for reading files, each in a child process with limited resources.

`read_file` reads any knowledge of a company: FAQ, documents, solved conversations. `read_export`
reads an export of a support tool, and reports its format.
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
"""Exports may be large, as they are streamed; the memory limit is the same as for other files."""


def read_file(
    path: str | Path,
    *,
    mapping: ColumnMap | None = None,
    limits: Limits | None = None,
    command: Sequence[str] | None = None,
) -> Generator[Event | ConversationRecord, None, None]:
    """Like `retrieval.documents.read_file`, but also reads conversations.

    An export of a known tool, or a table or JSON file with the columns of conversations (who,
    when, text …), yields `ConversationRecord`s; everything else is read as knowledge. `mapping`
    may contain the roles of either: `question`, `answer` … or `conversation`, `role`, `text`,
    `at` …

    Raises:
        CodedError: If the file as a whole cannot be read.
    """
    started = command or parser_command("assistant.transcripts.worker")
    yield from stream(path, mapping, limits or Limits(), started, wire.decode)


def read_export(
    path: str | Path,
    choices: TranscriptChoices | None = None,
    limits: Limits | None = None,
    command: Sequence[str] | None = None,
) -> Generator[DetectedFormat | ConversationRecord | Problem | Progress, None, None]:
    """Yield the format detected in a sample, then conversations, problems and progress, and finally
    the format again with what the whole export revealed.

    The first and the last event are a `DetectedFormat`. For an export of unknown format, it has an
    empty `format` and is the only event: a person must map the columns.

    Args:
        path: A file, an archive, or the folder of an unpacked one.
        choices: Settings chosen by a person.
        limits: Limits of resources; `EXPORT_LIMITS` by default.
        command: Command that starts the reading process.

    Raises:
        CodedError: If it cannot be read as a whole. Events yielded before remain valid.
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
    """Like `read_export`; with `sample`, only its first event."""
    from assistant.contracts import DetectedFormat

    options = choices.model_dump(mode="json") if choices is not None else {}
    options["sample"] = int(sample)
    started = command or parser_command("assistant.transcripts.export_worker")
    events = stream(path, options, limits or EXPORT_LIMITS, started, wire.decode, folders=True)
    with closing(events):
        for event in events:
            yield DetectedFormat(**event.fields()) if isinstance(event, Detected) else event
