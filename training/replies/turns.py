"""From a conversation to what can be learnt of it: each reply that tells something, in its place.

All of them, not only the first: the second reply of a conversation is written with the first one
read, and a model that never saw a second one starts again with a greeting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.prompt import PromptTurn
from assistant.solved import is_substantial


class SaidTurn(Protocol):
    """A turn of a conversation that was kept; `role`: customer, agent, bot or note."""

    @property
    def role(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Answered:
    """What was said up to a customer's message, and what an agent replied to it."""

    turns: tuple[PromptTurn, ...]
    reply: str

    @property
    def exchange(self) -> str:
        """The customer's words that are answered, with the reply: what copies are told by."""
        said: list[str] = []
        for turn in reversed(self.turns):
            if turn.role == "agent":
                break
            said.insert(0, turn.text)
        return "\n".join([*said, self.reply])


def answered(turns: Iterable[SaidTurn]) -> Iterator[Answered]:
    """Each substantial reply of a conversation, with what was said before it.

    Notes are nobody's words here. What an agent wrote in several messages is one reply. A bot's
    messages are read as the company's, as in serving, and not learnt.
    """
    before: list[PromptTurn] = []
    for role, texts in _runs(turns):
        reply = "\n".join(texts)
        if role == "agent" and before and before[-1].role == "customer" and is_substantial(reply):
            yield Answered(tuple(before), reply)
        if role == "agent":
            before.append(PromptTurn("agent", reply))
        elif role == "bot":
            before += [PromptTurn("agent", text) for text in texts]
        else:
            before += [PromptTurn("customer", text) for text in texts]


def _runs(turns: Iterable[SaidTurn]) -> Iterator[tuple[str, Sequence[str]]]:
    """What one side said before the other spoke."""
    speaker, texts = "", list[str]()
    for turn in turns:
        text = turn.text.strip()
        if turn.role == "note" or not text:
            continue
        if turn.role != speaker and texts:
            yield speaker, texts
            texts = []
        speaker = turn.role
        texts.append(text)
    if texts:
        yield speaker, texts
