"""The list of problems as a file: safe in a spreadsheet, whole or not written."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from assistant.contracts import RowProblem
from gui.knowledge.importing.problem_list import ProblemList, csv_of, safe_cell


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_a_formula_is_only_text(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "12", "an answer", "a = b", "'quoted"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert safe_cell(cell) == cell


def test_every_cell_of_the_file_is_safe_and_comes_back() -> None:
    rows = [["=cmd", 'with "quotes", commas'], ["two\nlines", "中文"]]
    text = csv_of(rows).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["'=cmd", 'with "quotes", commas'], ["two\nlines", "中文"],
    ]  # fmt: skip


def test_a_place_that_refuses_is_told(application: QApplication, tmp_path: Path) -> None:
    problem = RowProblem(code="row.answer", row=3, expected="an answer", found="none", remedy="Add")
    made = ProblemList()
    made.show_problems([problem], 1)
    failed: list[str] = []
    saved: list[str] = []
    made.failed.connect(failed.append)
    made.saved.connect(saved.append)
    made.save_as(str(tmp_path / "no such folder" / "list.csv"))
    assert (len(failed), saved) == (1, [])
    made.save_as(str(tmp_path / "list.csv"))
    assert (len(failed), len(saved)) == (1, 1)
    made.deleteLater()


def test_more_than_are_told_are_counted(application: QApplication) -> None:
    problem = RowProblem(code="row.answer", row=3, expected="an answer", found="none", remedy="Add")
    made = ProblemList()
    made.show()
    made.show_problems([problem] * 1000, 1234)
    assert "1000 of 1234" in made.more.text()
    assert made.more.isVisible()
    made.show_problems([problem], 1)
    assert not made.more.isVisible()
    made.close()
    made.deleteLater()
