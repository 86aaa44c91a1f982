"""Messages between the engine and the converter's process: one JSON value per line.

The engine sends one request and keeps the pipe open; when the pipe closes, the process exits.
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

    `inspect` checks whether `source` (and `adapter`) is a model. `convert` makes the graphs and
    compares them with the original. `try` checks that a `source` and graphs which came from
    elsewhere are harmless and run.
    """

    operation: Operation
    staging: str
    adapter: bool = False
    torch: bool = False
    formats: tuple[ModelFormat, ...] = ()


class Outcome(BaseModel):
    """The result of a request."""

    inspected: Inspected
    parity: Parity = Parity()
    formats: tuple[ModelFormat, ...] = ()
    made_with: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage of the work and how far it has come."""

    stage: str
    done: int
    total: int


def said(kind: str, value: Any) -> bytes:
    """Encode a message as one line."""
    return json.dumps([kind, value]).encode() + b"\n"


def described(error: CodedError) -> dict[str, str]:
    """An error as it is sent over the pipe."""
    return {
        "fault": error.fault,
        "code": error.code,
        "expected": error.expected,
        "found": error.found,
        "remedy": error.remedy,
    }
