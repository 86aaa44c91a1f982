"""Tables over rows that come page by page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from gui.widgets.table import Column, RowsModel, Table
from tests.gui.event_loop import turn

_PAGE = 100


@pytest.fixture
def model() -> RowsModel:
    made = RowsModel(
        [
            Column(lambda: "Number", str, 80, right=True),
            Column(lambda: "Square", lambda row: str(row * row)),
            Column(lambda: "Half", lambda row: str(row / 2), 80, drop_below=400),
        ]
    )
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


@pytest.fixture
def table(model: RowsModel) -> Iterator[Table]:
    made = Table(model)
    made.resize(600, 300)
    made.show()
    turn()
    yield made
    made.close()
    made.deleteLater()


def test_pages_are_asked_for_one_at_a_time_as_they_come_into_view(
    model: RowsModel, table: Table
) -> None:
    asked: list[int] = []
    model.more_wanted.connect(lambda: asked.append(len(model.rows)))
    model.show(range(_PAGE), more=True)
    turn()
    assert asked == [100]  # one page in advance
    model.add(range(100, 200), more=True)
    turn()
    assert asked == [100]  # and no further before it is scrolled to
    table.scrollToBottom()
    turn()
    assert asked == [100, 200]
    table.scrollToBottom()
    turn()
    assert asked == [100, 200]  # that page is on its way
    model.add(range(200, 300), more=False)
    table.scrollToBottom()
    turn()
    assert asked == [100, 200]
    assert model.rows == list(range(300))
    assert not model.canFetchMore(QModelIndex())


def test_a_hundred_thousand_rows_are_shown_without_being_drawn(
    model: RowsModel, table: Table
) -> None:
    drawn: list[int] = []
    model.columns = [Column(lambda: "Number", lambda row: drawn.append(row) or str(row), 80)]
    model.show(range(100_000))
    turn()
    table.scrollToBottom()
    turn()
    assert 0 < len(set(drawn)) < 200


def test_what_may_go_is_left_out_of_a_narrow_table(table: Table) -> None:
    assert not table.isColumnHidden(2)
    table.resize(300, 300)
    turn()
    assert table.isColumnHidden(2)


def test_the_chosen_row(model: RowsModel, table: Table) -> None:
    model.show([7, 8])
    assert table.chosen() is None
    table.selectRow(1)
    assert table.chosen() == 8
    model.show([9])
    assert table.chosen() is None


def test_texts_are_plain_and_numbers_to_the_right(model: RowsModel, table: Table) -> None:
    hostile = "<img src='file:///etc/passwd'>"
    model.columns = [Column(lambda: "Text", lambda row: hostile, 80, right=True)]
    model.show([1])
    index = model.index(0, 0)
    assert model.data(index) == hostile
    assert "<img" not in model.data(index, Qt.ItemDataRole.ToolTipRole)
    right = model.data(index, Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight
