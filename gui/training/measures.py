"""Table of the measures before and after training."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QObject

from gui.engine.wording import in_words
from gui.training import words
from gui.training.words import Tone
from gui.widgets.table import Column, RowsModel

COMPARED: Final = (1, 3)
"""Columns to hide if no version was in use before, because there is nothing to compare."""
_SAME: Final = 5e-4


class MeasuresModel(RowsModel):
    """Table model of `Measure`s; the last column shows the change."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(lambda: self.tr("Measure"), lambda row: in_words(row.title)),
                Column(lambda: self.tr("Before"), lambda row: _figure(row.before), 110, right=True),
                Column(self._result, lambda row: _figure(row.after), 110, right=True),
                Column(lambda: self.tr("Change"), self._change, 170),
            ),
            parent,
        )

    @property
    def compares(self) -> bool:
        """Whether a version was in use before, so that values can be compared."""
        return any(row.before is not None for row in self.rows)

    def _result(self) -> str:
        return self.tr("After") if self.compares else self.tr("Result")

    def _change(self, row: Any) -> str:
        change = gain(row)
        if change is None:
            return ""
        if abs(change) < _SAME:
            return self.tr("as before")
        sign = "+" if row.after > row.before else "−"
        figure = f"{sign}{words.number(abs(row.after - row.before), 3)}"
        text = self.tr("{change}, better") if change > 0 else self.tr("{change}, worse")
        return text.format(change=figure)


def gain(row: Any) -> float | None:
    """Return the improvement, negative if it became worse; None if either value is unknown."""
    if row.before is None or row.after is None:
        return None
    change = float(row.after - row.before)
    return change if row.higher_is_better else -change


def tone(row: Any) -> Tone:
    """Return the colour of a change."""
    change = gain(row) or 0.0
    return "neutral" if abs(change) < _SAME else "good" if change > 0 else "bad"


def _figure(value: float | None) -> str:
    return "–" if value is None else words.number(value, 3)
