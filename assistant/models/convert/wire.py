"""What the engine and the converter's process say to each other: one JSON value a line.

The engine sends one request and keeps the pipe open: its end tells the process to end.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from assistant.models.inspection import Inspected
from assistant.models.manifest import ModelFormat, Parity
from retrieval.errors import CodedError

Operation = Literal["inspect", "convert", "try"]


class Request(BaseModel):
    """What to do with a staging folder.

    `inspect`: is `source` (and `adapter`) a model? `convert`: make the graphs and compare them.
    `try`: `source` and the graphs came from elsewhere; are they harmless, and do they run?
    """

    operation: Operation
    staging: str
    adapter: bool = False
    torch: bool = False
    formats: tuple[ModelFormat, ...] = ()


class Outcome(BaseModel):
    """What came of it."""

    inspected: Inspected
    parity: Parity = Parity()
    formats: tuple[ModelFormat, ...] = ()
    made_with: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage of the work and how far it is."""

    stage: str
    done: int
    total: int


def said(kind: str, value: Any) -> bytes:
    """A line of the process."""
    return json.dumps([kind, value]).encode() + b"\n"


def described(error: CodedError) -> dict[str, str]:
    """An error as it crosses the pipe."""
    return {
        "fault": error.fault,
        "code": error.code,
        "expected": error.expected,
        "found": error.found,
        "remedy": error.remedy,
    }
