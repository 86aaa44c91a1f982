"""The section Macros."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QMessageBox

from assistant.contracts import ActorWithToken, Macro, MacroBody, Role
from gui.notices import Notice
from gui.page import WindowContext
from gui.settings.macros import MacrosSection
from gui.settings.page import SettingsPage
from tests.gui.event_loop import once_asked, settle, turn


@pytest.fixture
def macros(page: SettingsPage) -> MacrosSection:
    section = page.open_section("macros")
    assert isinstance(section, MacrosSection)
    turn()
    return section


def _kept(context: WindowContext) -> list[Macro]:
    read: list[list[Macro]] = []
    context.engine.macros(context.link).then(read.append)
    settle(lambda: read)
    return read[0]


def _write(section: MacrosSection, name: str, text: str) -> None:
    section.new.click()
    section.editor.name.setText(name)
    section.editor.text.setPlainText(text)
    assert section.editor.save.isEnabled()
    section.editor.save.click()
    settle(lambda: any(macro.name == name for macro in section.model.shown))


def test_a_macro_is_written_found_and_changed(
    context: WindowContext, macros: MacrosSection
) -> None:
    _write(macros, "Refund", "Dear {{customer}}, your money is back.")
    _write(macros, "Thanks", "Thank you.")
    macros.search.setText("MONEY")
    assert [macro.name for macro in macros.model.shown] == ["Refund"]
    macros.search.setText("")

    macros.list.setCurrentIndex(macros.model.index(macros.model.row_of(_kept(context)[0].id)))
    assert macros.editor.name.text() == "Refund"
    assert not macros.editor.save.isEnabled()
    macros.editor.kind.setCurrentIndex(macros.editor.kind.findData("greeting"))
    macros.editor.lang.setCurrentIndex(macros.editor.lang.findData("en"))
    macros.editor.save.click()
    settle(lambda: any(macro.kind == "greeting" for macro in macros.model.shown))
    changed = _kept(context)[0]
    assert (changed.name, changed.kind, changed.lang) == ("Refund", "greeting", "en")


def test_a_variable_is_inserted_where_the_cursor_stands(macros: MacrosSection) -> None:
    macros.editor.text.setPlainText("Dear , hello")
    cursor = macros.editor.text.textCursor()
    cursor.setPosition(5)
    macros.editor.text.setTextCursor(cursor)
    macros.editor.variables["customer"].click()
    assert macros.editor.text.toPlainText() == "Dear {{customer}}, hello"


def test_a_macro_without_a_name_or_a_text_is_not_kept(macros: MacrosSection) -> None:
    macros.editor.name.setText("  ")
    macros.editor.text.setPlainText("text")
    assert not macros.editor.save.isEnabled()


def test_a_deleted_macro_comes_back_or_goes(
    context: WindowContext, macros: MacrosSection, told: list[Notice]
) -> None:
    _write(macros, "Refund", "Your money is back.")
    macros.editor.delete.click()
    assert macros.model.shown == []
    undo = told[-1].act
    assert undo is not None
    undo()
    assert [macro.name for macro in macros.model.shown] == ["Refund"]
    assert macros.editor.name.text() == "Refund"

    macros.editor.delete.click()
    assert len(_kept(context)) == 1  # as long as it can be undone
    do = told[-1].gone
    assert do is not None
    do()
    settle(lambda: _kept(context) == [])


def test_leaving_asks_what_to_do_with_unsaved_work(
    macros: MacrosSection, page: SettingsPage
) -> None:
    macros.editor.name.setText("Refund")
    _answer(QMessageBox.StandardButton.Cancel)
    page.open_section("about")
    assert macros.isVisible()
    assert macros.editor.name.text() == "Refund"
    _answer(QMessageBox.StandardButton.Discard)
    page.open_section("about")
    assert not macros.isVisible()


def _answer(button: QMessageBox.StandardButton) -> None:
    """Answer the question that will be asked."""
    once_asked(QMessageBox, lambda asked: asked.button(button).click())


def test_what_is_being_written_survives_a_change_by_somebody_else(
    context: WindowContext, macros: MacrosSection
) -> None:
    _write(macros, "Refund", "Your money is back.")
    macros.editor.text.setPlainText("Your money is on its way.")
    context.engine.create_macro(MacroBody(name="Another", text="Of somebody else"), context.link)
    settle(lambda: len(macros.model.shown) == 2)
    assert macros.editor.text.toPlainText() == "Your money is on its way."
    macros.editor.save.click()
    settle(lambda: not macros.editor.unsaved())
    assert {macro.text for macro in _kept(context)} == {
        "Of somebody else", "Your money is on its way.",
    }  # fmt: skip


def test_an_agent_reads_macros_and_is_told_who_writes_them(
    context: WindowContext,
    page: SettingsPage,
    macros: MacrosSection,
    become: Callable[[Role], ActorWithToken],
) -> None:
    _write(macros, "Refund", "Your money is back.")
    become("agent")
    settle(lambda: "a team lead" in macros.said())
    settle(lambda: macros.model.shown)
    assert macros.editor.text.isReadOnly()
    assert not macros.new.isVisible()
    assert not macros.editor.save.isEnabled()
