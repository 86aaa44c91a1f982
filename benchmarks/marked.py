"""Sentences in which it is marked what is personal: `support_en.txt` and `support_zh.txt` here."""

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
    """A sentence and its spans, named as those of microsoft/presidio-research are."""
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
    """The sentences of a file, one a line; lines that begin with # say what it is."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [marked(line) for line in lines if line and not line.startswith("#")]
