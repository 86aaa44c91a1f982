"""Extracts the passage of a text that contains most of the customer's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from gui.widgets.presentable import fields
from gui.widgets.text_block import Stretch

if TYPE_CHECKING:
    from assistant.contracts import Mark

LONGEST: Final = 200
_BEFORE: Final = 50
_CUT: Final = "…"


def excerpt(text: str, marks: Sequence[Mark]) -> tuple[str, tuple[Stretch, ...]]:
    """Return a passage of at most about `LONGEST` characters, with its marks and fields.

    Args:
        text: The whole text.
        marks: Ranges of the text as received from the engine; invalid ones are ignored.
    """
    valid = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    start, end = _window(text, valid)
    head = _CUT if start else ""
    tail = _CUT if end < len(text) else ""
    passage = text[start:end]
    shift = len(head) - start
    stretches = [
        Stretch(mark.start + shift, mark.end + shift)
        for mark in valid
        if mark.start >= start and mark.end <= end
    ]
    shown = head + passage + tail
    return shown, (*stretches, *(Stretch(*span, "field") for span in fields(shown)))


def _window(text: str, marks: list[Mark]) -> tuple[int, int]:
    if len(text) <= LONGEST:
        return 0, len(text)
    starts = [mark.start for mark in marks]
    # prefer the beginning if it is as good, because it needs no ellipsis
    best = max([0, *starts], key=lambda at: _within(starts, at))
    start = max(0, best - _BEFORE)
    if start:
        # start after a nearby space, so that no word is cut
        blank = text.find(" ", start, best)
        start = blank + 1 if blank >= 0 else start
    end = min(len(text), start + LONGEST)
    if end < len(text):
        blank = text.rfind(" ", end - _BEFORE, end)
        end = blank if blank > 0 else end
    return start, end


def _within(starts: list[int], at: int) -> int:
    return sum(at <= other < at + LONGEST - _BEFORE for other in starts)
