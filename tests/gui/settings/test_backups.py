"""The section Backups: made, restored; and everything out as files."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.contracts import ArticleBody
from gui.notices import Notice
from gui.page import WindowContext
from gui.settings.backups import BackupsSection
from gui.settings.page import SettingsPage
from tests.gui.event_loop import settle


def _backups(page: SettingsPage) -> BackupsSection:
    section = page.open_section("backups")
    assert isinstance(section, BackupsSection)
    settle(section.content.isVisible)
    return section


def _entries(context: WindowContext) -> int:
    totals: list[int] = []
    context.engine.articles({"limit": 1}, context.link).then(lambda page: totals.append(page.total))
    settle(lambda: totals)
    return totals[0]


def _write_article(context: WindowContext, answer: str) -> None:
    body = ArticleBody(questions=["How?"], answer=answer)
    written: list[object] = []
    context.engine.create_article(body, context.link).then(written.append)
    settle(lambda: written)


def test_a_backup_is_made_and_gone_back_to(
    context: WindowContext, page: SettingsPage, told: list[Notice]
) -> None:
    backups = _backups(page)
    _write_article(context, "Like this.")
    backups.make.click()
    settle(lambda: any(row.reason == "manual" for row in backups.model.rows))
    assert backups.make.isEnabled()
    _write_article(context, "Or like that.")
    assert _entries(context) == 2

    manual = next(row for row in backups.model.rows if row.reason == "manual")
    backups.restore_now(manual)
    settle(lambda: any("as it was" in notice.text for notice in told))
    settle(lambda: context.link.state.usable)
    assert _entries(context) == 1


def test_a_backup_that_somebody_else_makes_is_shown(
    context: WindowContext, page: SettingsPage
) -> None:
    backups = _backups(page)
    before = len(backups.model.rows)
    context.engine.back_up(context.link)
    settle(lambda: len(backups.model.rows) > before)


def test_the_daily_backup_is_switched_off(context: WindowContext, page: SettingsPage) -> None:
    backups = _backups(page)
    settle(backups.daily.isChecked)
    backups.daily.click()

    def off() -> bool:
        read: list[bool] = []
        context.engine.settings(context.link).then(lambda now: read.append(now.daily_backup))
        settle(lambda: read)
        return not read[0]

    settle(off)


def test_everything_goes_out_as_files(
    demo_context: WindowContext, demo_page: SettingsPage, tmp_path: Path
) -> None:
    backups = _backups(demo_page)
    heard: list[Notice] = []
    demo_context.notices.told.connect(heard.append)
    for name in ("articles.csv", "articles.jsonl", "conversations.jsonl"):
        target = tmp_path / name
        backups.export.export(name, target)
        settle(target.exists)
        settle(backups.export.buttons[name].isEnabled)
    articles = (tmp_path / "articles.jsonl").read_text("utf-8").splitlines()
    assert len(articles) == _entries(demo_context)
    assert all(json.loads(line)["answer"] for line in articles)
    assert (tmp_path / "articles.csv").stat().st_size > 10_000
    assert (tmp_path / "conversations.jsonl").read_text("utf-8").count("\n") >= 20
    assert [notice.tone for notice in heard] == ["good"] * 3


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left(
    demo_context: WindowContext, demo_page: SettingsPage, tmp_path: Path
) -> None:
    backups = _backups(demo_page)
    heard: list[Notice] = []
    demo_context.notices.told.connect(heard.append)
    backups.export.export("articles.csv", tmp_path / "not there" / "articles.csv")
    settle(lambda: heard)
    assert heard[0].code == "export.unwritable"
    assert list(tmp_path.iterdir()) == []
    assert backups.export.buttons["articles.csv"].isEnabled()
