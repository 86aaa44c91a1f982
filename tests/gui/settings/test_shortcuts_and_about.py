"""The sections Shortcuts and About."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from gui.main_window import MainWindow
from gui.settings.about import AboutSection, licence_text, window_version
from gui.settings.page import SettingsPage
from gui.settings.shortcuts import ShortcutsSection
from gui.shortcuts import shortcuts


def test_every_shortcut_of_the_window_is_listed(demo_window: MainWindow) -> None:
    declared = {QKeySequence(shortcut.keys).toString() for shortcut in shortcuts()}
    for name in demo_window.pages:
        demo_window.go_to(name)
    bound = {bound.key().toString() for bound in demo_window.findChildren(QShortcut)}
    bound.discard("Ctrl+Enter")  # the other key of this name
    assert bound - declared == set()


def test_no_shortcut_is_listed_twice() -> None:
    listed = [(shortcut.group, shortcut.keys) for shortcut in shortcuts()]
    assert len(set(listed)) == len(listed)


def test_shortcuts_are_searched(demo_page: SettingsPage) -> None:
    section = demo_page.open_section("shortcuts")
    assert isinstance(section, ShortcutsSection)
    everything = len(section.model.rows)
    section.search.setText("ctrl+k")
    assert [row.keys for row in section.model.rows] == ["Ctrl+K"]
    section.search.setText("")
    assert len(section.model.rows) == everything


@pytest.mark.parametrize("name", ["LICENSE", "THIRD_PARTY_NOTICES.md"])
def test_licences_are_there(name: str) -> None:
    assert "licen" in licence_text(name).lower()


def test_about_says_the_version_and_shows_the_licence(demo_page: SettingsPage) -> None:
    about = demo_page.open_section("about")
    assert isinstance(about, AboutSection)
    assert window_version() in about.said()
    assert "Apache" in about.text.toPlainText()
    about.file.setCurrentIndex(1)
    assert "numpy" in about.text.toPlainText()


def test_no_two_shortcuts_stand_in_each_others_way(demo_window: MainWindow) -> None:
    for name in demo_window.pages:
        demo_window.go_to(name)
        keys = [
            bound.key().toString()
            for bound in demo_window.findChildren(QShortcut)
            if bound.isEnabled()
            and bound.context() != Qt.ShortcutContext.WidgetShortcut
            and (bound.parent() is demo_window or bound.parent().isVisible())  # type: ignore[attr-defined]
        ]
        assert {key for key in keys if keys.count(key) > 1} == set(), name
