"""What is shown of the engine follows its knowledge, not only its starts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from assistant.contracts import ArticleBody
from gui.page import Desk


def test_how_much_is_known_follows_what_is_written(desk: Desk, settle: Callable[..., None]) -> None:
    assert desk.link.state.health is not None
    before = desk.link.state.health.entries
    owner = QObject()
    body = ArticleBody(questions=["Do you ship to Ticino?"], answer="Yes, by mule.")
    desk.engine.create_article(body, owner)
    settle(lambda: desk.link.state.health and desk.link.state.health.entries == before + 1)
    owner.deleteLater()
