"""What the pane says when there is no answer, no engine, or far too much at once."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from assistant.contracts import ActorBody, ActorWithToken, ArticleBody, SuggestionRequest
from assistant.paths import Home
from gui.engine.address import Address
from gui.inbox.suggestions.answer_stream import AnswerStream
from gui.inbox.suggestions.pane import SuggestionsPane
from gui.inbox.suggestions.same_menu import SameMenu
from gui.inbox.suggestions.write_once import WriteOnce
from gui.page import WindowContext
from tests.effort import at_most
from tests.gui.engines import kill_engine
from tests.gui.event_loop import settle, spend

UNKNOWN = "does your robot dog bark at night"


def headline(pane: SuggestionsPane) -> str:
    return pane.state.said.headline if pane.state.said is not None else ""


def write(context: WindowContext, question: str, answer: str) -> None:
    """Put an entry into the knowledge base."""
    made: list[object] = []
    body = ArticleBody(questions=[question], answer=answer)
    context.engine.create_article(body, context.link).then(made.append)
    settle(lambda: made)


def writer() -> WriteOnce:
    """The window in which an answer is written."""
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, WriteOnce)]
    return found


def fill(window: WriteOnce, answer: str) -> QPushButton:
    """Write an answer; returns the button that saves it."""
    window.findChildren(QPlainTextEdit)[1].setPlainText(answer)
    (save,) = [b for b in window.findChildren(QPushButton) if b.text() == "Save as an entry"]
    return save


def test_what_nobody_answered_is_written_once(bare_pane: SuggestionsPane) -> None:
    write(bare_pane.context, "Where is my parcel?", "On its way.")
    bare_pane.ask(SuggestionRequest(text=UNKNOWN, lang="en"))
    settle(lambda: headline(bare_pane) == "Nothing in the knowledge base answers this")
    assert not bare_pane.cards[0].isVisible()
    bare_pane.state.action.click()
    window = writer()
    assert window.findChildren(QPlainTextEdit)[0].toPlainText() == UNKNOWN
    assert window.findChildren(QComboBox)[0].currentData() == "en"
    save = fill(window, "Our robot dog sleeps at night.")
    window.findChildren(QLineEdit)[0].setText("pets, robots，dogs")
    save.click()
    settle(lambda: bare_pane.cards[0].isVisible())
    shown = bare_pane.cards[0].suggestion
    assert shown is not None
    assert shown.text == "Our robot dog sleeps at night."
    assert headline(bare_pane) == ""


def test_what_is_typed_is_not_closed_with_the_window(bare_pane: SuggestionsPane) -> None:
    bare_pane.ask(SuggestionRequest(text=UNKNOWN))
    settle(lambda: headline(bare_pane) == "Nothing in the knowledge base answers this")
    bare_pane.state.action.click()
    fill(writer(), "Never.")
    assert not bare_pane.close()
    assert "not saved" in writer().trouble
    assert bare_pane.close()
    settle(lambda: not _open(WriteOnce))


def test_an_agent_who_may_not_write_is_told_so_and_keeps_the_text(
    bare_pane: SuggestionsPane,
) -> None:
    context = bare_pane.context
    known: list[ActorWithToken] = []
    context.engine.add_actor(ActorBody(name="Ann", role="agent"), context.link).then(known.append)
    settle(lambda: known)
    address = context.engine.client.address
    assert address is not None
    context.engine.client.address = Address(address.origin, known[0].token)
    bare_pane.ask(SuggestionRequest(text=UNKNOWN))
    settle(lambda: headline(bare_pane) == "Nothing in the knowledge base answers this")
    bare_pane.state.action.click()
    window = writer()
    fill(window, "Never.").click()
    settle(lambda: "Only leads may add entries" in window.trouble)
    assert window.findChildren(QPlainTextEdit)[1].toPlainText() == "Never."
    window.close()
    assert window.isVisible(), "what was typed is not thrown away unasked"
    window.close()
    settle(lambda: not QApplication.topLevelWidgets() or not _open(WriteOnce))


def _open(kind: type) -> bool:
    return any(isinstance(widget, kind) for widget in QApplication.topLevelWidgets())


def test_an_engine_that_dies_is_asked_again_when_it_is_back(
    bare_pane: SuggestionsPane, engine_home: Home
) -> None:
    context = bare_pane.context
    write(context, "Do you ship to Norway?", "Yes, within five days.")
    kill_engine(engine_home)
    settle(lambda: not context.link.state.usable)
    bare_pane.ask(SuggestionRequest(text="Do you ship to Norway?"))
    assert headline(bare_pane) == "The engine cannot be reached at the moment"
    settle(lambda: bare_pane.cards[0].isVisible())
    assert headline(bare_pane) == ""


def test_an_engine_that_refuses_says_what_to_do(bare_pane: SuggestionsPane) -> None:
    client = bare_pane.context.engine.client
    address = client.address
    assert address is not None
    client.address = Address(address.origin, "a token nobody has")
    bare_pane.ask(SuggestionRequest(text=UNKNOWN))
    settle(lambda: headline(bare_pane) == "No suggestions this time")
    said = bare_pane.state.said
    assert said is not None
    assert said.code
    assert said.text
    client.address = address
    bare_pane.state.action.click()
    settle(lambda: headline(bare_pane) == "Nothing in the knowledge base answers this")


def test_changed_knowledge_is_offered_and_not_forced_on_anybody(
    bare_pane: SuggestionsPane,
) -> None:
    context = bare_pane.context
    write(context, "Do you ship to Norway?", "Yes, within five days.")
    bare_pane.ask(SuggestionRequest(text="Do you ship to Norway?"))
    settle(lambda: bare_pane.cards[0].isVisible())
    settle(lambda: bare_pane.answered is not None and bare_pane.answered.stage == "done")
    before = bare_pane.cards[0].suggestion
    assert before is not None
    context.engine.delete_article(before.sources[0].id, context.link)
    write(context, "Do you ship to Norway at all?", "No longer.")
    (refresh,) = [b for b in bare_pane.findChildren(QPushButton) if b.text().endswith("refresh")]
    settle(refresh.isVisible)
    assert bare_pane.cards[0].suggestion == before
    refresh.click()
    settle(lambda: (now := bare_pane.cards[0].suggestion) is not None and now != before)
    settle(lambda: not refresh.isVisible())  # when the whole answer is there


def test_hostile_answers_are_shown_as_they_are_written(bare_pane: SuggestionsPane) -> None:
    answer = '<b>Bold</b> <img src="http://127.0.0.1:9/x.png"> \u202egnp.exe ' + "x" * 150_000
    write(bare_pane.context, UNKNOWN, answer)
    with at_most(5):
        bare_pane.ask(SuggestionRequest(text=UNKNOWN))
        settle(lambda: bare_pane.cards[0].isVisible())
    card = bare_pane.cards[0]
    assert card.height() < 400
    assert card.suggestion is not None
    assert card.suggestion.text == answer
    assert not card.grab().isNull()


def test_entries_that_say_the_same_are_listed_on_demand(bare_pane: SuggestionsPane) -> None:
    opened: list[int] = []
    bare_pane.open_article.connect(opened.append)
    answer = "Yes, we ship to Norway within five days, and you pay no customs there."
    write(bare_pane.context, "Do you ship to Norway?", answer)
    write(bare_pane.context, "Shipping to Norway & <b>Oslo</b>", answer)
    bare_pane.ask(SuggestionRequest(text="Do you ship to Norway?"))
    settle(lambda: bare_pane.cards[0].isVisible())
    (more,) = [
        b
        for b in bare_pane.cards[0].findChildren(QPushButton)
        if b.text() == "+1 that say the same"
    ]
    more.click()
    settle(lambda: _menu().actions()[0].isEnabled())
    (action,) = _menu().actions()
    assert action.text() in {"Do you ship to Norway?", "Shipping to Norway && <b>Oslo</b>"}
    action.trigger()
    _menu().close()
    settle(lambda: not _open(SameMenu))
    source = bare_pane.cards[0].source
    assert source is not None
    assert opened == source.same_as


def _menu() -> SameMenu:
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, SameMenu)]
    return found


def test_a_scroll_bar_wraps_no_card_anew(bare_pane: SuggestionsPane) -> None:
    write(bare_pane.context, "Do you ship to Norway?", "Yes, within five days. " * 12)
    bare_pane.ask(SuggestionRequest(text="Do you ship to Norway?"))
    settle(lambda: bare_pane.answered is not None and bare_pane.answered.stage == "done")
    spend(0.1)
    wide = bare_pane.cards[0].width()
    bare_pane.resize(bare_pane.width(), 200)
    spend(0.1)
    assert bare_pane.cards[0].width() == wide


@pytest.fixture
def flooded(context: WindowContext) -> Iterator[WindowContext]:
    """A window context whose questions are answered with 200 events a second."""
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("flood.py"))],
        stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        port = int(process.stdout.readline())
        address = context.engine.client.address
        context.engine.client.address = Address(f"http://127.0.0.1:{port}", "")
        yield context
        context.engine.client.address = address
        process.kill()


def test_asking_again_and_again_leaves_nothing_behind(pane: SuggestionsPane) -> None:
    for number in range(40):
        pane.ask(SuggestionRequest(text=f"{UNKNOWN} {number}"))
        spend(0.01)
    settle(lambda: pane.answered is not None and pane.answered.stage == "done")
    assert len(pane.findChildren(AnswerStream)) == 1


def test_two_hundred_events_a_second_freeze_nothing_and_move_no_card(
    flooded: WindowContext,
) -> None:
    pane = SuggestionsPane(flooded)
    pane.resize(380, 900)
    pane.show()
    spend(0.1)
    gaps: list[float] = []  # in seconds of the processor: other programs may be busy too
    last = time.thread_time()

    def beat() -> None:
        nonlocal last
        now = time.thread_time()
        gaps.append(now - last)
        last = now

    timer = QTimer(pane)
    timer.timeout.connect(beat)
    timer.start(5)
    painted: list[int] = []
    tops: set[int] = set()
    pane.ask(SuggestionRequest(text="flood"))

    def finished() -> bool:
        painted.append(len(pane.cards[0].suggestion.text) if pane.cards[0].suggestion else 0)
        if pane.cards[0].isVisible():
            layout = pane.cards[0].parentWidget().layout()
            assert layout is not None
            layout.activate()  # as it will be painted, not as it was before it was shown
            tops.add(pane.cards[0].y())
        return pane.answered is not None and pane.answered.stage == "done"

    settle(finished)
    timer.stop()
    pane.close()
    pane.deleteLater()
    assert all(card.suggestion is not None for card in pane.cards)
    assert len(tops) == 1
    assert sorted(gaps)[len(gaps) * 99 // 100] < 0.1
    assert max(gaps) < 0.3
