"""The section People."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from assistant.contracts import ActorWithToken, Role
from gui.notices import Notice
from gui.page import WindowContext
from gui.settings.page import SettingsPage
from gui.settings.people import PeopleSection
from tests.gui.event_loop import settle


def _people(page: SettingsPage) -> PeopleSection:
    section = page.open_section("people")
    assert isinstance(section, PeopleSection)
    settle(lambda: section.model.rows)
    return section


def test_a_person_is_added_with_a_token_that_opens_and_then_disabled(
    context: WindowContext, page: SettingsPage, told: list[Notice]
) -> None:
    people = _people(page)
    people.name.setText("Ann")
    people.role.choose("lead")
    people.add.click()
    settle(people.token.isVisible)
    token = people.token.text()
    assert len(token) > 20
    people.copy.click()
    assert QGuiApplication.clipboard().text() == token
    settle(lambda: len(people.model.rows) == 2)
    people.close_token.click()
    assert people.token.text() == ""

    row = next(at for at, person in enumerate(people.model.rows) if person.name == "Ann")
    assert people.model.rows[row].role == "lead"
    people.table.selectRow(row)
    people.disable.click()
    do = told[-1].gone
    assert do is not None
    do()
    settle(lambda: people.model.rows[row].disabled_at is not None)
    QGuiApplication.clipboard().clear()


def test_a_name_that_is_taken_is_told(
    context: WindowContext,
    page: SettingsPage,
    told: list[Notice],
    become: Callable[[Role], ActorWithToken],
) -> None:
    become("administrator")
    people = _people(page)
    people.name.setText("Some administrator")
    people.add.click()
    settle(lambda: any(notice.code == "actor.name-taken" for notice in told))
    assert not people.token.isVisible()
