"""Messages without labels: grouped, named by keys, merged, dropped, taken back, learnt from."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest

from assistant.contracts.groups import MessageGroup
from gui.training.group_card import GroupCard
from gui.training.groups_pane import GroupsPane
from gui.training.page import TrainingPage
from tests.gui.conftest import Looks
from tests.gui.event_loop import settle, turn

_ASKED = (
    "I want my money back for the {thing}, please refund the payment",
    "My parcel with the {thing} was not delivered, where is the courier",
    "I cannot log in to my account, the password reset for {thing} fails",
)
_THINGS = ("lamp", "kettle", "jacket", "novel", "router", "tent", "violin", "carpet", "mirror")


@pytest.fixture(scope="module")
def unlabelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty conversations about three things in turn."""
    chance = random.Random(11)
    path = tmp_path_factory.mktemp("exports") / "support.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("conversation_id", "role", "text"))
        for number in range(60):
            own = " ".join("".join(chance.choices("aeioulnrst", k=6)) for _ in range(8))
            asked = _ASKED[number % 3].format(thing=chance.choice(_THINGS))
            rows.writerow((f"T{number}", "customer", f"{asked}. {own}"))
            rows.writerow((f"T{number}", "agent", f"We have seen to it today: {own[::-1]}"))
    return path


def approved(page: TrainingPage, file: Path) -> None:
    def state() -> str:
        return page.export.item.state if page.export.item is not None else ""

    page.take_file(file)
    settle(lambda: state() == "examined")
    page.export.foot.keep.click()
    settle(lambda: state() == "review")
    page.export.foot.approve.click()
    settle(lambda: state() == "approved")


def looked(page: TrainingPage, file: Path) -> GroupsPane:
    approved(page, file)
    page.export.foot.group.click()
    pane = page.groups
    settle(pane.tools.look.isEnabled)
    assert "Nobody has looked for groups" in pane.nothing.text()
    pane.tools.look.click()
    settle(lambda: pane.table.rows.rowCount() > 1)
    settle(lambda: pane.found is not None and pane.found.job is None)
    return pane


def names(pane: GroupsPane) -> list[str]:
    return [row.name for row in pane.table.rows.rows if row.named]


def test_groups_are_made_ones_own_by_keys(page: TrainingPage, unlabelled: Path) -> None:
    pane = looked(page, unlabelled)
    count = pane.table.rows.rowCount()
    settle(lambda: bool(pane.card.messages.texts()))
    page.activateWindow()
    settle(page.isActiveWindow)  # shortcuts count in the active window only
    pane.table.selectRow(0)
    pane.table.setFocus()
    QTest.keyClick(pane.table, Qt.Key.Key_F2)
    assert pane.card.name.hasFocus()
    QTest.keyClicks(pane.card.name, "Money back")
    QTest.keyClick(pane.card.name, Qt.Key.Key_Return)
    settle(lambda: names(pane) == ["Money back"])
    assert pane.table.currentIndex().row() == 1, "the next without a name"
    assert pane.card.name.hasFocus()
    mode = QItemSelectionModel.SelectionFlag
    first = pane.table.rows.index(0, 0)
    pane.table.selectionModel().select(first, mode.Select | mode.Rows)
    assert pane.card.merge.isVisible()
    pane.table.setFocus()
    QTest.keyClick(pane.table, Qt.Key.Key_M)
    settle(lambda: pane.table.rows.rowCount() == count - 1)
    assert names(pane) == ["Money back"]
    pane.table.selectRow(0)
    pane.table.setFocus()
    QTest.keyClick(pane.table, Qt.Key.Key_Delete)
    settle(lambda: pane.table.rows.rowCount() == count - 2)
    for left in (count - 1, count):
        pane.table.setFocus()
        QTest.keyClick(pane.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settle(lambda left=left: pane.table.rows.rowCount() == left)
    assert names(pane) == ["Money back"]
    pane.train.click()
    settle(lambda: page.choice.isVisible() and page.choice.form.options() == {"labels": "groups"})
    settle(lambda: "Examples" in page.choice.card.takes.text())


def test_an_empty_page_says_what_comes_first(page: TrainingPage) -> None:
    page.show_groups()
    settle(page.groups.nothing.isVisible)
    assert "Approve an export first" in page.groups.nothing.text()
    assert not page.groups.tools.look.isEnabled()


def test_markup_of_a_customer_is_text(looks: Looks) -> None:
    card = GroupCard()
    card.show_groups([MessageGroup(id=1, name="<b>x</b>", named=True, words=["<i>y</i>"],
                                   messages=3, purity=0.5)], None)  # fmt: skip
    card.show()
    assert card.name.text() == "<b>x</b>"
    card.messages.show_texts(["<img src=x>"])
    assert card.messages.texts() == ["<img src=x>"]
    card.close()
    card.deleteLater()
    turn()
