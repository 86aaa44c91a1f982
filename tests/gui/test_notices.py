"""Notices: told, undone, done when they go, and closed by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from assistant.contracts import ProblemDetails
from gui.notice_bar import NoticeBar
from gui.notices import Notice, Notices, told
from tests.gui.conftest import Looks
from tests.gui.event_loop import settle, turn


class Shown:
    """A bar in a window, and the notices that lead to it."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.window.resize(900, 600)
        self.bar = NoticeBar(self.window)
        self.notices = Notices(self.window)
        self.notices.told.connect(self.bar.tell)
        self.window.show()

    @property
    def texts(self) -> list[str]:
        turn()
        labels = self.bar.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible()]

    def press(self, text: str) -> None:
        buttons = self.bar.findChildren(QPushButton)
        next(button for button in buttons if button.text() == text).click()
        turn()


@pytest.fixture
def shown(looks: Looks) -> Iterator[Shown]:
    assert looks.application is not None
    made = Shown()
    yield made
    made.window.close()
    made.window.deleteLater()
    turn()


def test_a_notice_goes_away_by_itself(shown: Shown) -> None:
    shown.bar.tell(Notice(text="Saved", stays_ms=50))
    assert "Saved" in [label.text() for label in shown.bar.findChildren(QLabel)]  # no turn yet
    settle(lambda: not shown.bar.isVisible())


def test_a_problem_stays_with_its_code_until_it_is_closed(shown: Shown) -> None:
    problem = ProblemDetails(
        title="No", status=409, detail="The entry was changed by Ann.", code="article.conflict",
        remedy="Read it anew.",
    )  # fmt: skip
    shown.notices.problem(problem)
    assert shown.texts == ["The entry was changed by Ann.\nRead it anew.", "article.conflict"]
    shown.bar.findChildren(QToolButton)[0].click()
    assert shown.texts == []


def test_what_can_be_undone_is_done_when_its_notice_goes(shown: Shown) -> None:
    done: list[str] = []
    shown.bar.tell(
        Notice(text="Deleted", action="Undo", act=lambda: done.append("undone"),
               gone=lambda: done.append("deleted"), stays_ms=50)
    )  # fmt: skip
    settle(lambda: bool(done))
    assert done == ["deleted"]


def test_undo_keeps_it_from_being_done(shown: Shown) -> None:
    done: list[str] = []
    shown.notices.undoable(
        "Deleted", "Undo", lambda: done.append("undone"), lambda: done.append("deleted")
    )
    shown.press("Undo")
    shown.bar.settle()
    assert done == ["undone"]


def test_what_is_still_undoable_is_done_before_the_window_closes(shown: Shown) -> None:
    done: list[str] = []
    for name in ("a", "b"):
        shown.notices.undoable(
            f"Deleted {name}", "Undo", lambda: done.append("undone"), lambda n=name: done.append(n)
        )
    shown.bar.settle()
    shown.bar.settle()
    assert done == ["a", "b"]


def test_the_same_text_is_shown_once(shown: Shown) -> None:
    for _ in range(3):
        shown.notices.tell("No connection")
    assert shown.texts == ["No connection"]


def test_many_notices_make_room_for_the_newest(shown: Shown) -> None:
    done: list[int] = []
    for number in range(8):
        shown.bar.tell(Notice(text=str(number), gone=lambda n=number: done.append(n)))
    assert shown.texts == ["4", "5", "6", "7"]
    assert done == [0, 1, 2, 3]


def test_a_remedy_is_not_said_twice() -> None:
    problem = ProblemDetails(title="t", status=0, detail="Gone. Try again", code="x", remedy="Try")
    assert told(problem) == "Gone. Try again"
