"""The pane of suggestions against a real engine."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QRadioButton

from assistant.contracts import (
    ConversationBody,
    ConversationWithMessages,
    MessageBody,
    SuggestionRequest,
)
from gui.inbox.suggestions.card import SuggestionCard
from gui.inbox.suggestions.pane import SuggestionsPane
from gui.inbox.suggestions.taken import Taken
from gui.inbox.suggestions.thumbs import ReasonPopup
from gui.page import WindowContext
from tests.gui.event_loop import settle, spend, turn

CHARGED = "I was charged twice, when do I get my money back?"
CANCEL = "cancel my order"
UNKNOWN = "does your robot dog bark at night"

Deeds = Callable[[WindowContext], list[str]]


def asked(pane: SuggestionsPane, text: str) -> list[SuggestionCard]:
    """Ask, wait for the whole answer, and return the cards that are shown."""
    pane.ask(SuggestionRequest(text=text))
    answered(pane)
    return [card for card in pane.cards if card.isVisible()]


def headline(pane: SuggestionsPane) -> str:
    """What is said where there are no cards; empty where there are."""
    return pane.state.said.headline if pane.state.said is not None else ""


def answered(pane: SuggestionsPane) -> None:
    settle(lambda: (now := pane.answered) is not None and now.stage == "done")
    turn()


def test_it_says_what_it_is_for_until_something_is_asked(pane: SuggestionsPane) -> None:
    assert headline(pane) == "Answers appear here"
    asked(pane, CHARGED)
    pane.ask(None)
    assert headline(pane) == "Answers appear here"
    assert not any(card.isVisible() for card in pane.cards)


def test_an_answer_is_shown_with_its_source_and_time(pane: SuggestionsPane) -> None:
    cards = asked(pane, CHARGED)
    assert cards[0].suggestion is not None
    assert "payment" in cards[0].suggestion.text
    assert cards[0].source is not None
    assert "Duplicate charge" in cards[0].source.title
    assert headline(pane) == ""
    texts = [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]
    assert any(text.endswith("s · this computer") for text in texts)
    assert any(text.startswith("Updated ") for text in texts)


def test_chinese_is_answered_in_chinese(pane: SuggestionsPane) -> None:
    cards = asked(pane, "退款多久能到账？")
    assert cards[0].suggestion is not None
    assert "工作日" in cards[0].suggestion.text


def test_a_new_question_replaces_the_old_one(pane: SuggestionsPane) -> None:
    heard: list[object] = []
    pane.offered.connect(heard.append)
    pane.ask(SuggestionRequest(text="退款多久能到账？"))
    asked(pane, CHARGED)
    spend(0.2)
    assert len(heard) == 1, "the first answer came through"
    shown = pane.cards[0].suggestion
    assert shown is not None
    assert heard[0]
    assert "".join(heard[0]) == shown.text  # type: ignore[arg-type]  # a list of str
    pane.ask(None)
    assert heard[1] == []


def test_a_card_is_taken_by_key_by_button_and_by_enter(pane: SuggestionsPane) -> None:
    heard: list[Taken] = []
    pane.taken.connect(heard.append)
    cards = asked(pane, CANCEL)
    assert len(cards) >= 2
    pane.activateWindow()
    settle(lambda: pane.isActiveWindow())
    QTest.keyClick(pane, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(cards[0], Qt.Key.Key_Return)
    pane.take(2)
    pane.take(9)
    numbers = [taken.suggestion.card for taken in heard]
    assert numbers == [2, 1, 2]
    assert heard[1].text == cards[0].suggestion.text  # type: ignore[union-attr]  # it is shown
    assert heard[1].article_id == cards[0].source.id  # type: ignore[union-attr]


def test_the_keyboard_goes_from_card_to_card(pane: SuggestionsPane) -> None:
    cards = asked(pane, CANCEL)
    pane.activateWindow()
    cards[0].setFocus()
    QTest.keyClick(cards[0], Qt.Key.Key_Down)
    assert cards[1].hasFocus()
    QTest.keyClick(cards[1], Qt.Key.Key_Up)
    QTest.keyClick(cards[0], Qt.Key.Key_Up)
    assert cards[0].hasFocus()


def test_nothing_of_another_question_can_be_taken(pane: SuggestionsPane) -> None:
    heard: list[Taken] = []
    pane.taken.connect(heard.append)
    asked(pane, CHARGED)
    pane.ask(SuggestionRequest(text=CANCEL))
    pane.take(1)  # what is still seen for a blink belongs to the question before
    assert heard == []


def test_what_was_sent_is_told_once(pane: SuggestionsPane, deeds: Deeds) -> None:
    before = len(deeds(pane.context))
    cards = asked(pane, CANCEL)
    pane.take(1)
    pane.sent(cards[0].suggestion.text, None)  # type: ignore[union-attr]  # it is shown
    pane.take(1)
    pane.sent("something else", None)
    pane.take(2)
    pane.sent("Dear customer, no.", None)
    settle(lambda: len(deeds(pane.context)) == before + 2)
    assert sorted(deeds(pane.context)[before:]) == ["edited", "sent"]


def test_a_reply_counts_even_when_another_conversation_is_shown_by_then(
    pane: SuggestionsPane, deeds: Deeds
) -> None:
    before = len(deeds(pane.context))
    made: list[ConversationWithMessages] = []
    body = ConversationBody(messages=[MessageBody(role="customer", text=CHARGED)])
    pane.context.engine.create_conversation(body, pane).then(made.append)
    settle(lambda: made)
    pane.ask(SuggestionRequest(conversation_id=made[0].id))
    answered(pane)
    pane.take(1)
    text = pane.cards[0].suggestion.text  # type: ignore[union-attr]  # it is shown
    pane.ask(None)
    pane.sent("of another one", made[0].id + 1)
    pane.sent(text, made[0].id)
    settle(lambda: len(deeds(pane.context)) == before + 1)
    assert deeds(pane.context)[before:] == ["sent"]


def test_sentences_taken_one_by_one_count_as_edited(pane: SuggestionsPane, deeds: Deeds) -> None:
    before = len(deeds(pane.context))
    heard: list[list[str]] = []
    pane.offered.connect(heard.append)
    asked(pane, CHARGED)
    pane.sent("Hello!\n" + max(heard[0], key=len).strip(), None)
    settle(lambda: len(deeds(pane.context)) == before + 1)
    pane.sent("Nothing of it.", None)
    spend(0.2)
    assert deeds(pane.context)[before:] == ["edited"]


def test_thumbs_are_told_and_a_thumb_down_asks_why(pane: SuggestionsPane, deeds: Deeds) -> None:
    before = len(deeds(pane.context))
    card = asked(pane, CHARGED)[0]
    QTest.keyClick(card, Qt.Key.Key_U)
    QTest.keyClick(card, Qt.Key.Key_U)
    settle(lambda: len(deeds(pane.context)) == before + 1)
    QTest.keyClick(card, Qt.Key.Key_D)
    (popup,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, ReasonPopup)]
    assert deeds(pane.context)[before:] == ["up"]
    heard: list[str] = []
    popup.given.connect(heard.append)
    popup.findChildren(QRadioButton)[2].click()
    (more,) = popup.findChildren(QLineEdit)
    more.setText("since  May")
    QTest.keyClick(more, Qt.Key.Key_Return)
    settle(lambda: len(deeds(pane.context)) == before + 2)
    assert deeds(pane.context)[before:] == ["up", "down"]
    assert heard == ["outdated: since May"]


def test_a_text_is_copied_as_it_is(pane: SuggestionsPane, deeds: Deeds) -> None:
    before = len(deeds(pane.context))
    card = asked(pane, CHARGED)[0]
    QTest.keyClick(card, Qt.Key.Key_C)
    assert card.suggestion is not None
    assert QGuiApplication.clipboard().text() == card.suggestion.text
    settle(lambda: deeds(pane.context)[before:] == ["copied"])


def test_the_source_opens(pane: SuggestionsPane) -> None:
    heard: list[int] = []
    pane.open_article.connect(heard.append)
    card = asked(pane, CHARGED)[0]
    card.opened.emit(card.source.id)  # type: ignore[union-attr]  # it is shown
    assert heard == [card.source.id]  # type: ignore[union-attr]


def test_texts_follow_the_language(pane: SuggestionsPane) -> None:
    asked(pane, CHARGED)
    for widget in (pane, *pane.findChildren(SuggestionCard)):
        QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
    assert pane.cards[0].isVisible()
    assert headline(pane) == ""
