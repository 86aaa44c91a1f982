"""Unsent drafts of agents, and macros."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from assistant.contracts import ActorBody, ConversationBody, DraftBody, MacroBody
from assistant.errors import ConflictError, NotFoundError
from assistant.store import actors, articles, conversations, macros, schema, unsent_replies
from assistant.store.articles import ArticleDraft
from assistant.store.conversations import ConversationDraft
from assistant.store.database import OWNER, Actor, Store


@pytest.fixture
def talk(store: Store) -> int:
    with store.write(OWNER) as transaction:
        (id_,) = conversations.create(
            transaction, [ConversationDraft(body=ConversationBody(subject="Zip"))]
        )
    return id_


def _typed(store: Store, talk: int, body: DraftBody, actor: Actor = OWNER) -> None:
    with store.write(actor) as transaction:
        unsent_replies.keep(transaction, talk, body)


def _count(store: Store) -> int:
    with store.read() as connection:
        return connection.scalar(select(func.count()).select_from(schema.drafts)) or 0


def test_the_newest_draft_stands_until_it_is_emptied(store: Store, talk: int) -> None:
    for text in ("Dear", "Dear Ada,\n"):
        _typed(store, talk, DraftBody(text=text))
    with store.read() as connection:
        draft = unsent_replies.read(connection, talk, OWNER.id)
    assert draft is not None
    assert (draft.text, draft.taken) == ("Dear Ada,\n", None)
    _typed(store, talk, DraftBody(text=" \n"))
    with store.read() as connection:
        assert unsent_replies.read(connection, talk, OWNER.id) is None


def test_each_agent_has_a_draft_of_their_own(store: Store, talk: int) -> None:
    with store.write(OWNER) as transaction:
        ann = actors.create(transaction, ActorBody(name="Ann", role="agent"))
    other = Actor(ann.id, "Ann", "agent")
    _typed(store, talk, DraftBody(text="mine"))
    _typed(store, talk, DraftBody(text="hers"), other)
    _typed(store, talk, DraftBody(text=""), OWNER)
    with store.read() as connection:
        assert unsent_replies.read(connection, talk, OWNER.id) is None
        hers = unsent_replies.read(connection, talk, other.id)
    assert hers is not None
    assert hers.text == "hers"


def test_a_draft_outlives_the_article_it_was_taken_from(store: Store, talk: int) -> None:
    with store.write(OWNER) as transaction:
        (taken,) = articles.create(transaction, [ArticleDraft(answer="Send it back.")])
    _typed(store, talk, DraftBody(text="Send it", taken=taken))
    with store.write(OWNER) as transaction:
        articles.remove(transaction, [taken])
    with store.read() as connection:
        draft = unsent_replies.read(connection, talk, OWNER.id)
    assert draft is not None
    assert (draft.text, draft.taken) == ("Send it", None)
    _typed(store, talk, DraftBody(text="Send it back", taken=taken))
    assert _count(store) == 1


def test_a_draft_goes_with_its_conversation(store: Store, talk: int) -> None:
    _typed(store, talk, DraftBody(text="Dear"))
    with store.write(OWNER) as transaction:
        conversations.remove(transaction, talk)
    assert _count(store) == 0
    with store.read() as connection, pytest.raises(NotFoundError):
        unsent_replies.read(connection, talk, OWNER.id)
    with pytest.raises(NotFoundError):
        _typed(store, talk, DraftBody(text="Dear"))


def test_a_draft_makes_no_conversation_newer(store: Store, talk: int) -> None:
    seen = []
    store.follow(seen.append)
    _typed(store, talk, DraftBody(text="Dear"))
    assert [change.topics for change in seen] == [frozenset()]


def test_macros_are_listed_by_name(store: Store) -> None:
    with store.write(OWNER) as transaction:
        for name in ("zip", "Äpfel", "Return", "apology"):
            macros.create(transaction, MacroBody(name=name, text=f"About {name}"))
    with store.read() as connection:
        names = [macro.name for macro in macros.listed(connection)]
    assert names == ["apology", "Return", "zip", "Äpfel"]


def test_a_macro_is_changed_and_goes(store: Store) -> None:
    seen = []
    store.follow(seen.append)
    with store.write(OWNER) as transaction:
        made = macros.create(transaction, MacroBody(name="Return", text="Send {{order}} back."))
    with store.write(OWNER) as transaction:
        body = MacroBody(kind="greeting", name="Return", text="Hello", lang="en")
        changed = macros.change(transaction, made.id, body)
    assert (changed.kind, changed.text, changed.lang) == ("greeting", "Hello", "en")
    assert changed.updated_at > made.updated_at
    with store.write(OWNER) as transaction:
        macros.remove(transaction, made.id)
    assert all("macros" in change.topics for change in seen)
    with store.read() as connection:
        assert macros.listed(connection) == []
        gone = connection.scalars(
            select(schema.deletions.c.entity_id).where(schema.deletions.c.entity == "macros")
        ).all()
    assert gone == [made.id]
    with store.write(OWNER) as transaction, pytest.raises(NotFoundError):
        macros.remove(transaction, made.id)


def test_two_texts_of_a_kind_and_language_have_two_names(store: Store) -> None:
    with store.write(OWNER) as transaction:
        first = macros.create(transaction, MacroBody(name="Hello", text="Hello", lang="en"))
        second = macros.create(transaction, MacroBody(name="Hello", text="你好", lang="zh"))
        macros.create(transaction, MacroBody(kind="greeting", name="Hello", text="Hi", lang="en"))
        macros.change(transaction, first.id, MacroBody(name="HELLO", text="Hello!", lang="en"))
    for refused in (
        lambda t: macros.create(t, MacroBody(name="hello", text="Again", lang="en")),
        lambda t: macros.change(t, second.id, MacroBody(name="hello", text="你好", lang="en")),
    ):
        with store.write(OWNER) as transaction, pytest.raises(ConflictError) as caught:
            refused(transaction)
        assert caught.value.code == "macro.name-taken"
