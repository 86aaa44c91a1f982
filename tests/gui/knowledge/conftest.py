"""The page Knowledge on real engines, and what its tests ask the engine beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant.contracts import Article, ArticleBody, ArticleChange
from gui.engine.call import Call
from gui.knowledge.page import KnowledgePage
from gui.notices import Notice
from gui.page import WindowContext
from tests.gui.event_loop import settle, turn

Answer = Callable[[Call], Any]


@pytest.fixture
def answer() -> Answer:
    """`answer(call)`: the value a call succeeded with."""

    def wait(call: Call) -> Any:
        heard: list[Any] = []
        call.then(heard.append, heard.append)
        settle(lambda: heard, what="an answer of the engine")
        return heard[0]

    return wait


@pytest.fixture
def told(page: KnowledgePage) -> list[Notice]:
    """Every notice the page gave."""
    heard: list[Notice] = []
    page.context.notices.told.connect(heard.append)
    return heard


def shown(context: WindowContext) -> Iterator[KnowledgePage]:
    page = KnowledgePage(context)
    page.resize(1240, 800)
    page.show()
    page.shown()
    settle(lambda: page.browser.entries.known)
    yield page
    page.editor.revert()  # what a test left unsaved asks nobody
    page.close()
    page.deleteLater()
    turn()


@pytest.fixture
def page(demo_context: WindowContext) -> Iterator[KnowledgePage]:
    """The page on the demo."""
    yield from shown(demo_context)


@pytest.fixture
def bare_page(context: WindowContext) -> Iterator[KnowledgePage]:
    """The page on a home without knowledge."""
    yield from shown(context)


@pytest.fixture
def written(page: KnowledgePage, answer: Answer) -> Iterator[Article]:
    """An entry of this test's own."""
    body = ArticleBody(
        questions=["Where is the ferry to Narnia?"], answer="Behind the wardrobe.", title="Ferry",
        tags=["travel"], lang="en",
    )  # fmt: skip
    made = answer(page.context.engine.create_article(body, page))
    assert isinstance(made, Article)
    yield made
    answer(page.context.engine.delete_article(made.id, page))  # or hear that the test did


@pytest.fixture
def change(page: KnowledgePage, answer: Answer) -> Callable[[Article, str], Article]:
    """`change(article, text)`: somebody else gives an entry another answer."""

    def do(article: Article, text: str) -> Article:
        body = ArticleBody(
            questions=article.questions, answer=text, title=article.title, tags=article.tags,
            lang=article.lang,
        )  # fmt: skip
        wanted = ArticleChange(version=article.version, body=body)
        changed = answer(page.context.engine.change_article(article.id, wanted, page))
        assert isinstance(changed, Article)
        return changed

    return do
