"""The section Answers: the floor with its preview, and what belongs to the engine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.contracts import RIVAL, ActorWithToken, EngineSettings, Role
from gui.notices import Notice
from gui.page import WindowContext
from gui.settings.answers import AnswersSection
from gui.settings.page import SettingsPage
from tests.gui.event_loop import settle


def _answers(page: SettingsPage) -> AnswersSection:
    section = page.open_section("answers")
    assert isinstance(section, AnswersSection)
    settle(lambda: section.content.isVisible() and section.spin.value() > 0)
    return section


def _engine_settings(context: WindowContext) -> EngineSettings:
    read: list[EngineSettings] = []
    context.engine.settings(context.link).then(read.append)
    settle(lambda: read)
    return read[0]


def test_the_preview_shows_what_a_floor_lets_through(
    demo_context: WindowContext, demo_page: SettingsPage
) -> None:
    answers = _answers(demo_page)
    preview = answers.preview
    preview.question.setText("Half my order is missing from the parcel")
    settle(lambda: preview.model.items)
    surest = preview.model.items[0].confidence

    answers.spin.setValue(0)
    assert preview.model.shown() == 3  # there are never more cards
    answers.spin.setValue(100)
    assert preview.model.shown() == (1 if surest == 1 else 0)
    # beside one above the floor, what comes near it has a card too
    near = sum(item.confidence >= RIVAL for item in preview.model.items)
    answers.floor.setValue(40)
    assert answers.spin.value() == 40
    assert preview.model.shown() == (min(3, near) if surest >= 0.4 else 0)
    # nothing of this is in force before it is saved
    assert _engine_settings(demo_context).confidence_floor == -1


def test_a_floor_is_saved_and_the_measured_one_taken_back(
    demo_context: WindowContext, demo_page: SettingsPage
) -> None:
    answers = _answers(demo_page)
    assert not answers.save.isEnabled()
    assert not answers.measured.isVisible()
    answers.spin.setValue(83)
    answers.save.click()
    settle(lambda: _engine_settings(demo_context).confidence_floor == pytest.approx(0.83))
    settle(answers.measured.isVisible)
    answers.measured.click()
    settle(lambda: _engine_settings(demo_context).confidence_floor == -1)
    settle(lambda: not answers.measured.isVisible())
    settings = _engine_settings(demo_context)
    assert answers.spin.value() == round(settings.measured_floor * 100)


def test_similar_replies_are_switched_off_and_leave_the_preview(
    demo_context: WindowContext, demo_page: SettingsPage
) -> None:
    answers = _answers(demo_page)
    preview = answers.preview
    preview.question.setText("where is my parcel?")
    settle(lambda: preview.model.items)
    answers.spin.setValue(0)
    answers.similar.click()
    settle(lambda: not _engine_settings(demo_context).similar_replies)
    answers.spin.setValue(0)
    shown = [
        item
        for row, item in enumerate(preview.model.items)
        if preview.model.data(preview.model.index(row), 0x0101)  # whether it would be shown
    ]
    assert len(shown) == 3
    assert all(item.kind != "solved" for item in shown)
    answers.similar.click()
    settle(lambda: _engine_settings(demo_context).similar_replies)


def test_a_folder_that_is_no_model_is_refused_in_place(
    demo_page: SettingsPage, tmp_path: object
) -> None:
    row = _answers(demo_page).model
    row.use(str(tmp_path))
    settle(row.problem.isVisible)
    assert row.choose.isEnabled()


def test_an_agent_is_told_who_may_see_this(
    context: WindowContext, page: SettingsPage, become: Callable[[Role], ActorWithToken]
) -> None:
    become("agent")
    section = page.open_section("answers")
    settle(lambda: "Some agent" in section.trouble.said())
    assert "team lead" in section.trouble.said()
    assert not section.content.isVisible()


def test_a_lead_may_look_but_not_change(
    context: WindowContext,
    page: SettingsPage,
    told: list[Notice],
    become: Callable[[Role], ActorWithToken],
) -> None:
    become("lead")
    answers = _answers(page)
    answers.spin.setValue(99)
    answers.save.click()
    settle(lambda: any(notice.tone == "bad" for notice in told))
    assert answers.spin.value() != 99
