"""Plans for reading tables and JSON of unknown tools by column names or a mapping."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from assistant.transcripts.conversation_assembler import ConversationAssembler
from assistant.transcripts.formats.tweets import is_tweets, read_tweets
from assistant.transcripts.generic.agent_detection import detect_agents
from assistant.transcripts.generic.logs import log_columns, read_logs
from assistant.transcripts.generic.nested import empty_problem, nested_conversation
from assistant.transcripts.generic.tables import find_columns, read_rows
from assistant.transcripts.objects.elements import Element, JsonElements
from assistant.transcripts.objects.reading import ReadEvent
from assistant.transcripts.recognition.detected import MOST_NAMES, evidence_text, shown
from assistant.transcripts.settings import ReadingSettings
from retrieval.documents.columns import Columns, table_of
from retrieval.documents.json_files import cell_text
from retrieval.documents.limits import Limits
from retrieval.documents.records import ColumnMap
from retrieval.documents.table import RowEvent, Rows, first_rows

SAMPLE_ROWS = 5_000
_LOOKED_AT = 60
_ID_ROWS = 200
_GUESSED = 0.6
_LOGS = evidence_text(text="a whole chat in each cell of a column")


@dataclass(frozen=True, slots=True)
class FirstRows:
    """Iterates over the first rows of a table."""

    rows: Rows
    most: int

    def __iter__(self) -> Iterator[RowEvent]:
        return islice(iter(self.rows), self.most)


class ElementRows:
    """The objects of JSON files as table rows; the first row is a header made of their keys."""

    def __init__(self, files: Sequence[JsonElements]) -> None:
        self._files = files
        columns: dict[str, None] = {}
        for element in first_elements(files, _ID_ROWS):
            if isinstance(element.value, dict):
                columns.update(dict.fromkeys(element.value))
        self.columns = list(columns)

    def __iter__(self) -> Iterator[RowEvent]:
        yield 0, self.columns
        for file in self._files:
            for event in file:
                if not isinstance(event, Element):
                    yield event
                elif isinstance(event.value, dict):
                    value = event.value
                    yield event.number, [cell_text(value.get(name)) for name in self.columns]


def first_elements(files: Sequence[JsonElements], most: int = _LOOKED_AT) -> list[Element]:
    """Some of the first objects of each file."""
    found: list[Element] = []
    each = max(5, most // max(1, len(files)))
    for file in files[:20]:
        found += islice((event for event in file if isinstance(event, Element)), each)
    return found


@dataclass(slots=True)
class TablePlan:
    """Reads a table of messages, of requests with replies, or of tweets."""

    rows: Rows
    columns: Columns
    header: int
    limits: Limits
    encoding: str
    key: str = "table"
    confidence: float = 0.8
    boundaries: str = "export"
    evidence: list[str] = field(default_factory=list)

    def settled(self, settings: ReadingSettings) -> ReadingSettings:
        """Infer the agents of a table that names people instead of roles."""
        if settings.agents or self.key == "twitter":
            return settings
        found = detect_agents(self.rows, self.columns, self.header)
        if not found:
            return settings
        self.evidence.append(
            evidence_text(text="who speaks in several conversations and begins few of them answers")
        )
        self.confidence = min(self.confidence, _GUESSED)
        return replace(settings, agents=tuple(found[:MOST_NAMES]))

    @property
    def mapping(self) -> dict[str, str]:
        """Role → name of the column recognised or mapped for it."""
        roles = table_of(self.columns.header, self.columns).roles
        return {role: names[0] for role, names in roles.items()}

    def read(
        self, assembler: ConversationAssembler, settings: ReadingSettings, *, sample: bool
    ) -> Iterator[ReadEvent]:
        rows = FirstRows(self.rows, SAMPLE_ROWS) if sample else self.rows
        if self.key == "twitter":
            yield from read_tweets(rows, self.columns.header, assembler, self.limits)
            return
        for event in read_rows(rows, self.columns, self.header, self.limits, assembler):
            if not hasattr(event, "roles"):
                yield event


@dataclass(slots=True)
class LogPlan(TablePlan):
    """Reads a table with a whole chat in one cell of each row."""

    def settled(self, settings: ReadingSettings) -> ReadingSettings:
        return settings

    def read(
        self, assembler: ConversationAssembler, settings: ReadingSettings, *, sample: bool
    ) -> Iterator[ReadEvent]:
        rows = FirstRows(self.rows, SAMPLE_ROWS) if sample else self.rows
        yield from read_logs(rows, self.columns, self.header, self.limits, assembler)


@dataclass(slots=True)
class NestedPlan:
    """Reads JSON objects that contain a list of messages."""

    files: Sequence[JsonElements]
    limits: Limits
    mapping: dict[str, str]
    confidence: float
    columns: tuple[str, ...] = ()
    evidence: list[str] = field(default_factory=list)
    key: str = "json"
    boundaries: str = "export"

    @property
    def encoding(self) -> str:
        return self.files[0].encoding.name

    def settled(self, settings: ReadingSettings) -> ReadingSettings:
        return settings

    def read(
        self, assembler: ConversationAssembler, settings: ReadingSettings, *, sample: bool
    ) -> Iterator[ReadEvent]:
        for file in self.files:
            events: Iterator[Any] = iter(file)
            for event in islice(events, 2_000) if sample else events:
                if not isinstance(event, Element):
                    yield event
                    continue
                raw, problems = nested_conversation(
                    event.value, event.number, self.mapping or None, self.limits
                )
                yield from problems
                if raw.messages:
                    yield from assembler.assemble(raw)
                else:
                    yield empty_problem(event.number)


def table_plan(
    rows: Rows, mapping: ColumnMap | None, limits: Limits, encoding: str, key: str = "table"
) -> TablePlan | tuple[str, ...]:
    """The plan for reading a table; the names of its columns if they do not fit."""
    first = first_rows(rows, _ID_ROWS)
    for number, cells in first[:3]:
        if not mapping and is_tweets(cells):
            return TablePlan(
                rows, Columns({}, tuple(cells)), number, limits, encoding, "twitter", 0.99,
                "thread",
                [evidence_text(text="the columns of a table of tweets that answer each other")],
            )  # fmt: skip
    found = find_columns(first, mapping, nameless=True)
    if found is None:
        logs = log_columns(first, mapping)
        if logs is not None:
            return LogPlan(rows, *logs, limits, encoding, key, _GUESSED, evidence=[_LOGS])
        return table_of(first[0][1]).columns if first else ()
    columns, header = found
    plan = TablePlan(rows, columns, header, limits, encoding, key)
    named = ", ".join(f"{role}: {shown(name)}" for role, name in plan.mapping.items())
    plan.evidence.append(
        evidence_text(text="the mapping that was given")
        if mapping
        else evidence_text(text=f"columns by their names ({named})")
    )
    if not columns.has("conversation") and columns.has("role") and columns.has("text"):
        plan.boundaries = "gap"
        plan.evidence.append(
            evidence_text(text="neighbouring rows of one customer are one conversation")
        )
    return plan
