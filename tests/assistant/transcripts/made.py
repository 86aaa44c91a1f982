"""Generates random support conversations and exports from a seed."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.transcripts.records import ConversationRecord, MessageRecord, Role, Status

BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
THINGS = (
    "invoice",
    "parcel",
    "password",
    "refund",
    "subscription",
    "voucher",
    "contract",
    "router",
)
WISHES = ("is missing", "was charged twice", "cannot be opened", "came broken", "is the wrong one")
DEEDS = ("sent a new one", "cancelled the old one", "credited your account", "reset it for you")
AGENTS = ("Tom Baker", "Ann Lee", "Tim Bruhn")


def said(
    *turns: tuple[str, str], key: str = "1", author: str = "Tom Baker", **more: object
) -> ConversationRecord:
    """A conversation from turns such as `("customer", text)`, `("agent", text)` …"""
    messages = tuple(
        MessageRecord(Role(role), text, author if role == "agent" else "Zoe Quill")
        for role, text in turns
    )
    return ConversationRecord(key=key, messages=messages, **more)  # type: ignore[arg-type]


def solved(number: int, seed: int = 1) -> ConversationRecord:
    """A unique conversation with two substantial replies."""
    chance = random.Random(seed * 1_000_003 + number)
    words = " ".join("".join(chance.choices("aeioulnrst", k=6)) for _ in range(14))
    more = " ".join("".join(chance.choices("aeioulnrst", k=6)) for _ in range(14))
    thing, wish, deed = chance.choice(THINGS), chance.choice(WISHES), chance.choice(DEEDS)
    at = BEGAN + timedelta(hours=number)
    mail = f"customer{number}@post.example"
    turns = (
        (Role.CUSTOMER, f"Hello, my {thing} {wish}. {words}. Write to {mail}."),
        (Role.AGENT, f"I looked into it and {deed}, it will be there soon. {words}"),
        (Role.CUSTOMER, f"And what about the other {thing}? {more}"),
        (Role.AGENT, f"For the other {thing} nothing has to be done. {more}"),
    )
    agent = chance.choice(AGENTS)
    return ConversationRecord(
        key=f"T{number}",
        messages=tuple(
            MessageRecord(
                role, text, agent if role is Role.AGENT else f"Customer {number}",
                at + timedelta(minutes=place),
            )
            for place, (role, text) in enumerate(turns)
        ),
        customer_name=f"Customer {number}", customer_email=mail, status=Status.SOLVED,
        created_at=at, labels=(thing,), rating=5.0 if number % 4 else 4.0, agent=agent,
    )  # fmt: skip


def many(count: int, seed: int = 1) -> Iterator[ConversationRecord]:
    return (solved(number, seed) for number in range(count))


def write_csv(path: Path, records: Sequence[ConversationRecord]) -> Path:
    """Write conversations as a table of messages, for the generic reader."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(
            [
                "conversation",
                "role",
                "author",
                "customer",
                "email",
                "text",
                "at",
                "status",
                "rating",
            ]
        )
        for record in records:
            for message in record.messages:
                out.writerow([
                    record.key, message.role.value, message.author, record.customer_name,
                    record.customer_email, message.text,
                    message.at.isoformat() if message.at else "", record.status.value,
                    "" if record.rating is None else record.rating,
                ])  # fmt: skip
    return path


def write_jsonl(path: Path, count: int, seed: int = 1) -> Path:
    """Write conversations as a JSON object per line, without keeping them in memory."""
    with path.open("w", encoding="utf-8") as file:
        for record in many(count, seed):
            messages = [
                {"role": m.role.value, "content": m.text, "name": m.author} for m in record.messages
            ]
            file.write(json.dumps({"id": record.key, "messages": messages}) + "\n")
    return path
