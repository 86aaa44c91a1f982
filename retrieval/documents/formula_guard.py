"""Protects exported cells against being run as formulas by a spreadsheet, reversibly.

A cell that begins with one of = + - @ or a control character is prefixed with an apostrophe, as
OWASP's page on CSV injection advises. A cell that already looks protected gets another one, so that
`unguarded(guarded(cell)) == cell` for every text.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"'(?='*[=+\-@\t\r\n＝＋－＠])")


def guarded(cell: str) -> str:
    """The cell, prefixed with an apostrophe if a spreadsheet could take it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The inverse of `guarded`."""
    return cell[1:] if _GUARDED.match(cell) else cell
