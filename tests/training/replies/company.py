"""The data of a small company: its knowledge, and conversations of customers and agents."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from assistant.contracts import ArticleBody, TranscriptChoices
from assistant.engine import Engine
from assistant.store.database import OWNER
from assistant.transcripts.kept import KeptTurn, sets
from assistant.transcripts.kept import rows as kept_rows
from assistant.transcripts.kept.rows import Row

BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
TOPICS = {
    "How long can I return an item?": "You can return an item within 30 days of delivery.",
    "What does delivery cost?": "Delivery within the country costs 4.90 euros.",
    "How do I reset my password?": "Open the login page and press Forgot password to reset it.",
    "When is the shop open?": "Our shop in Leeds is open from 9 am to 6 pm on weekdays.",
    "Can I pay by invoice?": "Paying by invoice is possible for orders below 200 euros.",
    "How do I cancel an order?": "Open your orders and press Cancel before the parcel is packed.",
}
SECOND = "There is no charge for this on your side, we cover the whole cost of sending it."
_ASKED = ("Hello, {}", "{} Please answer soon.", "I have a question. {}", "{} I bought it in May.")
_REPLIED = (
    "Thank you for your message. {} I made a note about the {}, {}, {} and {} for my colleagues.",
    "{} This is also true for {}, {}, {} and {}, of course. Have a nice day!",
    "Good question! {} We had the same question about {}, {}, {} and {} only last week.",
)
_SYLLABLES = ("ba", "cor", "del", "fi", "gu", "hal", "jo", "kem", "lu", "mir", "no", "pes", "tav")


def rows(count: int, *, seed: int = 1) -> list[Row]:
    """Conversations, each of another customer, one every 12 hours; some have a second question."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        question, answer = chance.choice(list(TOPICS.items()))
        things = [product(chance) for _ in range(8)]
        asked = chance.choice(_ASKED).format(question)
        asked += f" I mean the {things[0]}, {things[1]}, {things[2]} and {things[3]}."
        turns = [
            KeptTurn("customer", asked),
            KeptTurn("note", "VIP, be kind"),
            KeptTurn("agent", chance.choice(_REPLIED).format(answer, *things[:4])),
        ]
        if chance.random() < 0.4:
            last = f"Who pays for returns of {things[4]}, {things[5]}, {things[6]} and {things[7]}?"
            said = f"{SECOND} That is true for {things[4]}, {things[5]}, {things[6]}, {things[7]}."
            turns += [KeptTurn("customer", last), KeptTurn("agent", said)]
        made.append(
            Row(
                key=f"ticket-{number}", turns=tuple(turns), at=BEGAN + timedelta(hours=12 * number),
                language="en", customer_hash=f"email:{number}", solved=True,
            )
        )  # fmt: skip
    return made


def product(chance: random.Random) -> str:
    """A random product name, which no other conversation is likely to have."""
    return " ".join("".join(chance.choices(_SYLLABLES, k=3)).capitalize() for _ in range(2))


def teach(engine: Engine) -> None:
    """Write the company's knowledge into the knowledge base of an engine."""
    for question, answer in TOPICS.items():
        engine.knowledge.create(OWNER, ArticleBody(questions=[question], answer=answer))
    engine.knowledge.create(OWNER, ArticleBody(questions=["Who pays for returns?"], answer=SECOND))


def keep(engine: Engine, some: list[Row], *, approved: bool = True) -> int:
    """Store conversations as an import would; returns the id of their set."""
    with engine.transcripts.store.database.write() as connection:
        id_ = sets.create(connection, "export", {}, TranscriptChoices())
        kept_rows.write(connection, id_, 1, some)
        sets.change(connection, id_, rests=sets.APPROVED if approved else sets.REVIEW, attempt=1)
    return id_
