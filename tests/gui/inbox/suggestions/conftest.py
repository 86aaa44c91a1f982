"""A pane beside a real engine, and what a test asks it for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject

from assistant.contracts import FeedbackPage
from gui.inbox.suggestions.pane import SuggestionsPane
from gui.page import Desk
from tests.gui.event_loop import settle, turn


def shown(desk: Desk) -> Iterator[SuggestionsPane]:
    pane = SuggestionsPane(desk)
    pane.resize(380, 900)
    pane.show()
    turn()
    yield pane
    pane.close()
    pane.deleteLater()
    turn()


@pytest.fixture
def pane(demo_desk: Desk) -> Iterator[SuggestionsPane]:
    """A pane on the demo's knowledge."""
    yield from shown(demo_desk)


@pytest.fixture
def bare_pane(desk: Desk) -> Iterator[SuggestionsPane]:
    """A pane on an empty home of its own."""
    yield from shown(desk)


@pytest.fixture
def deeds() -> Callable[[Desk], list[str]]:
    """What the engine was told to have been done with suggestions, the oldest first."""

    def asked(desk: Desk) -> list[str]:
        owner = QObject()
        pages: list[FeedbackPage] = []
        read = FeedbackPage.model_validate_json
        desk.engine.client.get("/feedback", read, owner, {"limit": 200}).then(pages.append)
        settle(lambda: pages)
        owner.deleteLater()
        return [item.action for item in reversed(pages[0].items)]

    return asked
