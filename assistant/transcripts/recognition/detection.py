"""Detects the format of an export from a sample of its content."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from assistant.contracts import DetectedFormat, TranscriptChoices
from assistant.transcripts.reading import export_stream
from retrieval.documents.limits import Limits


def detect(
    path: str | Path,
    choices: TranscriptChoices | None = None,
    limits: Limits | None = None,
    command: Sequence[str] | None = None,
) -> DetectedFormat:
    """The tool, encoding, roles, boundaries, time zone and languages of an export.

    `format` is empty if the format is unknown; `columns` then lists the columns to map.

    Raises:
        CodedError: If the file as a whole cannot be read.
    """
    with closing(export_stream(path, choices, limits, command, sample=True)) as events:
        for event in events:
            if isinstance(event, DetectedFormat):
                return event
    return DetectedFormat(format="")
