"""The section Audit: pages as they are scrolled to, and filters."""

from __future__ import annotations

import pytest

from assistant.contracts import ArticleBody
from gui.page import WindowContext
from gui.settings import audit
from gui.settings.page import SettingsPage
from tests.gui.event_loop import settle


@pytest.fixture
def section(
    context: WindowContext, page: SettingsPage, monkeypatch: pytest.MonkeyPatch
) -> audit.AuditSection:
    monkeypatch.setattr(audit, "_PAGE", 3)
    for number in range(8):
        written: list[object] = []
        body = ArticleBody(questions=[f"How {number}?"], answer=f"Like this: {number}")
        context.engine.create_article(body, context.link).then(written.append)
        settle(lambda written=written: written)
    opened = page.open_section("audit")
    assert isinstance(opened, audit.AuditSection)
    return opened


def test_the_rest_is_read_when_it_is_scrolled_to(section: audit.AuditSection) -> None:
    # the view asks for more by itself as long as there is room
    settle(lambda: len(section.model.rows) >= 8)
    ids = [entry.id for entry in section.model.rows]
    assert len(ids) >= 8
    assert ids == sorted(set(ids), reverse=True)


def test_only_what_is_about_one_subject(section: audit.AuditSection) -> None:
    settle(lambda: section.model.rows)
    section.subject.setText("article 1")
    settle(lambda: {entry.subject for entry in section.model.rows} == {"article 1"})
    section.subject.setText("")
    section.family.setCurrentIndex(section.family.findData("recovery-key"))
    settle(lambda: section.model.rows == [])
