"""Wrong words are marked in the reply, others offered, and one can be added."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit

from gui.inbox.composer.spelling import Spelling
from gui.page import WindowContext
from tests.gui.event_loop import settle, spend, turn

_WAVY = QTextCharFormat.UnderlineStyle.SpellCheckUnderline


@pytest.fixture
def spelling(dictionary: Path, context: WindowContext) -> Iterator[Spelling]:
    editor = QPlainTextEdit()
    made = Spelling(context, editor)
    editor.show()
    yield made
    editor.close()
    editor.deleteLater()
    turn()


def editor_of(spelling: Spelling) -> QPlainTextEdit:
    editor = spelling.document().parent().parent()
    assert isinstance(editor, QPlainTextEdit)
    return editor


def marked(spelling: Spelling) -> list[str]:
    """The underlined words, as they stand in the editor."""
    found = []
    block = spelling.document().begin()
    while block.isValid():
        units = block.text().encode("utf-16-le")
        for part in block.layout().formats():
            if part.format.underlineStyle() == _WAVY:
                text = units[2 * part.start : 2 * (part.start + part.length)]
                found.append(text.decode("utf-16-le"))
        block = block.next()
    return found


def test_wrong_words_are_marked_and_nobody_typed_that(spelling: Spelling) -> None:
    editor = editor_of(spelling)
    spelling.use("en")
    editor.setPlainText("We recieve the parcels tomorow 😀 tomorow.\nIt is late")
    told = []
    editor.textChanged.connect(lambda: told.append(1))
    settle(lambda: marked(spelling) == ["recieve", "tomorow", "tomorow"])
    assert told == []


def test_what_the_knowledge_base_says_is_right(spelling: Spelling) -> None:
    spelling.use("en")
    editor_of(spelling).setPlainText("the moorline is late tomorow")
    settle(lambda: marked(spelling) == ["moorline", "tomorow"])
    spelling.allow("Moorline brings it")
    assert marked(spelling) == ["tomorow"]


def test_another_language_is_left_alone(spelling: Spelling) -> None:
    spelling.use("fr")
    editor_of(spelling).setPlainText("nous recevons")
    spend(0.6)
    assert not spelling.on
    assert marked(spelling) == []


def test_it_can_be_turned_off(spelling: Spelling, context: WindowContext) -> None:
    spelling.use("en")
    editor_of(spelling).setPlainText("tomorow")
    settle(lambda: marked(spelling))
    context.preferences.change(spell_check=False)
    assert marked(spelling) == []


def test_the_menu_offers_others_and_adds_to_the_dictionary(spelling: Spelling) -> None:
    editor = editor_of(spelling)
    spelling.use("en")
    editor.setPlainText("we recieve the qwxly")
    settle(lambda: marked(spelling) == ["recieve", "qwxly"])
    settle(lambda: "receive" in texts(opened(editor, at=5)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "receive").trigger()
    menu.close()
    turn()
    assert editor.toPlainText() == "we receive the qwxly"
    menu = opened(editor, at=17)
    next(action for action in menu.actions() if "dictionary" in action.text()).trigger()
    menu.close()
    turn()
    assert marked(spelling) == []


def opened(editor: QPlainTextEdit, at: int) -> QMenu:
    """The context menu of a place, opened where it is not open yet."""
    open_ = QApplication.activePopupWidget()
    if isinstance(open_, QMenu):
        return open_
    cursor = editor.textCursor()
    cursor.setPosition(at)
    editor.setTextCursor(cursor)
    editor.customContextMenuRequested.emit(editor.cursorRect().center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


def test_a_dictionary_that_cannot_be_read_marks_nothing(
    spelling: Spelling, dictionary: Path
) -> None:
    (dictionary / "en_US.aff").write_bytes(b"SET no-such-encoding\n")
    spelling.use("en")
    editor_of(spelling).setPlainText("tomorow")
    settle(lambda: not spelling.on)
    assert marked(spelling) == []
