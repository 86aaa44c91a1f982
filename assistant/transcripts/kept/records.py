"""What is kept of an export, as those who learn from it get it."""

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
    """One message, without personal data. `cut` names what the reader left out of it."""

    role: TurnRole
    text: str
    at: datetime | None = None
    cut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptConversation:
    """One conversation of an export.

    Attributes:
        id: Never given twice.
        set_id: The export.
        key: Its id inside the export, or a hash of it.
        at: When it began, None where the export does not say.
        agent: Initials and a number, of who answered.
        customer_hash: Keyed hash of what tells the customer (`assistant.erasure.people.hashed`);
            one of the conversation itself where nobody is told.
        labels: Tags, topics or intents of the export.
        rating: 1 to 5, whatever the export's own scale is.
        language: Primary subtag, "" for unknown.
        solved: The export's word, or the agent had the last one.
        reason: Why nothing is learnt from it; "" where it is used.
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
    """Turns as a row holds them."""
    plain = [
        [turn.role, turn.text, turn.at.isoformat() if turn.at else "", list(turn.cut)]
        for turn in turns
    ]
    return zlib.compress(json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace"), 6)


def unpacked(body: bytes) -> tuple[KeptTurn, ...]:
    """Turns out of a row."""
    plain = json.loads(zlib.decompress(body))
    return tuple(
        KeptTurn(
            cast("TurnRole", role), text, datetime.fromisoformat(at) if at else None, tuple(cut)
        )
        for role, text, at, cut in plain
    )


def of_row(row: Any) -> KeptConversation:
    """A conversation out of its row."""
    return KeptConversation(
        id=row.id, set_id=row.set_id, key=row.key, at=row.at, agent=row.agent,
        customer_hash=row.customer_hash, labels=tuple(row.labels), rating=row.rating,
        language=row.language, solved=row.solved, subject=row.subject, turns=unpacked(row.body),
        reason=row.reason,
    )  # fmt: skip
