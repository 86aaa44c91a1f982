"""The line that says what is waited for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from gui.widgets.busy import Busy
from tests.gui.event_loop import settle, spend


@pytest.fixture
def busy() -> Iterator[Busy]:
    parent = QWidget()
    made = Busy(parent)
    parent.show()
    yield made
    parent.close()
    parent.deleteLater()


def _cancel(busy: Busy) -> QPushButton:
    found = busy.findChild(QPushButton)
    assert isinstance(found, QPushButton)
    return found


def test_what_is_quick_is_not_spoken_of(busy: Busy) -> None:
    busy.begin("Reading")
    assert not busy.isVisible()
    busy.rest()
    spend(0.4)
    assert not busy.isVisible()


def test_what_is_slow_is_shown_and_what_is_slower_can_be_given_up(busy: Busy) -> None:
    heard: list[bool] = []
    busy.given_up.connect(lambda: heard.append(True))
    cancel_was_there: list[bool] = []
    busy._show.timeout.connect(lambda: cancel_was_there.append(_cancel(busy).isVisible()))
    busy.begin("Reading")
    settle(busy.isVisible)
    settle(lambda: _cancel(busy).isVisible())
    assert cancel_was_there == [False]
    _cancel(busy).click()
    assert heard == [True]
    assert not busy.isVisible()


def test_what_must_not_be_broken_off_offers_no_cancel(busy: Busy) -> None:
    busy.begin("Erasing", cancellable=False)
    spend(2.2)
    assert busy.isVisible()
    assert not _cancel(busy).isVisible()
    busy.rest()
