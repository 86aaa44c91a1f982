"""The sections of the settings as a whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
)

from gui.page import WindowContext
from gui.settings.page import SettingsPage
from gui.settings.sections import ICONS, titles
from tests.gui.event_loop import settle, spend

_WHOLES = (QComboBox, QLineEdit, QAbstractItemView, QAbstractSpinBox)


@pytest.mark.parametrize("name", list(ICONS))
def test_every_control_of_a_section_has_a_name_and_can_be_reached(
    demo_page: SettingsPage, name: str
) -> None:
    section = demo_page.open_section(name)
    spend(0.3)
    assert section.isVisible()
    assert section.accessibleName()
    for kind in (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit):
        for control in section.findChildren(kind):
            if control.isVisibleTo(section):
                if isinstance(control.parent(), _WHOLES):
                    continue  # a part of another control
                text = control.text() if isinstance(control, QAbstractButton) else ""
                assert control.accessibleName() or text, control
                assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control


def test_the_last_section_is_opened_again(
    demo_context: WindowContext, demo_page: SettingsPage
) -> None:
    demo_page.open_section("about")
    again = SettingsPage(demo_context)
    again.show()
    again.shown()
    assert again.accessibleName() == ""
    assert demo_context.preferences.now.settings_section == "about"
    assert [s for s in ICONS if again.open_section(s).isVisible()] == list(ICONS)
    again.close()
    again.deleteLater()


def test_an_unknown_section_is_the_first(demo_page: SettingsPage) -> None:
    assert demo_page.open_section("nonsense").accessibleName() == "General"


def test_every_section_has_a_title_and_an_icon() -> None:
    assert list(titles()) == list(ICONS)


def test_a_section_reads_when_it_is_looked_at_and_not_before(demo_page: SettingsPage) -> None:
    audit = demo_page.open_section("audit")
    settle(lambda: audit.model.rows)  # type: ignore[attr-defined]  # of this section
    people = demo_page.open_section("people")
    settle(lambda: people.model.rows)  # type: ignore[attr-defined]  # of this section
