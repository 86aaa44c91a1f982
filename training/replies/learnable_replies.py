"""Extracts the replies of a conversation that can be learnt, each with the turns before it.

All substantial replies are used, not only the first: a model that never saw the second reply of a
conversation would greet the customer again in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.prompt import PromptTurn
from assistant.reply_extraction import is_substantial


class StoredTurn(Protocol):
    """A turn of a stored conversation; `role` is customer, agent, bot or note."""

    @property
    def role(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class LearnableReply:
    """An agent's reply, and the turns before it, which end with the customer's message."""

    turns: tuple[PromptTurn, ...]
    reply: str

    @property
    def exchange(self) -> str:
        """The customer's messages since the last reply, and the reply: compared to find
        duplicates."""
        said: list[str] = []
        for turn in reversed(self.turns):
            if turn.role == "agent":
                break
            said.insert(0, turn.text)
        return "\n".join([*said, self.reply])


def learnable_replies(turns: Iterable[StoredTurn]) -> Iterator[LearnableReply]:
    """Yield each substantial reply of a conversation, with the turns before it.

    Notes are skipped. Consecutive messages of an agent are one reply. A bot's messages are context
    like an agent's, as in serving, but are not learnt.
    """
    before: list[PromptTurn] = []
    for role, texts in _runs(turns):
        reply = "\n".join(texts)
        if role == "agent" and before and before[-1].role == "customer" and is_substantial(reply):
            yield LearnableReply(tuple(before), reply)
        if role == "agent":
            before.append(PromptTurn("agent", reply))
        elif role == "bot":
            before += [PromptTurn("agent", text) for text in texts]
        else:
            before += [PromptTurn("customer", text) for text in texts]


def _runs(turns: Iterable[StoredTurn]) -> Iterator[tuple[str, Sequence[str]]]:
    """Group consecutive messages of the same role; skips notes and empty messages."""
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
