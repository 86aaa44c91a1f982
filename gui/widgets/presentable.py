"""Makes any text safe to display while keeping all positions: one character stays one character."""

from __future__ import annotations

import re
from typing import Final

_NOTHING: Final = "\u2060"  # word joiner: has no width and allows no line break
_BIDI: Final = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_CONTROLS: Final = [code for code in range(0x20) if chr(code) not in "\t\n"] + [*range(0x7F, 0xA0)]
_TABLE: Final = dict.fromkeys([*_BIDI, *_CONTROLS], _NOTHING)
_FIELD: Final = re.compile(r"\{\{[^{}\n]{1,60}\}\}")


def presentable(text: str) -> str:
    """Replace control characters, including those that reorder text."""
    return text.translate(_TABLE)


def one_line(text: str, most: int = 300) -> str:
    """Return a text for a single line: truncated, with white space collapsed."""
    return " ".join(presentable(text[: 4 * most]).split())[:most]


def fields(text: str) -> list[tuple[int, int]]:
    """Return start and end of each placeholder such as `{{Order Number}}`."""
    return [found.span() for found in _FIELD.finditer(text)]
