"""Drafts in the window, by a real engine: composed of the demo's answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.contracts import (
    ArticleBody,
    EngineSettings,
    EngineSettingsChange,
    MessageBody,
)
from gui.inbox.page import InboxPage
from gui.inbox.suggestions.draft.draft_state import DraftState
from gui.page import WindowContext
from gui.status_bar import StatusBar
from gui.widgets.elided_button import ElidedButton
from tests.gui.event_loop import settle, spend, turn
from tests.gui.inbox.suggestions.draft.slow_writer import HOSTILE
from tests.gui.inbox.using import ALT, SHIFT, open_new, shown_id
from tests.gui.test_hostile_texts import rich


def drafted(page: InboxPage) -> DraftState:
    """The draft, once it is finished."""
    drafts = page.suggestions.drafts
    settle(lambda: drafts.drafted is not None and not drafts.drafted.running)
    turn()  # Qt shows what was added to a layout one turn later
    assert drafts.drafted is not None
    return drafts.drafted


def set_drafts(page: InboxPage, who: str) -> None:
    """As an administrator does it in the settings."""
    told: list[EngineSettings] = []
    change = EngineSettingsChange.model_validate({"drafts": who})
    page.context.engine.change_settings(change, page).then(told.append)
    settle(lambda: told)
    drafts = page.suggestions.drafts
    settle(lambda: drafts.writer.status is not None and drafts.writer.status.drafts == who)


def test_a_draft_is_composed_with_its_evidence_and_goes_into_the_reply(
    page: InboxPage, deeds: Callable[[WindowContext], list[str]]
) -> None:
    before = len(deeds(page.context))
    draft = drafted(page)
    assert draft.kind == "composed"
    assert {one.support for one in draft.evidence} <= {"supported", "none"}
    assert draft.cited
    page.talk.composer.editor.setFocus()
    QTest.keyClick(page.talk.composer.editor, Qt.Key.Key_0, ALT)
    assert page.talk.composer.text == draft.text.strip()
    QTest.keyClick(page.suggestions.draft.card, Qt.Key.Key_U)  # a thumb
    settle(lambda: "up" in deeds(page.context)[before:])
    page.talk.composer.editor.clear()


def test_a_chip_opens_its_entry(page: InboxPage) -> None:
    draft = drafted(page)
    chip = next(
        one for one in page.suggestions.draft.card.findChildren(ElidedButton) if one.isVisible()
    )
    opened: list[int] = []
    page.suggestions.open_article.connect(opened.append)
    chip.click()
    assert opened == [draft.cited[0].id]


def test_tab_takes_its_sentences_one_by_one(page: InboxPage) -> None:
    draft = drafted(page)
    editor = page.talk.composer.editor
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_0, ALT | SHIFT)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert page.talk.composer.text.strip()
    assert draft.text.startswith(page.talk.composer.text.strip())
    while page.talk.composer.sentence_offer.sentence:
        QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert page.talk.composer.text.strip() == draft.text.strip()
    editor.clear()


def test_sentences_leave_the_reply_where_they_stand_as_they_were(page: InboxPage) -> None:
    editor = page.talk.composer.editor
    editor.setPlainText("Hello. I called your bank. Bye.")
    page.suggestions.drafts.dropped.emit(["I called your bank. ", "never there"])
    assert page.talk.composer.text == "Hello. Bye."
    editor.undo()
    assert page.talk.composer.text == "Hello. I called your bank. Bye."
    editor.clear()


def test_a_new_message_has_a_new_draft(page: InboxPage) -> None:
    before = drafted(page)
    page.suggestions.take(0)
    kept: list[object] = []
    body = MessageBody(role="customer", text="And how do I change my delivery address?")
    page.context.engine.add_message(shown_id(page), body, page).then(kept.append)
    settle(lambda: kept)
    page.talk.refresh()
    settle(lambda: page.suggestions.drafts.drafted not in (None, before))
    assert drafted(page).text != before.text
    page.talk.composer.editor.clear()


def test_where_drafts_are_off_none_is_asked_for_and_no_card_offers_one(page: InboxPage) -> None:
    drafted(page)
    card = page.suggestions.cards[0]
    assert card._draft.isVisible()
    set_drafts(page, "off")
    settle(lambda: not page.suggestions.draft.isVisible())
    assert not card._draft.isVisible()
    bar = page.window().findChild(StatusBar)
    assert isinstance(bar, StatusBar)
    settle(lambda: bar._writer.text() == "Drafts: off")
    open_new(page)
    settle(lambda: (now := page.suggestions.answered) is not None and now.stage == "done")
    spend(0.2)
    assert page.suggestions.drafts.drafted is None
    set_drafts(page, "auto")
    assert drafted(page).text
    settle(lambda: bar._writer.text() == "Drafts: composed")


def test_what_an_entry_says_is_plain_text_in_a_draft_of_it_too(page: InboxPage) -> None:
    drafted(page)
    made: list[object] = []
    question = "Which frobnicator fits the left-handed gizmo?"
    body = ArticleBody(questions=[question], answer=f"The blue one fits. {HOSTILE}")
    page.context.engine.create_article(body, page).then(made.append)
    settle(lambda: made)
    kept: list[object] = []
    message = MessageBody(role="customer", text=question)
    page.context.engine.add_message(shown_id(page), message, page).then(kept.append)
    settle(lambda: kept)
    page.talk.refresh()
    settle(lambda: (now := page.suggestions.drafts.drafted) is not None and "blue" in now.text)
    assert rich(page) == []


def test_the_palette_offers_what_the_card_would_do(page: InboxPage) -> None:
    first = drafted(page)
    offered = {one.name: one for one in page.commands()}
    possible = {name for name, one in offered.items() if "draft" in name and one.possible()}
    assert {"write the draft again", "shorter draft", "use the draft"} <= possible
    assert "stop the draft" not in possible
    offered["write the draft again"]()
    assert drafted(page).text != first.text
    offered["draft in the customer's language"]()
    done = drafted(page).done
    assert done is not None
    assert not done.other_lang
    offered["use the draft"]()
    assert page.talk.composer.text == drafted(page).text.strip()
    page.talk.composer.editor.clear()
    page.suggestions.drafts.clear()
    assert not offered["write the draft again"].possible()
    assert not offered["use the draft"].possible()
