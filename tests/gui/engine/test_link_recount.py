"""What is shown of the engine follows its knowledge, not only its starts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from assistant.contracts import ArticleBody
from gui.page import WindowContext


def test_how_much_is_known_follows_what_is_written(
    context: WindowContext, settle: Callable[..., None]
) -> None:
    assert context.link.state.health is not None
    before = context.link.state.health.entries
    owner = QObject()
    body = ArticleBody(questions=["Do you ship to Ticino?"], answer="Yes, by mule.")
    context.engine.create_article(body, owner)
    settle(lambda: context.link.state.health and context.link.state.health.entries == before + 1)
    owner.deleteLater()
