"""Conversations: creating, continuing, changing, finding, paging, removing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select

from assistant.contracts import (
    ActorBody,
    ConversationBody,
    ConversationChange,
    CustomerBody,
    FeedbackBody,
    MessageBody,
)
from assistant.errors import InputError, NotFoundError
from assistant.store import (
    actors,
    articles,
    conversations,
    conversations_read,
    customers,
    feedback,
    schema,
    sources,
)
from assistant.store.articles import ArticleDraft
from assistant.store.conversations import ConversationDraft
from assistant.store.database import OWNER, Store

MORNING = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def _said(*texts: str, **more: object) -> ConversationBody:
    roles = ("customer", "agent")
    messages = [MessageBody(role=roles[n % 2], text=text) for n, text in enumerate(texts)]
    return ConversationBody(messages=messages, **more)


def _make(store: Store, *bodies: ConversationBody) -> list[int]:
    with store.write(OWNER) as transaction:
        return conversations.create(transaction, [ConversationDraft(body=body) for body in bodies])


def test_a_conversation_comes_back_as_written(store: Store) -> None:
    body = ConversationBody(
        subject="Refund", status="waiting", channel="mail",
        messages=[
            MessageBody(role="customer", author="Maria", text="Where is my money?", at=MORNING),
            MessageBody(role="agent", author="Ann", text="On its way."),
            MessageBody(role="note", text="check", at=MORNING + timedelta(hours=1)),
        ],
    )  # fmt: skip
    (id_,) = _make(store, body)
    with store.read() as connection:
        found = conversations_read.with_messages(connection, id_)
    assert [(m.role, m.author, m.text) for m in found.messages] == [
        (m.role, m.author, m.text) for m in body.messages
    ]
    # a message without a time gets that of the one before
    assert [m.at.hour for m in found.messages] == [9, 9, 10]
    assert (found.subject, found.status, found.channel) == ("Refund", "waiting", "mail")
    assert (found.created_at, found.updated_at) == (MORNING, MORNING + timedelta(hours=1))
    assert found.lang == "en"
    assert found.message_count == 3
    assert found.preview == "check"


def test_the_language_is_told_from_the_customers_words(store: Store) -> None:
    (id_,) = _make(store, _said("我的订单什么时候到？", "Tomorrow, I believe it will be there."))
    with store.read() as connection:
        assert conversations_read.get(connection, id_).lang == "zh"


def test_a_message_is_added_at_the_end(store: Store) -> None:
    (id_,) = _make(store, _said("one", "two"))
    with store.write(OWNER) as transaction:
        message = conversations.append(transaction, id_, MessageBody(role="customer", text="three"))
    with store.read() as connection:
        found = conversations_read.with_messages(connection, id_)
    assert found.messages[-1] == message
    assert [m.text for m in found.messages] == ["one", "two", "three"]
    assert found.updated_at == message.at
    with pytest.raises(NotFoundError), store.write(OWNER) as transaction:
        conversations.append(transaction, 99, MessageBody(role="note", text="x"))


def test_only_the_given_fields_change(store: Store) -> None:
    with store.write(OWNER) as transaction:
        agent = actors.create(transaction, ActorBody(name="Ann", role="agent"))
        person = customers.create(transaction, CustomerBody(name="Maria"))
    (id_,) = _make(store, _said("x", subject="old"))
    with store.write(OWNER) as transaction:
        wanted = ConversationChange(assignee_id=agent.id, customer_id=person.id, rating=4)
        changed = conversations.change(transaction, id_, wanted)
        assert (changed.subject, changed.status) == ("old", "open")
        assert (changed.assignee_id, changed.customer_name, changed.rating) == (
            agent.id,
            "Maria",
            4,
        )
        wanted = ConversationChange(status="solved", assignee_id=None, rating=None)
        changed = conversations.change(transaction, id_, wanted)
    assert (changed.status, changed.assignee_id, changed.rating) == ("solved", None, None)
    assert changed.customer_id == person.id


@pytest.mark.parametrize("wanted", [{"assignee_id": 99}, {"customer_id": 99}])
def test_nobody_cannot_be_put_in_charge(store: Store, wanted: dict[str, int]) -> None:
    (id_,) = _make(store, _said("x"))
    with pytest.raises(NotFoundError), store.write(OWNER) as transaction:
        conversations.change(transaction, id_, ConversationChange(**wanted))


def test_a_disabled_agent_gets_no_conversation(store: Store) -> None:
    (id_,) = _make(store, _said("x"))
    with store.write(OWNER) as transaction:
        agent = actors.create(transaction, ActorBody(name="Ann", role="agent"))
        actors.disable(transaction, agent.id)
    with pytest.raises(NotFoundError), store.write(OWNER) as transaction:
        conversations.change(transaction, id_, ConversationChange(assignee_id=agent.id))


@pytest.mark.parametrize(
    "at", [datetime.max.replace(tzinfo=timezone(-timedelta(hours=5))),
           datetime.min.replace(tzinfo=timezone(timedelta(hours=5)))],
)  # fmt: skip
def test_a_time_outside_the_calendar_is_refused(store: Store, at: datetime) -> None:
    body = ConversationBody(messages=[MessageBody(role="note", text="x", at=at)])
    with pytest.raises(InputError):
        _make(store, body)


def test_a_time_without_a_zone_is_utc(store: Store) -> None:
    naive = MORNING.replace(tzinfo=None)
    (id_,) = _make(store, ConversationBody(messages=[MessageBody(role="note", text="x", at=naive)]))
    with store.read() as connection:
        assert conversations_read.get(connection, id_).created_at == MORNING


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, [4, 3, 2, 1]), ({"q": "REFUND"}, [3, 1]), ({"q": "50%"}, [2]), ({"q": "_"}, []),
        ({"q": "maria"}, [4]), ({"q": "发票"}, [4]), ({"q": "refund", "status": "solved"}, [3]),
        ({"status": "open"}, [4, 2, 1]), ({"customer_id": 1}, [4]), ({"assignee_id": 1}, []),
        ({"q": "  "}, [4, 3, 2, 1]), ({"status": "waiting"}, []), ({"q": "nowhere at all"}, []),
    ],
)  # fmt: skip
def test_a_list_is_filtered(store: Store, filters: dict[str, object], found: list[int]) -> None:
    with store.write(OWNER) as transaction:
        person = customers.create(transaction, CustomerBody(name="Maria"))
    _make(
        store, _said("about my refund", "ok"), _said("50% off?"),
        _said("x", subject="Refund", status="solved"), _said("开发票吗？", customer_id=person.id),
    )  # fmt: skip
    with store.read() as connection:
        page = conversations_read.listed(connection, **filters)
    assert [item.id for item in page.items] == found
    assert (page.total, page.next) == (len(found), None)


def test_what_is_found_follows_what_is_written(store: Store) -> None:
    def found(q: str) -> list[int]:
        with store.read() as connection:
            return [item.id for item in conversations_read.listed(connection, q=q).items]

    with store.write(OWNER) as transaction:
        person = customers.create(transaction, CustomerBody(name="Maria"))
    (id_,) = _make(store, _said("first words", customer_id=person.id))
    assert found("words") == found("maria") == [id_]
    with store.write(OWNER) as transaction:
        conversations.append(transaction, id_, MessageBody(role="agent", text="more to come"))
        customers.change(transaction, person.id, CustomerBody(name="Marta"))
        conversations.change(transaction, id_, ConversationChange(subject="a topic"))
    assert found("more words marta topic") == [id_]
    assert found("maria") == []
    with store.write(OWNER) as transaction:
        conversations.remove(transaction, id_)
    assert found("words") == []


def test_pages_are_stable_while_conversations_change_and_come_in(store: Store) -> None:
    _make(store, *(_said(f"number {n}") for n in range(9)))
    seen: list[int] = []
    cursor = None
    while True:
        with store.read() as connection:
            page = conversations_read.listed(connection, cursor=cursor, limit=2)
        seen += [item.id for item in page.items]
        cursor = page.next
        if cursor is None:
            break
        with store.write(OWNER) as transaction:
            conversations.append(transaction, 1, MessageBody(role="note", text="moved"))
            conversations.create(transaction, [ConversationDraft(body=_said("newcomer"))])
    assert seen == [9, 8, 7, 6, 5, 4, 3, 2, 1]


def test_a_reimport_keeps_messages_that_did_not_change(store: Store) -> None:
    """Annotations, solved replies and feedback stay linked to them."""
    with store.write(OWNER) as transaction:
        source = sources.get_or_create(transaction, "a.jsonl", "jsonl")
        old = ConversationDraft(body=_said("one", "two", "three"), source_id=source, source_key="1",
                    source_digest="d1")  # fmt: skip
        (id_,) = conversations.create(transaction, [old])
        before = conversations_read.messages_of(transaction.connection, id_)
        kept, gone = before[1].id, before[2].id
        ids = articles.create(
            transaction,
            [ArticleDraft(answer=str(m), conversation_id=id_, message_id=m) for m in (kept, gone)],
        )
        feedback.create(transaction, FeedbackBody(action="up", message_id=gone))
        conversations.change(transaction, id_, ConversationChange(assignee_id=1))
    new = ConversationDraft(body=_said("one", "two", "3", "4"), source_id=source, source_key="1",
                source_digest="d2")  # fmt: skip
    with store.write(OWNER) as transaction:
        conversations.replace(transaction, id_, new)
    with store.read() as connection:
        after = conversations_read.with_messages(connection, id_)
        links = connection.execute(select(schema.articles.c.id, schema.articles.c.message_id)).all()
        assert connection.scalar(select(schema.feedback.c.id)) == 1
        assert conversations_read.by_source_key(connection, source, ["1", "2"]) == {
            "1": (id_, "d2")
        }
    assert [m.text for m in after.messages] == ["one", "two", "3", "4"]
    assert [m.id for m in after.messages[:2]] == [m.id for m in before[:2]]
    assert dict(map(tuple, links)) == {ids[0]: kept, ids[1]: None}
    assert after.assignee_id == 1  # set by a person since the first import


def test_a_removed_conversation_leaves_a_tombstone_and_an_audit_entry(store: Store) -> None:
    (id_,) = _make(store, _said("x"))
    with store.write(OWNER) as transaction:
        conversations.remove(transaction, id_)
    with store.read() as connection:
        gone = connection.execute(select(schema.deletions)).one()
        entry = connection.execute(select(schema.audit)).one()
    assert (gone.entity, gone.entity_id) == ("conversations", id_)
    assert (entry.action, entry.subject) == ("conversation.deleted", f"conversation {id_}")
    for call in (conversations_read.get, conversations_read.with_messages):
        with pytest.raises(NotFoundError), store.read() as connection:
            call(connection, id_)


def test_ids_are_never_used_again(store: Store) -> None:
    (first,) = _make(store, _said("x"))
    with store.write(OWNER) as transaction:
        conversations.remove(transaction, first)
    assert _make(store, _said("y")) == [first + 1]
