"""The rejected rows: shown in a table, and saved as a file for correction."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QIODevice, QObject, QSaveFile, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from assistant.contracts import RowProblem
from gui.engine.wording import in_words
from gui.page import Retranslated
from gui.widgets.labels import label
from gui.widgets.table import Column, RowsModel, Table

_ROW_HEIGHT: Final = 56
"""Three lines, so that the remedy is not cut off."""
_TOLD: Final = 1_000
"""Maximum number of problems listed; the rest is only counted."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class ProblemModel(RowsModel):
    """Table model of `RowProblem`s: place, what was expected, what was found, what to do."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(lambda: self.tr("Row"), self.place, 70),
                Column(lambda: self.tr("Expected"), lambda row: in_words(row.expected)),
                Column(lambda: self.tr("Found"), lambda row: in_words(row.found)),
                Column(lambda: self.tr("What to do"), lambda row: in_words(row.remedy)),
                Column(lambda: self.tr("Code"), lambda row: str(row.code), 130),
            ),
            parent,
        )

    def place(self, problem: Any) -> str:
        """Return where the problem is: a row, a page, or the file as a whole."""
        if problem.row is not None:
            return str(problem.row)
        if problem.page is not None:
            return self.tr("Page {number}").format(number=problem.page)
        return self.tr("File")

    def as_csv(self) -> bytes:
        """Return all rows as CSV, escaped so that spreadsheets execute no formulas."""
        titles = [column.title() for column in self.columns]
        rows = ([column.text(row) for column in self.columns] for row in self.rows)
        return csv_of([titles, *rows])


class ProblemList(Retranslated):
    """The table, and a button to save it.

    Signals:
        failed: The path that could not be written.
        saved: The path that was written.
    """

    failed = Signal(str)
    saved = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.model = ProblemModel(self)
        self.table = Table(self.model)
        self._count = 0
        self.table.setWordWrap(True)
        self.table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.more = label("", "small", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.more)
        self.retranslate()

    def show_problems(self, problems: list[RowProblem], count: int) -> None:
        """Show the listed problems, out of `count` in total."""
        self._count = count
        self.model.show(problems)
        self.retranslate()

    def save_as(self, path: str) -> None:
        """Write the list atomically."""
        file = QSaveFile(path)
        content = self.model.as_csv()
        whole = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(content) == len(content)
        (self.saved if whole and file.commit() else self.failed).emit(path)

    def retranslate(self) -> None:
        self.model.retranslate()
        self.table.setAccessibleName(self.tr("Rows that could not be taken"))
        told = len(self.model.rows)
        self.more.setVisible(self._count > told >= _TOLD)
        self.more.setText(
            self.tr("These are the first {told} of {count}.").format(told=told, count=self._count)
        )

    def choose(self) -> None:
        """Ask where to save the list."""
        dialog = QFileDialog(self, self.tr("Save the list of problems"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Table (*.csv)"))
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(str(Path.home() / self.tr("import-problems.csv")))
        dialog.fileSelected.connect(self.save_as)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def csv_of(rows: Iterable[list[str]]) -> bytes:
    """Return rows as CSV with a byte order mark, by which spreadsheets detect UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerows([safe_cell(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def safe_cell(cell: str) -> str:
    """Escape a cell that a spreadsheet would treat as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
