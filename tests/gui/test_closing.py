"""What can still be undone when the window closes is done: the engine has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.contracts import (
    ActorBody,
    ArticleBody,
    ConversationBody,
    MacroBody,
    MessageBody,
    ProblemDetails,
)
from gui.engine.call import Call
from gui.late_page import LatePage
from gui.main_window import MainWindow
from gui.notices import Notice
from tests.gui.event_loop import settle


def _answer(call: Call) -> Any:
    told: list[Any] = []
    call.then(told.append, told.append)
    settle(lambda: told)
    assert not isinstance(told[0], ProblemDetails), told[0]
    return told[0]


def _undoable(window: MainWindow, delete: Callable[[], object]) -> None:
    heard: list[Notice] = []
    window.context.notices.told.connect(heard.append)
    delete()
    settle(lambda: any(notice.gone is not None for notice in heard))
    window.context.notices.told.disconnect(heard.append)


def _page(window: MainWindow, name: str) -> Any:
    page = window.go_to(name)
    return page.itself if isinstance(page, LatePage) else page


def test_what_is_deleted_while_the_window_closes_is_deleted(window: MainWindow) -> None:
    engine, owner = window.context.engine, window.context.link
    body = ConversationBody(messages=[MessageBody(role="customer", text="Where is it?")])
    talk = _answer(engine.create_conversation(body, owner))
    entry = _answer(engine.create_article(ArticleBody(questions=["How?"], answer="So."), owner))
    macro = _answer(engine.create_macro(MacroBody(name="Bye", text="See you."), owner))
    person = _answer(engine.add_actor(ActorBody(name="Ann", role="agent"), owner))

    inbox = _page(window, "inbox")
    inbox.open(talk.id)
    settle(lambda: inbox._actions.possible)
    _undoable(window, inbox._actions.delete)
    knowledge = _page(window, "knowledge")
    _undoable(window, lambda: knowledge._deleting.delete(entry))
    settings = _page(window, "settings")
    macros = settings.open_section("macros")
    settle(lambda: macros.model.row_of(macro.id) >= 0)
    macros.list.setCurrentIndex(macros.model.index(macros.model.row_of(macro.id)))
    settle(lambda: macros._chosen == macro.id)
    _undoable(window, macros._delete)
    people = settings.open_section("people")
    settle(lambda: any(row.id == person.id for row in people.model.rows))
    people.table.selectRow([row.id for row in people.model.rows].index(person.id))
    _undoable(window, people._disable)

    assert window.close()
    # the program waits for what is on its way before it ends (`gui.app`)
    assert engine.client.writing
    settle(lambda: not engine.client.writing)
    assert _answer(engine.conversations({}, owner)).total == 0
    assert _answer(engine.articles({}, owner)).total == 0
    assert _answer(engine.macros(owner)) == []
    (ann,) = [actor for actor in _answer(engine.actors(owner)) if actor.id == person.id]
    assert ann.disabled_at is not None
