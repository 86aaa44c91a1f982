"""Reads exports that tests have written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.assistant.transcripts.exports import write
from tests.assistant.transcripts.formats.test_formats import Read, read

AT = "2026-03-02T{:02}:00:00Z"
ASKS, TELLS = "Where is my parcel?", "It is on its way."
WANTED = [("customer", ASKS), ("agent", TELLS)]


def exported(folder: Path, value: Any, name: str = "export.json") -> Read:
    return read(write(folder, name, value if isinstance(value, bytes) else json.dumps(value)))


def turns(folder: Path, value: Any, name: str = "export.json") -> list[tuple[str, str]]:
    _, [record], _ = exported(folder, value, name)
    return [(message.role.value, message.text) for message in record.messages]
