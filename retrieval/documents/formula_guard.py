"""Cells that a spreadsheet would run as a formula, made harmless on the way out and back.

A cell that begins with one of = + - @ or a control character gets an apostrophe in front, as
OWASP's page on CSV injection advises. A cell that looks guarded already gets one more, so that
`unguarded(guarded(cell)) == cell` for every text.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"'(?='*[=+\-@\t\r\n＝＋－＠])")


def guarded(cell: str) -> str:
    """The cell with an apostrophe in front if a spreadsheet could take it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if _GUARDED.match(cell) else cell
