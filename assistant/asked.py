"""Reads the question to be answered: the customer's last message and the turns before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.contracts import Turn
from assistant.errors import InputError
from assistant.store import conversations_read
from assistant.store.database import Store


class NothingAskedError(InputError):
    """A request for suggestions without a customer's message."""

    code = "suggestion.nothing-asked"


class Asks(Protocol):
    """A request that names a conversation in the store, or carries its own text and context."""

    @property
    def conversation_id(self) -> int | None: ...
    @property
    def text(self) -> str: ...
    @property
    def context(self) -> Sequence[Turn]: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """The customer's last message with its context.

    Attributes:
        before: The turns before the message, oldest first.
        customer: The customer's name, or "" if the conversation has none.
    """

    text: str
    before: tuple[Turn, ...]
    conversation_id: int | None
    customer: str = ""
    customer_id: int | None = None

    @property
    def context(self) -> tuple[str, ...]:
        """The texts of the turns before the message, without their roles."""
        return tuple(turn.text for turn in self.before)


def asked(store: Store, request: Asks) -> Asked:
    """Return the customer's last message and its context; internal notes are ignored.

    Raises:
        NotFoundError: There is no such conversation.
        NothingAskedError: Neither text nor a conversation with a customer's message is given.
    """
    turns = [turn for turn in request.context if turn.role != "note"]
    conversation = None
    if request.conversation_id is not None:
        with store.read() as connection:
            conversation = conversations_read.with_messages(connection, request.conversation_id)
    if request.text.strip():
        turns.append(Turn(role="customer", text=request.text))
    elif conversation is not None:
        turns += [
            Turn(role=message.role, text=message.text)
            for message in conversation.messages
            if message.role != "note"
        ]
    last = next((i for i in range(len(turns) - 1, -1, -1) if turns[i].role == "customer"), None)
    if last is None or not turns[last].text.strip():
        raise NothingAskedError(
            expected="a customer's message, or a conversation that has one",
            found="nothing to answer",
            remedy="Send `text`, or a conversation in which the customer has written",
        )
    return Asked(
        turns[last].text,
        tuple(turns[:last]),
        request.conversation_id,
        customer=conversation.customer_name if conversation else "",
        customer_id=conversation.customer_id if conversation else None,
    )
