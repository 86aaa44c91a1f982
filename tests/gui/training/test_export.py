"""An export on its way: taken in, examined, corrected, kept without personal data, approved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from assistant.contracts import ActorBody, ActorWithToken, ReplacedSample, TranscriptSet
from gui.engine.address import Address
from gui.main_window import MainWindow
from gui.training.page import TrainingPage
from gui.training.review import mixed
from gui.training.skipped import SkippedDialog
from tests.gui.event_loop import settle, turn


def said(widget: QWidget) -> str:
    """Every text of the labels in view."""
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def state(page: TrainingPage) -> str:
    return page.export.item.state if page.export.item is not None else ""


def item(page: TrainingPage) -> TranscriptSet:
    assert page.export.item is not None
    return page.export.item


def examined(page: TrainingPage, file: Path) -> TranscriptSet:
    page.take_file(file)
    settle(lambda: state(page) in ("examined", "failed"))
    return item(page)


def test_an_empty_page_says_what_to_do_first(page: TrainingPage) -> None:
    settle(page.overview.empty.isVisible)
    assert "Drop the export of your help desk here" in said(page)
    assert not page.overview.exports.isVisible()
    assert page.overview.empty.choose.isVisible()


def test_a_dropped_file_is_examined(page: TrainingPage, table: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(table))])
    at, copy = QPointF(60, 60), Qt.DropAction.CopyAction
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page, QDragEnterEvent(at.toPoint(), copy, mime, *keys))
    QApplication.sendEvent(page, QDropEvent(at, copy, mime, *keys))
    settle(lambda: state(page) == "examined")
    found = item(page).examination
    assert found is not None
    assert found.conversations == 31
    assert found.reasons == {"duplicate": 1}
    text = said(page.export)
    assert "support.csv" in text
    assert "Table" in text
    assert "Replies" in text
    reasons = page.export.doctor.reasons
    assert reasons.rows.index(0, 0).data() == "The same again"
    turns = page.export.doctor.examples.turns
    assert "Customer" in said(turns)
    assert "Agent" in said(turns)


def test_what_is_left_out_can_be_looked_at(page: TrainingPage, table: Path) -> None:
    examined(page, table)
    reasons = page.export.doctor.reasons
    reasons.setFocus()
    reasons.selectRow(0)
    QTest.keyClick(reasons, Qt.Key.Key_Return)
    dialog = page.export.findChild(SkippedDialog)
    assert dialog is not None
    settle(lambda: dialog.view.model.rowCount() == 1)
    assert dialog.reason.currentData() == "duplicate"
    assert dialog.view.model.index(0, 1).data() == "The same again"
    dialog.close()
    turn()


def test_nothing_is_trained_on_before_somebody_said_yes(page: TrainingPage, table: Path) -> None:
    examined(page, table)
    assert page.export.foot.keep.isEnabled()
    page.export.foot.keep.click()
    settle(lambda: state(page) == "review")
    review = page.export.review
    settle(lambda: review.replaced.rows.rowCount() > 0)
    assert {row.shown for row in review.replaced.rows.rows if row.kind == "Email"} == {"{{Email}}"}
    assert page.export.foot.approve.isVisible()
    assert not page.export.foot.train.isVisible()
    page.export.foot.approve.click()
    settle(lambda: state(page) == "approved")
    assert page.export.foot.train.isVisible()
    page.show_overview()
    rows = page.overview.exports.rows
    settle(lambda: rows.rowCount() and rows.index(0, 3).data() == "approved for training")
    assert page.overview.train.isEnabled()
    page.show_export(item(page).id)
    page.export.foot.take_back.click()
    settle(lambda: state(page) == "review")


def test_columns_that_say_nothing_are_named_by_hand(page: TrainingPage, unknown: Path) -> None:
    assert examined(page, unknown).used == 0
    form = page.export.corrections
    settle(form.isVisible)
    assert form.mapping.isVisible()
    assert not page.export.foot.keep.isEnabled()
    for field, column in (("conversation", "aa"), ("role", "bb"), ("text", "cc")):
        form.mapping.boxes[field].setCurrentText(column)
    assert page.export.foot.again.isVisible()
    page.export.foot.again.click()
    settle(lambda: item(page).used == 30)
    assert item(page).choices.mapping == {"conversation": "aa", "role": "bb", "text": "cc"}
    assert not form.isVisible()


def test_a_file_that_cannot_be_read_says_why(page: TrainingPage, tmp_path: Path) -> None:
    file = tmp_path / "empty.csv"
    file.write_bytes(b"")
    told: list[object] = []
    page.context.notices.told.connect(told.append)
    page.take_file(file)
    settle(lambda: bool(told) or state(page) == "failed")
    problem = page.export.problem.problem
    assert told or (problem is not None and problem.code in said(page.export))


def test_leads_see_the_page_and_agents_do_not(window: MainWindow) -> None:
    context = window.context
    assert window.go_to("training").name == "training"
    people: list[ActorWithToken] = []
    context.engine.add_actor(ActorBody(name="An agent", role="agent"), window).then(people.append)
    settle(lambda: bool(people))
    here = context.engine.client.address
    assert here is not None
    context.link.attach(Address(here.origin, people[0].token))
    settle(
        lambda: [one.name for one in window.visible_pages()] == ["inbox", "knowledge", "settings"]
    )
    assert window.pages["inbox"].isVisible()
    assert window.go_to("training").name == "inbox"


def test_escape_leads_back(page: TrainingPage, table: Path, settle: Callable[..., None]) -> None:
    examined(page, table)
    QTest.keyClick(page.steps.to_overview, Qt.Key.Key_Escape)
    settle(page.overview.isVisible)
    settle(lambda: page.overview.exports.rows.rowCount() == 1)
    page.overview.exports.selectRow(0)
    QTest.keyClick(page.overview.exports, Qt.Key.Key_Return)
    settle(page.export.isVisible)


def test_the_first_samples_of_a_review_are_of_every_kind() -> None:
    samples = [
        ReplacedSample(kind=kind, before=f"{n}", shown="", after="")
        for kind in ("Name", "Email", "Phone") for n in range(3 if kind == "Name" else 1)
    ]  # fmt: skip
    told = [(one.kind, one.before) for one in mixed(samples)]
    assert told[:3] == [("Name", "0"), ("Email", "0"), ("Phone", "0")]
    assert told[3:] == [("Name", "1"), ("Name", "2")]
