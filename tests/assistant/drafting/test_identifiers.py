"""Identifiers of other customers never appear in a draft, however it is split into pieces."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.contracts import CustomerBody, Identifier
from assistant.drafting.identifiers import IdentifierGuard, OtherCustomers, guarded
from assistant.store import customers
from assistant.store.database import OWNER, Store

DRAFT = (
    "Dear Maria López, write to bob.miller@mail.example or call +49 171 123 45 67. Bob Miller "
    "(customer KD-20417) has 14 days, your own number is KD-30555."
)


@pytest.fixture
def people(store: Store) -> dict[str, int]:
    with store.write(OWNER) as transaction:
        own = customers.create(
            transaction,
            CustomerBody(
                name="Maria López", identifiers=[Identifier(kind="number", value="KD-30555")]
            ),
        )
        other = customers.create(
            transaction,
            CustomerBody(
                name="Bob Miller",
                identifiers=[
                    Identifier(kind="email", value="bob.miller@mail.example"),
                    Identifier(kind="phone", value="+49 171 1234567"),
                    Identifier(kind="number", value="KD-20417"),
                ],
            ),
        )
        customers.create(transaction, CustomerBody(name="王小明"))
    return {"own": own.id, "other": other.id}


def test_others_are_taken_out_and_the_own_stay(store: Store, people: dict[str, int]) -> None:
    shown = guarded(DRAFT, OtherCustomers(store), people["own"], ())
    assert shown == (
        "Dear Maria López, write to {{Email}} or call {{Phone}}. {{Name}} "
        "(customer {{Customer Number}}) has 14 days, your own number is KD-30555."
    )


def test_while_nobody_is_known_all_customers_are_others(
    store: Store, people: dict[str, int]
) -> None:
    assert "Maria" not in guarded(DRAFT, OtherCustomers(store), None, ())


def test_what_the_customer_wrote_may_be_repeated(store: Store, people: dict[str, int]) -> None:
    said = ("My husband is bob.miller@mail.example",)
    assert "bob.miller@mail.example" in guarded(DRAFT, OtherCustomers(store), people["own"], said)


def test_chinese_names(store: Store, people: dict[str, int]) -> None:
    others = OtherCustomers(store)
    assert guarded("请联系王小明处理。", others, people["own"], ()) == "请联系{{Name}}处理。"


def test_a_change_of_the_store_is_seen(store: Store, people: dict[str, int]) -> None:
    others = OtherCustomers(store)
    assert "Eve Stone" in guarded("Ask Eve Stone.", others, None, ())
    with store.write(OWNER) as transaction:
        customers.create(transaction, CustomerBody(name="Eve Stone"))
    assert "Eve Stone" not in guarded("Ask Eve Stone.", others, None, ())


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(cuts=st.lists(st.integers(0, len(DRAFT)), max_size=60))
def test_nothing_slips_through_between_pieces(store: Store, cuts: list[int]) -> None:
    with store.read() as connection:
        known = customers.named(connection, "Bob Miller")
    if not known:
        with store.write(OWNER) as transaction:
            customers.create(
                transaction,
                CustomerBody(
                    name="Bob Miller",
                    identifiers=[
                        Identifier(kind="email", value="bob.miller@mail.example"),
                        Identifier(kind="phone", value="+49 171 1234567"),
                        Identifier(kind="number", value="KD-20417"),
                    ],
                ),
            )
    guard = IdentifierGuard(OtherCustomers(store), None)
    places = [0, *sorted(cuts), len(DRAFT)]
    shown = [guard.feed(DRAFT[a:b]) for a, b in pairwise(places)]
    text = "".join(shown) + guard.close()
    assert text == guarded(DRAFT, OtherCustomers(store), None, ())
    assert guard.removed == 4


def test_chinese_writes_no_space_before_what_it_names(store: Store, people: dict[str, int]) -> None:
    others = OtherCustomers(store)
    text = "请发邮件至bob.miller@mail.example或致电+491711234567联系，客户号KD-20417。"
    shown = guarded(text, others, people["own"], ())
    assert shown == "请发邮件至{{Email}}或致电{{Phone}}联系，客户号{{Customer Number}}。"
