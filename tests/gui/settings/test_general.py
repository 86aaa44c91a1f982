"""The section General."""

from __future__ import annotations

from gui.look.theme import current
from gui.page import WindowContext
from gui.settings.general import GeneralSection
from gui.settings.page import SettingsPage


def _general(page: SettingsPage) -> GeneralSection:
    section = page.open_section("general")
    assert isinstance(section, GeneralSection)
    return section


def _choose(section: GeneralSection, box: str, value: object) -> None:
    control = getattr(section, box)
    control.setCurrentIndex(control.findData(value))


def test_a_theme_is_used_at_once_and_remembered(
    demo_context: WindowContext, demo_page: SettingsPage
) -> None:
    general = _general(demo_page)
    light = current()
    _choose(general, "theme", "dark")
    assert current() != light
    assert demo_context.preferences.now.theme == "dark"
    _choose(general, "theme", "light")
    assert current() == light


def test_a_language_is_used_at_once_and_remembered(
    demo_context: WindowContext, demo_page: SettingsPage
) -> None:
    general = _general(demo_page)
    _choose(general, "language", "zh_CN")
    assert demo_context.language.code == "zh_CN"
    assert demo_context.preferences.now.language == "zh_CN"
    assert general.language.currentData() == "zh_CN"
    _choose(general, "language", "en")
    assert demo_context.language.code == "en"


def test_another_size_offers_to_start_again(
    demo_context: WindowContext, demo_page: SettingsPage
) -> None:
    general = _general(demo_page)
    assert not general.restart.isVisible()
    _choose(general, "scale", 150)
    assert general.restart.isVisible()
    assert demo_context.preferences.now.scale == 150
    _choose(general, "scale", 100)
    assert not general.restart.isVisible()


def test_what_was_changed_elsewhere_is_shown(
    demo_context: WindowContext, demo_page: SettingsPage
) -> None:
    general = _general(demo_page)
    demo_context.preferences.change(theme="dark", clipboard_copilot=True)
    assert general.theme.currentData() == "dark"
    assert general.copilot.isChecked()
    general.copilot.click()
    assert demo_context.preferences.now.clipboard_copilot is False
    demo_context.preferences.change(theme="light")
