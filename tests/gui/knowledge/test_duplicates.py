"""Duplicates side by side, on a real engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.contracts import Article, ArticleBody, ArticleChange, ProblemDetails
from gui.engine.call import Call
from gui.knowledge.page import KnowledgePage
from gui.notices import Notice
from tests.gui.event_loop import settle

Answer = Callable[[Call], Any]
_ANSWER = (
    "Yes, at the pier of Narnia, from Monday to Saturday between nine and six. Bring the number "
    "of your ticket and a lion with you, and ask for the ferryman behind the wardrobe"
)


@pytest.fixture
def pair(bare_page: KnowledgePage, answer: Answer) -> tuple[Article, Article]:
    """Two entries that say nearly the same, and the view of duplicates on them."""
    page = bare_page
    engine = page.context.engine
    one = answer(
        engine.create_article(
            ArticleBody(
                questions=["Can I take the ferry to Narnia?"], answer=f"{_ANSWER}, please.",
                tags=["ferry"],
            ),
            page,
        )
    )  # fmt: skip
    other = answer(
        engine.create_article(
            ArticleBody(
                questions=["May I take the ferry to Narnia?"], answer=f"{_ANSWER}.", tags=["lions"]
            ),
            page,
        )
    )
    page.show_duplicates()
    settle(lambda: page.duplicates._pairs)
    return one, other


def there(page: KnowledgePage, article: Article, answer: Answer) -> Article | None:
    found = answer(page.context.engine.article(article.id, page))
    return None if isinstance(found, ProblemDetails) else found


def test_both_are_shown_with_what_only_one_of_them_says(
    bare_page: KnowledgePage, pair: tuple[Article, Article]
) -> None:
    view = bare_page.duplicates
    shown = {view.one.view.toPlainText(), view.other.view.toPlainText()}
    assert any("Can I take" in text and "May I" not in text for text in shown)
    assert any("May I take" in text and "Can I" not in text for text in shown)
    assert set(view.form.written().questions) == {*pair[0].questions, *pair[1].questions}
    assert set(view.form.written().tags) == {"ferry", "lions"}


def test_merging_keeps_what_was_written_and_one_entry(
    bare_page: KnowledgePage, pair: tuple[Article, Article], answer: Answer
) -> None:
    view = bare_page.duplicates
    view.form.answer.setPlainText("The ferry leaves at nine.")
    view.head.merge.click()
    settle(lambda: not view._pairs and view._stack.currentWidget() is view._done)
    left = [found for entry in pair if (found := there(bare_page, entry, answer)) is not None]
    assert len(left) == 1
    assert left[0].answer == "The ferry leaves at nine."
    assert len(left[0].questions) == 2
    assert view.may_leave()


@pytest.mark.parametrize("which", [0, 1])
def test_one_can_be_kept_as_it_is(
    bare_page: KnowledgePage, pair: tuple[Article, Article], answer: Answer, which: int
) -> None:
    view = bare_page.duplicates
    shown = view._pairs[0]
    kept, dropped = (shown.one, shown.other) if which == 0 else (shown.other, shown.one)
    (view.one, view.other)[which].keep.click()
    settle(lambda: not view._pairs)
    left = there(bare_page, kept, answer)
    assert left is not None
    assert (left.answer, left.questions) == (kept.answer, kept.questions)
    assert there(bare_page, dropped, answer) is None


def test_a_pair_that_differs_does_not_come_back(
    bare_page: KnowledgePage, pair: tuple[Article, Article], answer: Answer
) -> None:
    view = bare_page.duplicates
    counted: list[int] = []
    view.counted.connect(counted.append)
    view.head.differ.click()
    settle(lambda: view._stack.currentWidget() is view._done)
    assert counted[-1] == 0
    assert all(there(bare_page, entry, answer) is not None for entry in pair)
    # not in a window opened later either
    view._pairs = []
    view.begin()
    settle(lambda: view._stack.currentWidget() is view._done)
    assert answer(bare_page.context.engine.duplicates(bare_page)).items == []


def test_that_a_pair_differs_is_taken_back(
    bare_page: KnowledgePage, pair: tuple[Article, Article], answer: Answer
) -> None:
    told: list[Notice] = []
    bare_page.context.notices.told.connect(told.append)
    view = bare_page.duplicates
    view.head.differ.click()
    settle(lambda: told)
    assert told[0].act is not None
    told[0].act()
    settle(lambda: view._pairs)
    assert view.head.differ.isEnabled()
    assert {view._pairs[0].one.id, view._pairs[0].other.id} == {entry.id for entry in pair}
    assert answer(bare_page.context.engine.duplicates(bare_page)).total == 1


def test_a_pair_is_not_told_apart_when_one_changed_meanwhile(
    bare_page: KnowledgePage, pair: tuple[Article, Article], answer: Answer
) -> None:
    told: list[Notice] = []
    bare_page.context.notices.told.connect(told.append)
    one = pair[0]
    body = ArticleBody(questions=one.questions, answer=f"{_ANSWER}, do.", tags=one.tags, lang="en")
    wanted = ArticleChange(version=one.version, body=body)
    answer(bare_page.context.engine.change_article(one.id, wanted, bare_page))
    view = bare_page.duplicates
    view.head.differ.click()
    settle(lambda: told)
    assert (told[0].tone, told[0].code) == ("bad", "article.changed-meanwhile")
    settle(lambda: view._pairs and view.head.differ.isEnabled())


def test_a_pair_that_changed_meanwhile_is_read_again(
    bare_page: KnowledgePage, pair: tuple[Article, Article], answer: Answer
) -> None:
    told: list[Notice] = []
    bare_page.context.notices.told.connect(told.append)
    one = pair[0]
    body = ArticleBody(questions=one.questions, answer=f"{_ANSWER}, do.", tags=one.tags, lang="en")
    wanted = ArticleChange(version=one.version, body=body)
    answer(bare_page.context.engine.change_article(one.id, wanted, bare_page))
    view = bare_page.duplicates
    view.one.keep.click()
    settle(lambda: any(notice.tone == "bad" for notice in told))
    settle(
        lambda: view._pairs and {view._pairs[0].one.version, view._pairs[0].other.version} == {1, 2}
    )
    assert all(there(bare_page, entry, answer) is not None for entry in pair)
