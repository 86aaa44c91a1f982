"""Replies of the model being trained to held-out questions."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject

from gui.training.short_table import ShortTable
from gui.widgets.presentable import one_line
from gui.widgets.table import Column, RowsModel

_ROW_HEIGHT: Final = 62
_LONGEST: Final = 400


class SamplesModel(RowsModel):
    """Table model of the `RunSample`s of the latest step."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(lambda: self.tr("Question"), lambda row: one_line(row.question, _LONGEST)),
                Column(lambda: self.tr("It says now"), lambda row: one_line(row.said, _LONGEST)),
                Column(lambda: self.tr("Right"), lambda row: one_line(row.wanted, _LONGEST)),
            ),
            parent,
        )


class SamplesTable(ShortTable):
    """Table with three lines per row."""

    def __init__(self) -> None:
        super().__init__(SamplesModel(), most=5)
        self.rows.setParent(self)
        self.setWordWrap(True)
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.fit()
