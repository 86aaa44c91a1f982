"""Makes any text safe to look at, keeping every position: one character stays one character."""

from __future__ import annotations

import re
from typing import Final

_NOTHING: Final = "\u2060"  # word joiner: takes no room and breaks no line
_BIDI: Final = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_CONTROLS: Final = [code for code in range(0x20) if chr(code) not in "\t\n"] + [*range(0x7F, 0xA0)]
_TABLE: Final = dict.fromkeys([*_BIDI, *_CONTROLS], _NOTHING)
_FIELD: Final = re.compile(r"\{\{[^{}\n]{1,60}\}\}")


def presentable(text: str) -> str:
    """The text without characters that would reorder or hide what stands beside them."""
    return text.translate(_TABLE)


def one_line(text: str, most: int = 300) -> str:
    """A text for a line: bounded, white space made single blanks."""
    return " ".join(presentable(text[: 4 * most]).split())[:most]


def fields(text: str) -> list[tuple[int, int]]:
    """Where a text has placeholders such as `{{Order Number}}`: start and end."""
    return [found.span() for found in _FIELD.finditer(text)]
