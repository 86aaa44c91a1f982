"""The one door for files: FAQ, documents and solved conversations, read in a limited process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.transcripts import wire
from assistant.transcripts.records import ConversationRecord
from retrieval.documents import ColumnMap, Event, Limits
from retrieval.documents.sandbox import parser_command, stream


def read_file(
    path: str | Path,
    *,
    mapping: ColumnMap | None = None,
    limits: Limits | None = None,
    command: Sequence[str] | None = None,
) -> Iterator[Event | ConversationRecord]:
    """`retrieval.documents.read_file`, which knows conversations as well.

    A table or JSON file with the columns of conversations (who, when, text …) yields
    `ConversationRecord`s; everything else is read as knowledge. `mapping` may name the roles of
    either: `question`, `answer` … or `conversation`, `role`, `text`, `at`, `customer` …

    Raises:
        CodedError: Where the file cannot be read as a whole.
    """
    started = command or parser_command("assistant.transcripts.worker")
    yield from stream(path, mapping, limits or Limits(), started, wire.decode)
