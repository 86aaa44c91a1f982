"""Makes texts safe to print: no text of a customer may control the terminal."""

from __future__ import annotations

import re

# ECMA-48: control sequences (CSI), strings (DCS, SOS, OSC, PM, APC) to their end, other escapes
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|(?:\x1b[PX\]^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Unicode's bidirectional embeddings, overrides and isolates can change how a text appears
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Remove escape sequences, control characters (except newline and tab) and direction overrides,
    and replace lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _DIRECTION.sub("", _CONTROLS.sub("", _ESCAPES.sub("", text)))
    return text.encode("utf-8", "replace").decode("utf-8")


def one_line(text: str, limit: int = 80) -> str:
    """Return the beginning of a text, made safe, on one line of at most `limit` characters."""
    flat = " ".join(plain(text[: limit * 8]).split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def counted(number: int, one: str, several: str = "") -> str:
    """Format a number with its noun: "1 row", "2 rows"."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def given(text: str) -> str:
    """Clean a command-line argument: undecodable bytes become the replacement character."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
