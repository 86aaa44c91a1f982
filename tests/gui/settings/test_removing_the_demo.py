"""The demo goes, unless that is undone in time."""

from __future__ import annotations

from gui.notices import Notice
from gui.page import Desk
from gui.settings.answers import AnswersSection
from gui.settings.page import SettingsPage
from tests.gui.event_loop import settle


def _entries(desk: Desk) -> int:
    totals: list[int] = []
    desk.engine.articles({"limit": 1}, desk.link).then(lambda page: totals.append(page.total))
    settle(lambda: totals)
    return totals[0]


def test_the_demo_goes_only_when_it_was_not_kept(demo_desk: Desk, demo_page: SettingsPage) -> None:
    heard: list[Notice] = []
    demo_desk.notices.told.connect(heard.append)
    answers = demo_page.open_section("answers")
    assert isinstance(answers, AnswersSection)
    settle(answers.demo.isVisible)
    answers.demo.click()
    keep = heard[-1].act
    assert keep is not None
    keep()
    assert answers.demo.isEnabled()
    assert _entries(demo_desk) > 0

    answers.demo.click()
    do = heard[-1].gone
    assert do is not None
    do()
    settle(lambda: heard[-1].tone == "good")
    assert _entries(demo_desk) == 0
