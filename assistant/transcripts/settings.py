"""Settings for reading an export: what was detected, and what a person corrected."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.transcripts.cleaning import EVERYTHING
from retrieval.documents.errors import FileError
from retrieval.documents.wording import folded

GAP_HOURS = 24.0
"""Default gap in time after which a new conversation begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSettings:
    """What a person chose; empty fields are left to detection.

    The fields are those of `contracts.TranscriptChoices`, and:

    Attributes:
        clean: What to cut out of messages: `markup`, `quote`, `signature`, `greeting`.
        sample: If not 0, only detect the format from a sample, without yielding conversations.
    """

    format: str = ""
    encoding: str = ""
    time_zone: str = ""
    day_first: bool | None = None
    agents: tuple[str, ...] = ()
    bots: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    gap_hours: float | None = None
    clean: tuple[str, ...] = tuple(sorted(EVERYTHING))
    sample: int = 0

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> ReadingSettings:
        """Settings from decoded JSON; unknown names are ignored."""
        known = {name: value for name, value in plain.items() if name in cls.__slots__}
        for name in ("agents", "bots", "clean"):
            if name in known:
                known[name] = tuple(known[name])
        return cls(**known)

    @property
    def gap_seconds(self) -> float:
        return (self.gap_hours or GAP_HOURS) * 3600

    @property
    def agent_names(self) -> frozenset[str]:
        return frozenset(map(folded, self.agents))

    @property
    def bot_names(self) -> frozenset[str]:
        return frozenset(map(folded, self.bots))

    def zone(self) -> tzinfo:
        """The time zone of times without an offset.

        Raises:
            FileError: `export.time-zone` for an unknown name.
        """
        if self.time_zone in ("", "UTC"):
            return UTC
        try:
            return ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise FileError(
                code="export.time-zone",
                expected="the name of a time zone, such as Europe/Berlin",
                found="a name that none has on this computer",
                remedy="Choose another, or leave it empty",
            ) from None

    def codec(self) -> str:
        """The chosen encoding; "" if none was chosen.

        Raises:
            FileError: `export.encoding` for a name that is not a text encoding.
        """
        if not self.encoding:
            return ""
        try:
            known = codecs.lookup(self.encoding)
        except (LookupError, ValueError):
            known = None
        if known is None or not known._is_text_encoding:
            raise FileError(
                code="export.encoding",
                expected="the name of an encoding, such as utf-8, gb18030 or cp1252",
                found="a name that none has",
                remedy="Choose another, or leave it empty",
            )
        return known.name


def wrong_encoding() -> FileError:
    """The error for a file that cannot be decoded with the chosen encoding."""
    return FileError(
        code="export.encoding",
        expected="text in the encoding that was chosen",
        found="bytes that mean nothing in that encoding",
        remedy="Choose another, or leave it empty",
    )
