"""The page as an agent uses it, on a real engine with the demo's conversations."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from assistant.contracts import (
    ConversationBody,
    ConversationWithMessages,
    MessageBody,
)
from gui.inbox.customer.record import RecordDialog
from gui.inbox.new_conversation.paste import PasteDialog
from gui.inbox.page import InboxPage
from tests.gui.event_loop import settle, turn
from tests.gui.inbox.using import ALT, CONTROL, SHIFT, press, shown_id


def test_a_search_finds_while_it_is_typed(page: InboxPage) -> None:
    QTest.keyClick(page.window(), Qt.Key.Key_F, CONTROL)
    assert page.conversations.search.hasFocus()
    before = page.conversations.model.total
    QTest.keyClicks(page.conversations.search, "bookcase")
    settle(lambda: 0 < page.conversations.model.total < before)
    QTest.keyClicks(page.conversations.search, "zzzz")
    settle(lambda: page.conversations.model.total == 0)
    settle(lambda: not page.conversations.list.isVisible())
    QTest.keyClick(page.conversations.search, Qt.Key.Key_Escape)
    settle(lambda: page.conversations.model.total == before)


def test_letters_move_in_the_list_and_enter_goes_to_the_reply(page: InboxPage) -> None:
    page.conversations.list.setFocus()
    first = shown_id(page)
    QTest.keyClick(page.conversations.list, Qt.Key.Key_J)
    settle(lambda: shown_id(page) != first)
    QTest.keyClick(page.conversations.list, Qt.Key.Key_K)
    settle(lambda: shown_id(page) == first)
    QTest.keyClick(page.conversations.list, Qt.Key.Key_Return)
    assert page.talk.composer.editor.hasFocus()


def test_the_language_changes_while_it_is_shown(page: InboxPage) -> None:
    page.context.language.choose("zh_CN")
    turn()
    page.context.language.choose("en")
    turn()
    assert page.conversations.search.accessibleName() == "Search conversations"
    assert page.talk.header._name.text() == "Unknown customer"


def test_solving_takes_it_out_of_the_open_ones_and_can_be_taken_back(page: InboxPage) -> None:
    id_ = shown_id(page)
    QTest.keyClick(page.window(), Qt.Key.Key_S, CONTROL | SHIFT)
    settle(lambda: page.conversations.model.row_of_id(id_) < 0)
    settle(lambda: shown_id(page) != id_)
    press(page, "Undo")
    settle(lambda: page.conversations.model.row_of_id(id_) >= 0)


def test_a_deletion_is_undone_or_done_when_its_notice_goes(page: InboxPage) -> None:
    id_ = shown_id(page)
    page.conversations.list.setFocus()
    QTest.keyClick(page.conversations.list, Qt.Key.Key_Delete)
    assert page.conversations.model.row_of_id(id_) < 0
    press(page, "Undo")
    settle(lambda: page.conversations.model.row_of_id(id_) >= 0)
    settle(lambda: shown_id(page) == id_)
    QTest.keyClick(page.conversations.list, Qt.Key.Key_Delete)
    page.window()._notices.settle()
    answers: list[int] = []
    settle(lambda: not page.context.engine.client.writing)
    page.context.engine.conversation(id_, page).then(
        lambda _: answers.append(200), lambda problem: answers.append(problem.status)
    )
    settle(lambda: answers)
    assert answers == [404]


def test_what_others_do_changes_the_list_and_nothing_that_is_chosen(page: InboxPage) -> None:
    chosen, view = shown_id(page), page.conversations.list
    page.talk.composer.editor.setFocus()
    QTest.keyClicks(page.talk.composer.editor, "half a reply")
    made: list[ConversationWithMessages] = []
    body = ConversationBody(messages=[MessageBody(role="customer", text="Another one")])
    page.context.engine.create_conversation(body, page).then(made.append)
    settle(lambda: made and page.conversations.model.row_of_id(made[0].id) >= 0)
    assert shown_id(page) == chosen
    row = page.conversations.model.row(view.currentIndex().row())
    assert row is not None
    assert row.id == chosen
    assert page.talk.composer.text == "half a reply"


def test_a_copied_chat_becomes_a_conversation_with_corrected_roles(page: InboxPage) -> None:
    QGuiApplication.clipboard().setText("Maria: Hello, where is it?\nAnn: Let me look\nMaria: Ok")
    page.begin_paste()
    dialog = page.findChild(PasteDialog)
    assert dialog is not None
    settle(lambda: len(dialog.messages()) == 3)
    before = [turn_.role for turn_ in dialog.messages()]
    dialog._set_role("note")
    assert [one.role for one in dialog.messages()] == ["note", before[1], "note"]
    dialog._set_role("customer")
    made: list[ConversationWithMessages] = []
    dialog.made.connect(made.append)
    dialog.store()
    settle(lambda: made and shown_id(page) == made[0].id)
    assert [one.text for one in made[0].messages] == ["Hello, where is it?", "Let me look", "Ok"]
    settle(lambda: page.conversations.model.row_of_id(made[0].id) >= 0)


def test_a_record_is_begun_and_a_taken_identifier_is_refused_in_place(page: InboxPage) -> None:
    page.open_record()
    dialog = page.findChild(RecordDialog)
    assert dialog is not None
    dialog._name.setText("Maria Gonzalez")
    dialog._identifiers._value.setText("bronagh.tierney@example.com")  # the demo's
    dialog._store()
    settle(lambda: dialog._problem.isVisible())
    assert dialog._name.text() == "Maria Gonzalez"
    dialog._identifiers.model.show_rows([])
    dialog._identifiers._value.setText("maria.new@example.com")
    dialog._store()
    settle(lambda: page.talk.conversation and page.talk.conversation.customer_name)
    assert page.talk.conversation is not None
    assert page.talk.conversation.customer_name == "Maria Gonzalez"


def test_below_a_width_the_suggestions_are_a_drawer(page: InboxPage) -> None:
    window = page.window()
    window.resize(900, 600)
    settle(lambda: page.panes.narrow)
    assert not page.suggestions.isVisible()
    QTest.keyClick(window, Qt.Key.Key_S, ALT)
    assert page.suggestions.isVisible()
    drafts = page.suggestions.drafts  # one that is being written is what Escape stops first
    settle(lambda: drafts.drafted is not None and not drafts.drafted.running)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not page.suggestions.isVisible()
    window.resize(1320, 820)
    settle(lambda: not page.panes.narrow)
    assert page.suggestions.isVisible()


def test_widths_are_remembered(page: InboxPage) -> None:
    splitter = page.panes._splitter
    splitter.moveSplitter(330, 1)
    settle(lambda: page.context.preferences.now.panes.get("inbox"))
    assert page.context.preferences.now.panes["inbox"][0] == splitter.sizes()[0]
