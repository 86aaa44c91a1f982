"""Generates a fictional help desk export from the questions of the demo, for screenshots."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from assistant import demo

_SEED: Final = 20261122
_FIRST: Final = ("Mary", "Omar", "Priya", "Luca", "Anna", "Jan", "Sofia", "Wei", "Ruth", "Paul")
_LAST: Final = ("Miller", "Haddad", "Sharma", "Rossi", "Novak", "Berg", "Silva", "Chen", "Klein")
_AGENTS: Final = ((90, "Eve Sanders"), (91, "Tom Reed"), (92, "Lena Fox"))
_BEGAN: Final = datetime(2026, 5, 4, 8, tzinfo=UTC)
_NEVER_ANSWERED: Final = 23
_RATED_BADLY: Final = 11
"""One in this many tickets is never answered, or rated badly."""


def write(path: Path) -> None:
    """Write tickets with their comments as JSON lines; the output is deterministic."""
    with path.open("w", encoding="utf-8") as file:
        for ticket in _tickets():
            file.write(json.dumps(ticket) + "\n")


def _tickets() -> Iterator[dict[str, Any]]:
    chance = random.Random(_SEED)  # noqa: S311 - it invents, and hides nothing
    rows = list(csv.DictReader(demo.paths().faq_en.read_text("utf-8-sig").splitlines(True)))
    asked = [(text, row) for row in rows for text in row["question"].splitlines() if text.strip()]
    chance.shuffle(asked)
    for number, (text, row) in enumerate(asked):
        yield _ticket(chance, number, text.strip(), row)


def _ticket(chance: random.Random, number: int, text: str, row: dict[str, str]) -> dict[str, Any]:
    name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
    mail = f"{name.lower().replace(' ', '.')}{number}@post.example"
    agent, signed = chance.choice(_AGENTS)
    at = _BEGAN + timedelta(hours=7 * number, minutes=chance.randrange(300))
    wrote = (
        f"Hello,\n\n{text}\nIt is about order {chance.randrange(10**6, 10**7)}, you can write to "
        f"{mail}.\n\nThanks\n{name}"
    )
    answered = f"Hi {name.split()[0]},\n\n{row['answer']}\n\nBest regards,\n{signed}"
    comments = [_comment(number, 0, number, wrote, at)]
    if number % _NEVER_ANSWERED:
        comments.append(_comment(number, 1, agent, answered, at + timedelta(minutes=40)))
    return {
        "id": 1000 + number, "url": f"https://shop.zendesk.com/api/v2/tickets/{1000 + number}.json",
        "subject": text[:60], "description": wrote, "status": "solved", "requester_id": number,
        "assignee_id": agent, "tags": [row["tags"].split(";")[0].strip()],
        "satisfaction_rating": {"score": "good" if number % _RATED_BADLY else "bad"},
        "created_at": at.isoformat(), "comments": comments,
        "via": {"channel": "email", "source": {"from": {"name": name, "address": mail}}},
    }  # fmt: skip


def _comment(number: int, place: int, who: int, text: str, at: datetime) -> dict[str, Any]:
    return {
        "id": 10 * number + place, "type": "Comment", "author_id": who, "plain_body": text,
        "public": True, "created_at": at.isoformat(),
    }  # fmt: skip
