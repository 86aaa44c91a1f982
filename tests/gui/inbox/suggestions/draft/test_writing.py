"""A draft as it is written: what is seen, what stops it, and what it never does."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QProgressBar

from assistant.paths import Home
from gui.engine.address import Address
from gui.inbox.suggestions.draft.again_menu import AgainMenu
from gui.inbox.suggestions.draft.card import DraftCard
from gui.inbox.suggestions.taken import Taken
from gui.notices import Notice
from gui.widgets.elided_button import ElidedButton
from tests.gui.engines import running_engine
from tests.gui.event_loop import settle, spend, turn
from tests.gui.inbox.suggestions.draft.conftest import Slow
from tests.gui.inbox.suggestions.draft.slow_writer import HOSTILE, SENTENCES
from tests.gui.test_hostile_texts import rich

WHOLE = "".join(text for text, _, _ in SENTENCES)
DROPPED = "Hello Ann. It takes 5 days. Anything else?"


def said(card: DraftCard) -> str:
    """Every text of a card that is seen."""
    return "\n".join(one.text() for one in card.findChildren(QLabel) if one.isVisibleTo(card))


def test_it_comes_after_the_cards_and_moves_none_of_them(slow: Slow) -> None:
    pane = slow.pane
    tops: set[int] = set()
    card = pane.cards[0]

    def over() -> bool:
        if card.isVisible():
            tops.add(card.mapTo(pane, card.rect().topLeft()).y())
        return pane.drafts.drafted is not None and not slow.drafted.running

    slow.ask("whole")
    settle(over)
    assert slow.drafted.text == WHOLE
    assert len(tops) == 1
    assert pane.draft.y() > card.y()
    assert "82 tokens/s" in said(pane.draft.card)
    chips = pane.draft.card.findChildren(ElidedButton)
    assert [chip.accessibleName() for chip in chips if chip.isVisible()] == ["Refunds"]
    assert "1 sentence with a source" in pane.draft.card.accessibleDescription()
    assert "1 sentence without a source" in pane.draft.card.accessibleDescription()


def test_neither_the_focus_nor_what_is_scrolled_to_moves(slow: Slow) -> None:
    field = QLineEdit(slow.pane)
    field.show()
    slow.pane.activateWindow()
    settle(slow.pane.isActiveWindow)
    field.setFocus()
    slow.pane.resize(380, 300)
    bar = slow.pane._column.verticalScrollBar()
    slow.ask("stepped")
    settle(lambda: slow.drafted.evidence)
    turn()
    bar.setValue(bar.maximum())
    before = bar.value()
    assert before > 0
    slow.go_on()
    settle(lambda: "And then" in slow.drafted.text)
    spend(0.1)
    assert bar.maximum() > before
    assert bar.value() == before
    assert field.hasFocus()


def test_the_rate_is_told_while_it_is_written(slow: Slow) -> None:
    slow.ask("held")
    settle(lambda: "And then" in slow.drafted.text)
    assert slow.drafted.rate > 0
    assert "tokens/s · Esc stops" in said(slow.pane.draft.card)
    assert slow.pane.draft.card.accessibleDescription() == ""  # not every word is read aloud
    slow.pane.drafts.stop()
    settle(lambda: slow.left == 1)
    assert "Stopped" in said(slow.pane.draft.card)
    assert slow.drafted.text.endswith("And then")


def test_another_question_ends_the_writing(slow: Slow) -> None:
    slow.ask("held")
    settle(lambda: slow.drafted.text)
    slow.ask("whole")
    settle(lambda: slow.left == 1)
    settle(lambda: slow.drafted.stage == "done")
    assert slow.drafted.text == WHOLE
    slow.ask("held")
    settle(lambda: slow.drafted.text)
    slow.pane.ask(None)
    settle(lambda: slow.left == 2)
    assert not slow.pane.draft.isVisible()


def test_what_is_taken_while_it_is_written_ends_with_a_sentence_and_stays(slow: Slow) -> None:
    heard: list[Taken] = []
    slow.pane.taken.connect(heard.append)
    slow.ask("held")
    settle(lambda: "And then" in slow.drafted.text)
    slow.pane.take(0)
    settle(lambda: slow.left == 1)
    assert [taken.text for taken in heard] == [WHOLE]
    assert heard[0].article_id == 1
    assert heard[0].suggestion.kind == "draft"
    slow.pane._requester.again()  # the knowledge changed
    spend(0.4)
    assert slow.drafted.text == WHOLE
    assert len(slow.asked) == 1


def test_one_key_drops_what_no_source_says_and_puts_it_back(slow: Slow) -> None:
    heard: list[Taken] = []
    gone: list[list[str]] = []
    slow.pane.taken.connect(heard.append)
    slow.pane.drafts.dropped.connect(gone.append)
    slow.written("whole")
    line = slow.pane.draft.unsourced
    assert line.isVisible()
    assert line.button.text() == "Remove it  Alt+U"
    slow.pane.activateWindow()
    settle(slow.pane.isActiveWindow)
    QTest.keyClick(slow.pane, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    assert slow.pane.draft.card.text.accessibleName() == DROPPED
    QTest.keyClick(slow.pane, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    assert slow.pane.draft.card.text.accessibleName() == WHOLE
    line.button.click()
    QTest.keyClick(slow.pane, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    assert [taken.text for taken in heard] == [DROPPED]
    assert gone == []
    assert not line.button.isVisible()


def test_dropping_after_taking_tells_what_leaves_the_reply(slow: Slow) -> None:
    gone: list[list[str]] = []
    slow.pane.drafts.dropped.connect(gone.append)
    slow.written("whole")
    slow.pane.take(0)
    slow.pane.draft.unsourced.button.click()
    slow.pane.drafts.toggle_unsourced()
    assert gone == [["I called your bank."]]


def test_sentences_are_gone_to_by_key_and_by_click_and_show_their_source(slow: Slow) -> None:
    slow.written("whole")
    card, source = slow.pane.draft.card, slow.pane._source
    QTest.keyClick(card, Qt.Key.Key_Right)
    assert card.text.sentence == "It takes 5 days."
    assert source._passage.accessibleName() == "A refund takes 5 days."
    QTest.keyClick(card, Qt.Key.Key_Right)
    assert card.text.sentence == "I called your bank."
    assert "No source says this." in said(card)
    assert not source.isVisible()
    QTest.keyClick(card, Qt.Key.Key_Right)
    assert card.text.sentence == "I called your bank."  # what needs no source is passed over
    places = [
        QPointF(x, y)
        for y in range(0, card.text.height(), 5)
        for x in range(0, card.text.width(), 5)
        if card.text.sentence_at(QPointF(x, y)) == 1
    ]
    assert places
    QTest.mouseClick(card.text, Qt.MouseButton.LeftButton, pos=places[0].toPoint())
    assert card.text.sentence == "It takes 5 days."
    assert card.hasFocus() or not slow.pane.isActiveWindow()


def test_it_is_written_again_otherwise_and_from_one_card(slow: Slow) -> None:
    slow.written("whole")
    actions = {action.text(): action for action in slow.pane.draft.card._again.menu().actions()}
    for name in ("Shorter", "Warmer", "More formal", "Again"):
        actions[name].trigger()
        settle(lambda: slow.drafted.stage == "done")
    styles = [one["style"] for one in slow.heard(5)]
    assert styles == ["", "shorter", "warmer", "formal", ""]
    QTest.keyClick(slow.pane.cards[0], Qt.Key.Key_W)
    settle(lambda: slow.drafted.stage == "done")
    assert slow.heard(6)[-1]["articles"] == [1]


def test_again_asks_for_another_one_and_otherwise_for_the_first(slow: Slow) -> None:
    slow.written("whole")
    slow.pane.drafts._language = "zh"  # as the engine understood it
    actions = {action.text(): action for action in slow.pane.draft.card._again.menu().actions()}
    for name in ("Again", "Again", "Shorter", "Shorter", "Again", "In the customer's language"):
        actions[name].trigger()
        settle(lambda: slow.drafted.stage == "done")
    assert [one["seed"] for one in slow.heard(7)] == [0, 1, 2, 0, 1, 0, 0]
    assert [one["reply_lang"] for one in slow.asked] == [""] * 6 + ["zh"]
    assert slow.asked[-1]["lang"] == slow.asked[0]["lang"]
    slow.written("whole")
    assert slow.heard(8)[-1]["seed"] == 0


def test_it_is_written_by_the_other_writer_and_stays_with_it(slow: Slow) -> None:
    slow.written("whole")
    menu = slow.pane.draft.card._again.menu()

    def choose(text: str) -> None:
        shown = {action.text(): action for action in menu.actions() if action.isVisible()}
        shown[text].trigger()
        settle(lambda: slow.drafted.stage == "done")
        turn()

    assert slow.drafted.kind == "generated"
    choose("Composed of verified answers")
    assert slow.drafted.kind == "composed"
    choose("Shorter")
    choose("By the model")
    assert slow.drafted.kind == "generated"
    slow.written("whole")
    writers = [one["writer"] for one in slow.heard(5)]
    assert writers == ["", "composed", "composed", "generated", ""]


def test_nobody_else_is_offered_where_there_is_no_model() -> None:
    menu = AgainMenu()
    names = [action.text() for action in menu.menu().actions() if action.isVisible()]
    assert names == ["Again", "Shorter", "Warmer", "More formal", "In the customer's language"]
    menu.offer_writer("generated")
    assert [action.text() for action in menu.menu().actions() if action.isVisible()][-1] == (
        "By the model"
    )
    menu.deleteLater()


def test_while_the_model_loads_and_reads_that_is_told_with_a_way_out(slow: Slow) -> None:
    slow.ask("loading")
    card = slow.pane.draft.card
    settle(lambda: card.isVisible() and "The model is loading" in said(card))
    slow.go_on()
    settle(lambda: "The model is reading the conversation" in said(card))
    bar = card.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    assert (bar.value(), bar.maximum()) == (64, 256)
    card.stop.click()
    settle(lambda: slow.left == 1)
    assert not bar.isVisible()


def test_after_a_failure_the_text_before_it_is_void_and_it_is_told_once(slow: Slow) -> None:
    heard: list[Notice] = []
    slow.pane.context.notices.told.connect(heard.append)
    drafted = slow.written("fallen")
    assert drafted.text == WHOLE
    assert [notice.code for notice in heard] == ["model.memory"]
    assert "not enough memory" in heard[0].text
    assert "smaller model" in heard[0].text
    card = slow.pane.draft.card
    assert "Composed from verified answers" in said(card)
    assert "2 messages from before did not fit" in said(card)
    assert "Part of a source was left out" in said(card)
    assert "not in the customer's language" in said(card)
    slow.written("fallen")
    assert len(heard) == 1


def test_nothing_known_shows_no_card(slow: Slow) -> None:
    slow.written("nothing")
    assert not slow.pane.draft.isVisible()


def test_what_went_wrong_is_told_in_its_place_with_its_code(slow: Slow) -> None:
    slow.written("wrong")
    assert slow.pane.draft.isVisible()
    assert "It failed" in said(slow.pane.draft.card)
    assert "model.failed" in said(slow.pane.draft.card)


def test_where_the_engine_goes_away_what_is_written_stays_and_it_is_asked_again(
    slow: Slow, demo_home: Home
) -> None:
    slow.ask("held")
    settle(lambda: "And then" in slow.drafted.text)
    slow.process.kill()
    settle(lambda: slow.drafted.stage == "failed")
    turn()
    card = slow.pane.draft.card
    assert "The engine cannot be reached at the moment" in said(card)
    assert "Broken off" in said(card)
    assert card.text.isVisible()
    engine, link = slow.pane.context.engine, slow.pane.context.link
    running = running_engine(demo_home)
    engine.client.address = Address(f"http://{running.host}:{running.port}", running.token)
    link.attached.emit()
    settle(lambda: slow.drafted.problem is None and not slow.drafted.running)


def test_a_draft_is_plain_text_whatever_it_says(slow: Slow) -> None:
    slow.written("hostile")
    card = slow.pane.draft.card
    QTest.keyClick(card, Qt.Key.Key_Right)
    assert rich(slow.pane) == []
    assert HOSTILE.startswith(card.text.sentence)
    QTest.keyClick(card, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == HOSTILE
    slow.pane.drafts.toggle_unsourced()
    turn()
    assert rich(slow.pane) == []


def test_a_pane_that_nobody_sees_asks_for_no_draft(slow: Slow) -> None:
    slow.pane.hide()
    slow.ask("whole")
    settle(lambda: slow.pane.answered is not None and slow.pane.answered.stage == "done")
    spend(0.2)
    assert slow.asked == []
    slow.pane.show()
    settle(lambda: slow.drafted.stage == "done")
    assert len(slow.heard(1)) == 1


def test_its_sentences_are_offered_as_they_are_finished(slow: Slow) -> None:
    more: list[list[str]] = []
    slow.pane.drafts.sentence_feed.more.connect(more.append)
    slow.ask("whole")
    settle(lambda: slow.drafted.evidence)
    given = slow.pane.drafts.offer_sentences()
    settle(lambda: slow.drafted.stage == "done")
    told = [*given, *(sentence for each in more for sentence in each)]
    assert "".join(told) == WHOLE
    assert len(told) == len(SENTENCES)
    assert QApplication.focusWidget() is not slow.pane.draft.card
