"""A pane beside a real engine, and what a test asks it for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject

from assistant.contracts import FeedbackPage
from gui.inbox.suggestions.pane import SuggestionsPane
from gui.page import WindowContext
from tests.gui.event_loop import settle, turn


def shown(context: WindowContext) -> Iterator[SuggestionsPane]:
    pane = SuggestionsPane(context)
    pane.resize(380, 900)
    pane.show()
    turn()
    yield pane
    pane.close()
    pane.deleteLater()
    turn()


@pytest.fixture
def pane(demo_context: WindowContext) -> Iterator[SuggestionsPane]:
    """A pane on the demo's knowledge."""
    yield from shown(demo_context)


@pytest.fixture
def bare_pane(context: WindowContext) -> Iterator[SuggestionsPane]:
    """A pane on an empty home of its own."""
    yield from shown(context)


@pytest.fixture
def deeds() -> Callable[[WindowContext], list[str]]:
    """What the engine was told to have been done with suggestions, the oldest first."""

    def asked(context: WindowContext) -> list[str]:
        owner = QObject()
        pages: list[FeedbackPage] = []
        read = FeedbackPage.model_validate_json
        context.engine.client.get("/feedback", read, owner, {"limit": 200}).then(pages.append)
        settle(lambda: pages)
        owner.deleteLater()
        return [item.action for item in reversed(pages[0].items)]

    return asked
