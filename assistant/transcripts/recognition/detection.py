"""What an export seems to be, from its beginning."""

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
    """The tool, encoding, roles, boundaries, zone and languages of an export.

    `format` is empty where nothing fits: then `columns` are what there is to map.

    Raises:
        CodedError: Where the file cannot be read as a whole.
    """
    with closing(export_stream(path, choices, limits, command, sample=True)) as events:
        for event in events:
            if isinstance(event, DetectedFormat):
                return event
    return DetectedFormat(format="")
