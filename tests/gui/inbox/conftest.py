"""The Inbox as an agent finds it."""

from __future__ import annotations

from typing import cast

import pytest

from gui import notices
from gui.inbox import actions
from gui.inbox.page import InboxPage
from gui.main_window import MainWindow
from tests.gui.event_loop import settle
from tests.gui.inbox.using import open_new


@pytest.fixture
def page(demo_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> InboxPage:
    """The page, wide, with a conversation of its own in which the customer spoke last."""
    monkeypatch.setattr(notices, "UNDO_MS", 600_000)  # a busy machine takes its time
    monkeypatch.setattr(actions, "SHORT_MS", 300_000)
    demo_window.resize(1320, 820)
    demo_window.activateWindow()
    inbox = cast("InboxPage", demo_window.go_to("inbox"))
    settle(lambda: inbox.conversations.model.read and inbox.talk.conversation is not None)
    open_new(inbox)
    settle(lambda: not inbox.talk.composer.reading)
    return inbox
