"""Placeholders in a reply, such as `{{customer}}`: filled in if the value is known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, QLocale

from gui.widgets.presentable import fields

if TYPE_CHECKING:
    from assistant.contracts import Customer, Message

_ORDER: Final = re.compile(
    r"(?:order|ticket|invoice|订单|单号)[^\d\n]{0,24}?([A-Z]{0,4}-?\d[\dA-Z-]{2,24})|#(\d{3,20})",
    re.IGNORECASE,
)
_NAMES: Final = {
    "customer": "customer", "customer name": "customer", "client": "customer", "name": "customer",
    "agent": "agent", "agent name": "agent",
    "order": "order", "order number": "order", "order id": "order",
    "date": "date",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """Values known for a conversation; empty if unknown."""

    customer: str = ""
    agent: str = ""
    order: str = ""

    def values(self) -> dict[str, str]:
        """Return the variables that have a value."""
        date = QLocale().toString(QDate.currentDate(), QLocale.FormatType.LongFormat)
        every = {
            "customer": self.customer, "agent": self.agent, "order": self.order, "date": date,
        }  # fmt: skip
        return {name: value for name, value in every.items() if value}


def placeholders(text: str) -> list[str]:
    """Return the distinct names of the placeholders in order."""
    found = (text[start + 2 : end - 2].strip() for start, end in fields(text))
    return list(dict.fromkeys(name for name in found if name))


def guess(name: str, values: Mapping[str, str]) -> str:
    """Return the value for a placeholder; empty if unknown."""
    return values.get(_NAMES.get(" ".join(name.lower().replace("_", " ").split()), ""), "")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Replace placeholders by values (by name); those without a value remain."""
    parts: list[str] = []
    after = 0
    for start, end in fields(text):
        value = values.get(text[start + 2 : end - 2].strip(), "")
        if value:
            parts += [text[after:start], value]
            after = end
    return "".join([*parts, text[after:]])


def fill_known(text: str, known: Known) -> str:
    """Replace the placeholders that stand for the four known variables."""
    values = known.values()
    return fill(text, {name: guess(name, values) for name in placeholders(text)})


def order_in(messages: Sequence[Message], customer: Customer | None) -> str:
    """Return the last order number mentioned by the customer, else the customer's only number."""
    for message in reversed(messages):
        if message.role == "customer":
            found = _ORDER.search(message.text[:20_000])
            if found:
                return found.group(1) or found.group(2)
    numbers = [i.value for i in customer.identifiers if i.kind == "number"] if customer else []
    return numbers[0] if len(numbers) == 1 else ""
