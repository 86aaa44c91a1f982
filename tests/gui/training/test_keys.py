"""The way through Training without a mouse."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.training.page import TrainingPage
from tests.gui.event_loop import settle, turn


def state(page: TrainingPage) -> str:
    return page.export.item.state if page.export.item is not None else ""


def press(page: TrainingPage, key: Qt.Key, *, ctrl: bool = False) -> None:
    with_ctrl = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(QApplication.focusWidget() or page, key, with_ctrl)
    turn()


def test_an_export_goes_its_way_by_keys_alone(page: TrainingPage, table: Path) -> None:
    page.activateWindow()
    page.take_file(table)
    settle(lambda: state(page) == "examined" and page.export.foot.keep.isVisible())
    press(page, Qt.Key.Key_Return, ctrl=True)
    settle(lambda: state(page) == "review" and page.export.foot.approve.isVisible())
    press(page, Qt.Key.Key_Return, ctrl=True)
    settle(lambda: state(page) == "approved" and page.export.foot.train.isVisible())
    press(page, Qt.Key.Key_Return, ctrl=True)
    settle(page.choice.isVisible)
    press(page, Qt.Key.Key_Escape)
    settle(lambda: page.overview.exports.isVisible() and page.overview.exports.rows.rowCount() > 0)
    page.overview.exports.selectRow(0)
    page.overview.exports.setFocus()
    press(page, Qt.Key.Key_Return)
    settle(page.export.isVisible)


def test_tab_goes_through_the_columns_first_as_one_reads(page: TrainingPage, unknown: Path) -> None:
    page.activateWindow()
    page.take_file(unknown)
    form = page.export.corrections
    settle(lambda: state(page) == "examined" and form.isVisible())
    boxes = list(form.mapping.boxes.values())
    wanted: list[QWidget] = [*boxes, form.format, form.encoding, form.days]
    boxes[0].setFocus(Qt.FocusReason.TabFocusReason)
    passed = []
    for _ in wanted:
        passed.append(QApplication.focusWidget())
        press(page, Qt.Key.Key_Tab)
    assert passed == wanted
    assert not page.export.foot.again.isEnabled(), "nothing was set otherwise yet"
    boxes[0].setCurrentIndex(1)
    assert page.export.foot.again.isEnabled()
