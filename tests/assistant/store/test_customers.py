"""The identity of customers: by identifiers, not by names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from assistant.contracts import ConversationBody, CustomerBody, Identifier, MessageBody
from assistant.errors import ConflictError, InputError, NotFoundError
from assistant.store import articles, conversations, customers, identifiers, schema
from assistant.store.articles import ArticleDraft
from assistant.store.database import OWNER, Store


def _id(kind: str, value: str) -> Identifier:
    return Identifier(kind=kind, value=value)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("email", "Maria@Example.COM", " maria@example.com"),
        ("email", "ｍａｒｉａ@example.com", "maria@example.com"),
        ("email", "STRASSE@x.example", "straße@x.example"),
        ("phone", "+49 (0)171 123-45 67", "0049 171 1234567"),
        ("phone", "0171/1234567", "0171 123 45 67"),
        ("phone", "＋８６ 138 1234 5678", "+8613812345678"),
        ("number", "kd 4711", "KD4711"),
        ("name", "MARÍA  López", "maría lópez"),
    ],
)
def test_two_spellings_of_one_identifier_are_the_same(kind: str, one: str, other: str) -> None:
    assert identifiers.normalise(_id(kind, one)) == identifiers.normalise(_id(kind, other))


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("email", "a@x.example", "a@y.example"),
        ("phone", "+49 171 1234567", "+41 171 1234567"),
        ("phone", "0171 1234567", "0171 1234568"),
        ("number", "K-1", "K1"),
    ],
)
def test_different_identifiers_stay_different(kind: str, one: str, other: str) -> None:
    assert identifiers.normalise(_id(kind, one)) != identifiers.normalise(_id(kind, other))


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("email", "maria", "customer.email"),
        ("email", "a b@c.example", "customer.email"),
        ("phone", "call me", "customer.phone"),
        ("phone", "123", "customer.phone"),
        ("number", "\x1c", "customer.number"),
    ],
)
def test_what_is_no_identifier_is_refused(kind: str, value: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        identifiers.normalise(_id(kind, value))
    assert refused.value.code == code


@given(st.text(min_size=1, max_size=60), st.sampled_from(["email", "phone", "number", "name"]))
def test_normalising_twice_is_normalising_once(value: str, kind: str) -> None:
    try:
        once = identifiers.normalise(Identifier.model_construct(kind=kind, value=value))
        again = identifiers.normalise(Identifier.model_construct(kind=kind, value=once))
    except InputError:
        return
    assert again == once


def test_a_customer_comes_back_as_written(store: Store) -> None:
    body = CustomerBody(
        name="Maria López", notes="Prefers mail",
        identifiers=[_id("email", "Maria@Example.com"), _id("number", "K 7")],
    )  # fmt: skip
    with store.write(OWNER) as transaction:
        made = customers.create(transaction, body)
    with store.read() as connection:
        found = customers.get(connection, made.id)
    assert found == made
    assert (
        CustomerBody.model_validate(found.model_dump(include=set(CustomerBody.model_fields)))
        == body
    )
    assert found.conversations == 0


def test_an_identifier_belongs_to_one_customer(store: Store) -> None:
    with store.write(OWNER) as transaction:
        first = customers.create(
            transaction, CustomerBody(identifiers=[_id("email", "a@x.example")])
        )
    body = CustomerBody(name="B", identifiers=[_id("email", "A@X.example")])
    with (
        pytest.raises(ConflictError, match=f"customer {first.id}") as refused,
        store.write(OWNER) as transaction,
    ):
        customers.create(transaction, body)
    assert refused.value.code == "customer.identifier-taken"
    with store.read() as connection:
        assert customers.listed(connection).total == 1


def test_two_people_may_share_a_name_but_not_an_alias(store: Store) -> None:
    with store.write(OWNER) as transaction:
        customers.create(transaction, CustomerBody(name="Wang Fang"))
        customers.create(
            transaction, CustomerBody(name="Wang Fang", identifiers=[_id("name", "Fay")])
        )
    with pytest.raises(ConflictError), store.write(OWNER) as transaction:
        customers.create(transaction, CustomerBody(name="X", identifiers=[_id("name", "FAY")]))
    with store.read() as connection:
        assert customers.named(connection, "wang  FANG") == [1, 2]
        assert customers.named(connection, "fay") == [2]


def test_a_change_replaces_name_notes_and_identifiers(store: Store) -> None:
    with store.write(OWNER) as transaction:
        id_ = customers.create(
            transaction, CustomerBody(name="A", identifiers=[_id("email", "a@x.example")])
        ).id
    with store.write(OWNER) as transaction:
        body = CustomerBody(name="B", notes="n", identifiers=[_id("phone", "+49 171 1234567")])
        changed = customers.change(transaction, id_, body)
    assert (changed.name, changed.notes) == ("B", "n")
    with store.read() as connection:
        assert customers.find(connection, _id("email", "a@x.example")) is None
        assert customers.find(connection, _id("phone", "0049 1711234567")) == id_
    with pytest.raises(NotFoundError), store.write(OWNER) as transaction:
        customers.change(transaction, 99, body)


@pytest.mark.parametrize(
    ("q", "found"),
    [("lópez", [1]), ("LÓPEZ", [1]), ("MARIA@", [1]), ("171 123", [2]), ("%", []), ("王", [3]),
     ("k-9", [2]), ("", [3, 2, 1]), ("zzz", [])],
)  # fmt: skip
def test_search_looks_at_names_and_identifiers(store: Store, q: str, found: list[int]) -> None:
    people = [
        CustomerBody(name="María López", identifiers=[_id("email", "maria@example.com")]),
        CustomerBody(name="Jo", identifiers=[_id("phone", "0171/123 45"), _id("number", "K-9")]),
        CustomerBody(name="王小明"),
    ]
    with store.write(OWNER) as transaction:
        for person in people:
            customers.create(transaction, person)
    with store.read() as connection:
        page = customers.listed(connection, q=q)
    assert [customer.id for customer in page.items] == found
    assert page.total == len(found)


def test_pages_hold_everybody_once_whatever_comes_in_between(store: Store) -> None:
    with store.write(OWNER) as transaction:
        for number in range(7):
            customers.create(transaction, CustomerBody(name=f"c{number}"))
    seen: list[int] = []
    cursor = None
    while True:
        with store.read() as connection:
            page = customers.listed(connection, cursor=cursor, limit=3)
        seen += [customer.id for customer in page.items]
        cursor = page.next
        if cursor is None:
            break
        with store.write(OWNER) as transaction:
            customers.create(transaction, CustomerBody(name="newcomer"))
            customers.change(transaction, 1, CustomerBody(name="changed"))
    assert seen == [7, 6, 5, 4, 3, 2, 1]


class TestImports:
    """`resolve_or_create`, which finds the customer of an imported conversation."""

    def test_an_identifier_finds_its_holder_and_brings_new_ones(self, store: Store) -> None:
        with store.write(OWNER) as transaction:
            first = customers.resolve_or_create(transaction, known_by=[_id("email", "a@x.example")])
            again = customers.resolve_or_create(
                transaction, name="Ann",
                known_by=[_id("email", "A@x.example"), _id("number", "7")],
            )  # fmt: skip
            third = customers.resolve_or_create(
                transaction, name="Other name", known_by=[_id("number", "7")]
            )
        assert first == again == third
        with store.read() as connection:
            assert customers.get(connection, 1).name == "Ann"

    def test_a_name_alone_never_joins_two_people(self, store: Store) -> None:
        with store.write(OWNER) as transaction:
            one = customers.resolve_or_create(transaction, name="Wang Fang")
            two = customers.resolve_or_create(transaction, name="Wang Fang")
            three = customers.resolve_or_create(
                transaction, name="Wang Fang", known_by=[_id("email", "f@x.example")]
            )
        assert len({one, two, three}) == 3

    def test_the_number_decides_between_two_holders(self, store: Store) -> None:
        with store.write(OWNER) as transaction:
            by_mail = customers.resolve_or_create(
                transaction, known_by=[_id("email", "a@x.example")]
            )
            by_number = customers.resolve_or_create(transaction, known_by=[_id("number", "7")])
            both = customers.resolve_or_create(
                transaction, known_by=[_id("email", "a@x.example"), _id("number", "7")]
            )
        assert both == by_number != by_mail
        with store.read() as connection:
            assert customers.find(connection, _id("email", "a@x.example")) == by_mail

    def test_nothing_to_go_by_is_nobody(self, store: Store) -> None:
        with store.write(OWNER) as transaction:
            assert customers.resolve_or_create(transaction, name=" ") is None
            assert (
                customers.resolve_or_create(transaction, known_by=[_id("email", "no mail")]) is None
            )

    def test_a_bad_phone_does_not_cost_the_customer(self, store: Store) -> None:
        with store.write(OWNER) as transaction:
            id_ = customers.resolve_or_create(
                transaction, name="A", known_by=[_id("phone", "later"), _id("number", "7")]
            )
        with store.read() as connection:
            (known,) = customers.get(connection, id_ or 0).identifiers
        assert known.kind == "number"


def test_a_deleted_customer_takes_conversations_and_solved_replies_along(store: Store) -> None:
    with store.write(OWNER) as transaction:
        person = customers.create(transaction, CustomerBody(name="A"))
        body = ConversationBody(
            customer_id=person.id, messages=[MessageBody(role="customer", text="Hello there")]
        )
        (talk,) = conversations.create(transaction, [conversations.ConversationDraft(body=body)])
        (solved,) = articles.create(transaction, [ArticleDraft(answer="x", conversation_id=talk)])
        (other,) = articles.create(transaction, [ArticleDraft(answer="y")])
    seq = store.change_seq()
    with store.write(OWNER) as transaction:
        customers.remove(transaction, person.id)
    table = schema.deletions
    with store.read() as connection:
        tombstones = connection.execute(
            select(table.c.entity, table.c.entity_id).where(table.c.change_seq > seq)
        ).all()
        left = connection.scalars(select(schema.articles.c.id)).all()
        assert connection.scalar(select(schema.messages.c.id)) is None
        entry = connection.execute(select(schema.audit)).one()
    assert {tuple(row) for row in tombstones} == {
        ("customers", person.id), ("conversations", talk), ("articles", solved),
    }  # fmt: skip
    assert left == [other]
    assert (entry.action, entry.subject) == ("customer.deleted", f"customer {person.id}")
    with pytest.raises(NotFoundError), store.write(OWNER) as transaction:
        customers.remove(transaction, person.id)
