"""The kept conversations of an export, as training receives them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

TurnRole = Literal["customer", "agent", "note", "bot"]


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """One message, without personal data; `cut` names the kinds of text that were cut out of it."""

    role: TurnRole
    text: str
    at: datetime | None = None
    cut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptConversation:
    """One conversation of an export.

    Attributes:
        id: Row id, never reused.
        set_id: Id of the set, that is, of the export.
        key: Its id inside the export, or a hash of it.
        at: When it began; None if the export does not say.
        agent: Pseudonym (initials and a number) of the agent who answered.
        customer_hash: Keyed hash that identifies the customer (`assistant.erasure.people.hashed`);
            of the conversation itself if the customer is unknown.
        labels: Tags, topics or intents of the export.
        rating: 1 to 5, whatever scale the export uses.
        language: Primary subtag; "" if unknown.
        solved: Whether the export says so, or else the agent had the last word.
        reason: Why it is left out of training; "" if it is used.
    """

    id: int
    set_id: int
    key: str
    at: datetime | None
    agent: str
    customer_hash: str
    labels: tuple[str, ...]
    rating: float | None
    language: str
    solved: bool
    subject: str
    turns: tuple[KeptTurn, ...]
    reason: str = ""


def packed(turns: Iterable[KeptTurn]) -> bytes:
    """Turns as compressed JSON, for a row."""
    plain = [
        [turn.role, turn.text, turn.at.isoformat() if turn.at else "", list(turn.cut)]
        for turn in turns
    ]
    return zlib.compress(json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace"), 6)


def unpacked(body: bytes) -> tuple[KeptTurn, ...]:
    """Turns from the compressed JSON of a row."""
    plain = json.loads(zlib.decompress(body))
    return tuple(
        KeptTurn(
            cast("TurnRole", role), text, datetime.fromisoformat(at) if at else None, tuple(cut)
        )
        for role, text, at, cut in plain
    )


def of_row(row: Any) -> KeptConversation:
    """A conversation from its row."""
    return KeptConversation(
        id=row.id, set_id=row.set_id, key=row.key, at=row.at, agent=row.agent,
        customer_hash=row.customer_hash, labels=tuple(row.labels), rating=row.rating,
        language=row.language, solved=row.solved, subject=row.subject, turns=unpacked(row.body),
        reason=row.reason,
    )  # fmt: skip
