"""Sentences with marked personal data: `support_en.txt` and `support_zh.txt` in this folder."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

SUPPORT: Final = {
    "English": Path(__file__).with_name("support_en.txt"),
    "Chinese": Path(__file__).with_name("support_zh.txt"),
}
_MARK: Final = re.compile(r"<([PAX]):([^>]*)>")
_TYPES: Final = {"P": "PERSON", "A": "STREET_ADDRESS", "X": "OTHER"}


def marked(line: str) -> dict[str, Any]:
    """A sentence and its spans, in the format of microsoft/presidio-research."""
    line = line.replace("\\n", "\n")
    text, at, spans = "", 0, []
    for found in _MARK.finditer(line):
        text += line[at : found.start()]
        start, at = len(text), found.end()
        text += found[2]
        spans.append({
            "entity_type": _TYPES[found[1]], "entity_value": found[2],
            "start_position": start, "end_position": len(text),
        })  # fmt: skip
    return {"full_text": text + line[at:], "spans": spans}


def read_marked(path: Path) -> list[dict[str, Any]]:
    """The sentences of a file, one per line; lines that begin with # are comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [marked(line) for line in lines if line and not line.startswith("#")]
