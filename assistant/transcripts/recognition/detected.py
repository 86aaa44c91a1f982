"""The result of detecting an export's format, with the evidence for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from retrieval.documents.wire import Message, texts
from retrieval.documents.wording import whole

MOST_NAMES = 200
_MOST_COLUMNS, _LONGEST_NAME = 500, 200


def evidence_text(*, text: str) -> str:
    """Mark a text as evidence shown to users, so that it can be collected for translation."""
    return text


def shown(name: str) -> str:
    """A name from a file, cut to a length that may be sent and shown."""
    return whole(name[:_LONGEST_NAME])


def shown_columns(names: Iterable[str]) -> tuple[str, ...]:
    """The first columns or keys of a file, for a person to choose from."""
    return tuple(shown(name) for name in islice(names, _MOST_COLUMNS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected:
    """What the reading process detected; the fields are those of `contracts.DetectedFormat`.

    `format` is empty if the format is unknown: then `columns` are the file's columns or keys, which
    a person must map. `evidence` explains the result in words.
    """

    format: str
    title: str = ""
    confidence: float = 0.0
    encoding: str = ""
    time_zone: str = ""
    languages: dict[str, int] = field(default_factory=dict)
    boundaries: str = ""
    agents: tuple[str, ...] = ()
    bots: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    mapping: dict[str, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    day_first: bool | None = None
    gap_hours: float | None = None

    def message(self) -> Message:
        """The fields as a message between processes."""
        return [
            "d", self.format, self.title, self.confidence, self.encoding, self.time_zone,
            list(self.languages.items()), self.boundaries, self.agents, self.bots, self.columns,
            list(self.mapping.items()), self.evidence, self.day_first, self.gap_hours,
        ]  # fmt: skip

    def fields(self) -> dict[str, Any]:
        """The fields as arguments of `contracts.DetectedFormat`."""
        settings: dict[str, Any] = {"evidence": list(self.evidence)}
        if self.day_first is not None:
            settings["day_first"] = self.day_first
        if self.gap_hours is not None:
            settings["gap_hours"] = self.gap_hours
        return {
            "format": self.format, "title": self.title, "confidence": self.confidence,
            "encoding": self.encoding, "time_zone": self.time_zone, "languages": self.languages,
            "boundaries": self.boundaries, "agents": list(self.agents), "bots": list(self.bots),
            "columns": list(self.columns), "mapping": self.mapping, "settings": settings,
        }  # fmt: skip


def detected_of(message: Message) -> Detected:
    """A `Detected` from its message; raises ValueError or TypeError if the message is invalid."""
    (
        _, format_, title, confidence, encoding, zone, languages, boundaries, agents, bots,
        columns, mapping, evidence, day_first, gap,
    ) = message  # fmt: skip
    texts(format_, title, encoding, zone, boundaries, *agents, *bots, *columns, *evidence)
    texts(*(part for pair in mapping for part in pair), *(name for name, _ in languages))
    if day_first not in (None, True, False) or type(confidence) not in (float, int):
        raise TypeError
    return Detected(
        format=format_, title=title, confidence=float(confidence), encoding=encoding,
        time_zone=zone, languages={name: int(count) for name, count in languages},
        boundaries=boundaries, agents=tuple(agents), bots=tuple(bots), columns=tuple(columns),
        mapping=dict(mapping), evidence=tuple(evidence), day_first=day_first,
        gap_hours=None if gap is None else float(gap),
    )  # fmt: skip
