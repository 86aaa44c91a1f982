"""Placeholders: which are left, what is known, what stays to be filled."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.contracts import Customer, Identifier, Message
from gui.inbox.composer.variables import Known, fill, fill_known, guess, order_in, placeholders

_AT = datetime(2026, 5, 18, tzinfo=UTC)


def _said(*texts: str) -> list[Message]:
    return [
        Message(id=n, role="customer", author="", text=text, at=_AT)
        for n, text in enumerate(texts, start=1)
    ]


def _customer(*numbers: str) -> Customer:
    return Customer(
        id=1, name="Maria", notes="", conversations=1, created_at=_AT, updated_at=_AT,
        identifiers=[Identifier(kind="number", value=number) for number in numbers],
    )  # fmt: skip


def test_each_placeholder_is_asked_for_once_in_order() -> None:
    text = "{{ Order Number }} and {{Date}}, again {{Order Number}}; {not this} {{}}"
    assert placeholders(text) == ["Order Number", "Date"]


def test_what_is_known_is_filled_and_the_rest_stays() -> None:
    known = Known(customer="Maria", agent="Ann")
    text = fill_known("Hi {{customer}}, {{order}} is on its way. {{Agent}}", known)
    assert text == "Hi Maria, {{order}} is on its way. Ann"


def test_a_value_is_not_searched_for_placeholders_again() -> None:
    assert fill("{{a}} {{b}}", {"a": "{{b}}", "b": "2"}) == "{{b}} 2"


def test_a_placeholder_by_another_name_gets_the_same_guess() -> None:
    assert guess("Order_Number", {"order": "48213"}) == "48213"
    assert guess("Shoe size", {"order": "48213"}) == ""


@pytest.mark.parametrize(
    ("said", "order"),
    [
        (("my order 48213 is late",), "48213"),
        (("order 1111", "I meant order no. TV-20426948"), "TV-20426948"),
        (("我的订单 TV-20426948 还没到",), "TV-20426948"),
        (("see #48213",), "48213"),
        (("I paid 349 twice",), ""),
    ],
)
def test_the_order_is_the_one_named_last(said: tuple[str, ...], order: str) -> None:
    assert order_in(_said(*said), None) == order


def test_one_number_of_the_customer_is_taken_and_of_two_none() -> None:
    assert order_in(_said("hello"), _customer("77")) == "77"
    assert order_in(_said("hello"), _customer("77", "78")) == ""
