"""The list: page by page, in order, without a gap or a double, whatever others do meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, QObject

from assistant.contracts import ConversationBody, ConversationWithMessages, MessageBody
from gui.inbox.conversations.model import PAGE, ConversationModel
from gui.page import WindowContext
from tests.gui.event_loop import settle, turn


@pytest.fixture
def model(context: WindowContext) -> Iterator[ConversationModel]:
    owner = QObject()
    yield ConversationModel(context.engine, owner)
    owner.deleteLater()
    turn()


def _create(context: WindowContext, count: int, model: ConversationModel) -> list[int]:
    made: list[ConversationWithMessages] = []
    body = ConversationBody(messages=[MessageBody(role="customer", text="Where is my desk?")])
    for _ in range(count):
        context.engine.create_conversation(body, model).then(made.append)
    settle(lambda: len(made) == count)
    return sorted((one.id for one in made), reverse=True)


def _ids(model: ConversationModel) -> list[int]:
    rows = (model.row(place) for place in range(model.rowCount()))
    return [row.id for row in rows if row is not None]


def _read_all(model: ConversationModel) -> None:
    while model.canFetchMore(QModelIndex()):
        before = model.rowCount()
        model.fetchMore(QModelIndex())
        settle(lambda before=before: model.rowCount() > before)


def _ask(model: ConversationModel) -> None:
    settled: list[int] = []
    model.settled.connect(lambda: settled.append(1))
    model.ask({"status": "open"})
    settle(lambda: settled)


def test_pages_follow_one_another_to_the_end(
    context: WindowContext, model: ConversationModel
) -> None:
    made = _create(context, PAGE + 30, model)
    _ask(model)
    assert _ids(model) == made[:PAGE]
    assert model.total == len(made)
    _read_all(model)
    assert _ids(model) == made


def test_more_new_ones_than_a_page_leave_no_gap(
    context: WindowContext, model: ConversationModel
) -> None:
    old = _create(context, 20, model)
    _ask(model)
    new = _create(context, 2 * PAGE + 10, model)
    model.changed(0)
    settle(lambda: _ids(model) == [*new, *old])
    assert model.total == len(new) + len(old)


def test_rows_that_others_deleted_go_and_the_rest_stays(
    context: WindowContext, model: ConversationModel
) -> None:
    made = _create(context, 12, model)
    _ask(model)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    for id_ in (made[0], made[5], made[11]):
        context.engine.delete_conversation(id_, model)
    settle(lambda: not context.engine.client.writing)
    model.changed(0)
    left = [id_ for id_ in made if id_ not in (made[0], made[5], made[11])]
    settle(lambda: _ids(model) == left)
    assert not resets


def test_a_hidden_one_stays_hidden_through_every_reading(
    context: WindowContext, model: ConversationModel
) -> None:
    made = _create(context, 5, model)
    _ask(model)
    model.hide(made[2], hidden=True)
    model.changed(0)
    settled: list[int] = []
    model.settled.connect(lambda: settled.append(1))
    settle(lambda: settled)
    assert made[2] not in _ids(model)
    assert model.total == 4
    model.hide(made[2], hidden=False)
    settle(lambda: _ids(model) == made)


def test_an_older_question_is_not_waited_for(
    context: WindowContext, model: ConversationModel
) -> None:
    _create(context, 3, model)
    for words in ("w", "wh", "nothing says this"):
        model.ask({"q": words})
    settled: list[int] = []
    model.settled.connect(lambda: settled.append(model.rowCount()))
    settle(lambda: settled)
    assert settled == [0]
