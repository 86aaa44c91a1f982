"""What was typed is never lost, and never overwritten by something older."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from assistant.contracts import ConversationBody, ConversationWithMessages, DraftBody, MessageBody
from assistant.paths import Home
from gui.inbox.composer.unsent_replies import UnsentReplies
from gui.page import WindowContext
from tests.gui.engines import kill_engine
from tests.gui.event_loop import settle, spend, turn


@pytest.fixture
def owner() -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()
    turn()


def _conversation(context: WindowContext, owner: QObject) -> int:
    found: list[ConversationWithMessages] = []
    body = ConversationBody(messages=[MessageBody(role="customer", text="Where is my desk?")])
    context.engine.create_conversation(body, owner).then(found.append)
    settle(lambda: found)
    return found[0].id


def _read(unsent: UnsentReplies, id_: int, owner: QObject) -> str:
    found: list[str] = []
    unsent.read(id_, lambda text, _: found.append(text), owner)
    settle(lambda: found)
    return found[0]


def test_a_draft_is_read_back_by_another_window(context: WindowContext, owner: QObject) -> None:
    id_ = _conversation(context, owner)
    first, second = UnsentReplies(context, owner), UnsentReplies(context, owner)
    for text in ("H", "He", "Hello"):
        first.typed(id_, text, None)
    settle(lambda: not first.unsaved)
    assert _read(second, id_, owner) == "Hello"


def test_what_was_typed_last_is_what_is_kept(context: WindowContext, owner: QObject) -> None:
    id_ = _conversation(context, owner)
    unsent = UnsentReplies(context, owner)
    for n in range(30):
        unsent.typed(id_, f"draft {n}", None)
        unsent.save()
        turn()
    settle(lambda: not unsent.unsaved)
    assert _read(UnsentReplies(context, owner), id_, owner) == "draft 29"


def test_a_copied_reply_leaves_no_draft(context: WindowContext, owner: QObject) -> None:
    id_ = _conversation(context, owner)
    unsent = UnsentReplies(context, owner)
    unsent.typed(id_, "Hello", None)
    unsent.save()
    unsent.cleared(id_)
    settle(lambda: not unsent.unsaved)
    assert _read(UnsentReplies(context, owner), id_, owner) == ""


def test_a_draft_typed_while_the_engine_is_away_is_written_when_it_is_back(
    context: WindowContext, engine_home: Home, owner: QObject
) -> None:
    id_ = _conversation(context, owner)
    unsent = UnsentReplies(context, owner)
    kill_engine(engine_home)
    settle(lambda: not context.link.state.usable)
    unsent.typed(id_, "typed in the dark", None)
    unsent.save()
    assert _read(unsent, id_, owner) == "typed in the dark"
    settle(lambda: context.link.state.name == "ready")
    settle(lambda: not unsent.unsaved)
    assert _read(UnsentReplies(context, owner), id_, owner) == "typed in the dark"


def test_an_older_draft_that_could_not_be_read_is_kept_beside_the_newer(
    context: WindowContext, engine_home: Home, owner: QObject
) -> None:
    id_ = _conversation(context, owner)
    kept: list[object] = []
    context.engine.keep_draft(id_, DraftBody(text="the older", taken=None), owner).ended.connect(
        lambda: kept.append(1)
    )
    settle(lambda: kept)
    kill_engine(engine_home)
    settle(lambda: not context.link.state.usable)
    unsent = UnsentReplies(context, owner)
    assert _read(unsent, id_, owner) == ""
    unsent.typed(id_, "the newer", None)
    merged: list[str] = []
    unsent.merged.connect(lambda _, text: merged.append(text))
    settle(lambda: merged)
    settle(lambda: not unsent.unsaved)
    assert _read(UnsentReplies(context, owner), id_, owner) == merged[0] == "the older\n\nthe newer"


def test_what_is_typed_before_the_draft_has_come_is_added_to_it(
    context: WindowContext, owner: QObject
) -> None:
    id_ = _conversation(context, owner)
    earlier = UnsentReplies(context, owner)
    earlier.typed(id_, "Hello Maria,", None)
    settle(lambda: not earlier.unsaved)
    unsent, found = UnsentReplies(context, owner), []
    unsent.read(id_, lambda text, _: found.append(text), owner)
    unsent.typed(id_, "typed at once", None)
    unsent.save()
    settle(lambda: found and not unsent.unsaved)
    assert found == ["Hello Maria,\n\ntyped at once"]
    assert _read(UnsentReplies(context, owner), id_, owner) == found[0]


def test_the_draft_of_a_deleted_conversation_is_let_go(
    context: WindowContext, owner: QObject
) -> None:
    id_ = _conversation(context, owner)
    gone: list[object] = []
    context.engine.delete_conversation(id_, owner).ended.connect(lambda: gone.append(1))
    settle(lambda: gone)
    told: list[object] = []
    context.notices.told.connect(told.append)
    unsent = UnsentReplies(context, owner)
    unsent.typed(id_, "too late", None)
    settle(lambda: not unsent.unsaved)
    spend(0.1)
    assert not told
