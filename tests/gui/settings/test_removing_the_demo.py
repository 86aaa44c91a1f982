"""The demo goes, unless that is undone in time, and comes again; all of it is marked."""

from __future__ import annotations

from assistant.contracts import ArticlePage, ConversationPage
from gui.notices import Notice
from gui.page import WindowContext
from gui.settings.answers import AnswersSection
from gui.settings.page import SettingsPage
from tests.gui.event_loop import settle


def _entries(context: WindowContext) -> int:
    totals: list[int] = []
    context.engine.articles({"limit": 1}, context.link).then(lambda page: totals.append(page.total))
    settle(lambda: totals)
    return totals[0]


def test_the_demo_goes_only_when_it_was_not_kept(
    demo_context: WindowContext, demo_page: SettingsPage
) -> None:
    heard: list[Notice] = []
    demo_context.notices.told.connect(heard.append)
    answers = demo_page.open_section("answers")
    assert isinstance(answers, AnswersSection)
    button = answers.demo.change
    settle(button.isEnabled)
    button.click()
    keep = heard[-1].act
    assert keep is not None
    keep()
    assert button.isEnabled()
    assert _entries(demo_context) > 0

    button.click()
    do = heard[-1].gone
    assert do is not None
    do()
    settle(lambda: heard[-1].tone == "good")
    assert _entries(demo_context) == 0

    settle(lambda: button.isEnabled() and button.text() == "Add the demo")
    button.click()
    assert not button.isEnabled()
    settle(lambda: button.isEnabled() and button.text().startswith("Remove"), timeout=120)
    assert _entries(demo_context) > 0
    entries: list[ArticlePage] = []
    demo_context.engine.articles({"limit": 50}, demo_context.link).then(entries.append)
    talks: list[ConversationPage] = []
    demo_context.engine.conversations({"limit": 50}, demo_context.link).then(talks.append)
    settle(lambda: entries and talks)
    assert {entry.from_demo for entry in entries[0].items} == {True}
    assert {talk.from_demo for talk in talks[0].items} == {True}
