"""Preference pairs from agents' edits: the draft that was shown, and the reply that was sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from assistant.contracts import ConversationWithMessages, Suggestion
from assistant.drafting.sources import Sources
from assistant.engine import Engine
from assistant.erasure.people import hashed
from assistant.errors import NotFoundError
from assistant.jobs import Step
from assistant.prompt import Prompt, PromptTurn
from assistant.redaction import Names, redact_with
from assistant.store import articles_read, conversations_read, schema
from training.judging.splits import SplitItem, split
from training.judging.usable import edit_share
from training.recipes.preferences import Preferences
from training.recipes.task import Prepared
from training.replies.bases import Base
from training.replies.collecting import refuse_unjudged
from training.replies.encoding import ReplyEncoder
from training.replies.examples import Preference, ReplyExample, question_of
from training.runs.dataset import Dataset

_LEAST_CHANGED: Final = 0.02
"""Minimum share of words that must differ: an added comma is no preference."""
_WANTED: Final = 16
"""Minimum number of pairs to hold out, if there are enough."""
_T: Final = schema.feedback


@dataclass(frozen=True, slots=True)
class EditedDraft:
    """A draft that was changed before it was sent, with personal data removed; customer and
    conversation are keyed hashes."""

    id: int
    at: datetime
    customer: str
    conversation: str
    pair: Preference


def collect(
    engine: Engine, recipe: Preferences, dataset: Dataset, base: Base
) -> Generator[Step, None, Prepared]:
    """Write the dataset of a preference tuning.

    Raises:
        RunRefusedError: There is too little to hold out (`training.held-out`).
    """
    left_out: Counter[str] = Counter()
    found = []
    for number, one in enumerate(edited_drafts(engine, base, recipe.longest, left_out), start=1):
        found.append(one)
        yield Step(number)
    told = [SplitItem(one.id, one.customer, one.at, (_exchange(one.pair),)) for one in found]
    parted = split(told, wanted=max(_WANTED, len(told) // 10))
    for one in found:
        side = parted.sides[one.id]
        if side in ("train", "held_out"):
            dataset.add("train" if side == "train" else "held_out", [one.pair.body])
        elif side == "judge":
            month = one.at.strftime("%Y-%m")
            dataset.add("judge", [ReplyExample(one.pair.prompt, one.pair.chosen, month).body])
        if side == "train":
            dataset.learn_from([(one.conversation, one.customer)])
        elif side:
            dataset.hold_out([one.customer])
    refuse_unjudged(dataset.count("held_out"), dataset.count("judge"))
    left_out["known-customer"] = parted.known_customers
    left_out["near-duplicate"] = sum(not side for side in parted.sides.values())
    left_out["near-duplicate"] -= parted.known_customers
    facts = {"base": base.facts, "longest": min(recipe.longest, base.context)}
    reasons = {reason: count for reason, count in left_out.items() if count}
    return Prepared(dataset.count("train"), facts, reasons)


def edited_drafts(
    engine: Engine, base: Base, longest: int, left_out: Counter[str]
) -> Iterator[EditedDraft]:
    """Yield every draft that was changed before it was sent, oldest first; counts the others in
    `left_out`."""
    encoder = ReplyEncoder(base.folder, base.rendering, min(longest, base.context))
    for row in _rows(engine):
        suggestion = Suggestion.model_validate(row.suggestion)
        if edit_share(suggestion.text, row.final_text) < _LEAST_CHANGED:
            left_out["sent-as-shown"] += 1
            continue
        one = _edited_draft(engine, row, suggestion)
        if one is None:
            left_out["nothing-found"] += 1
        elif any(
            encoder.example(one.pair.prompt, text) is None
            for text in (one.pair.chosen, one.pair.rejected)
        ):
            left_out["too-long"] += 1
        else:
            yield one


def _rows(engine: Engine) -> Sequence[Any]:
    wanted = (_T.c.action.in_(("edited", "sent")), _T.c.final_text != "")
    with engine.store.read() as connection:
        rows = connection.execute(
            select(_T).where(*wanted, _T.c.conversation_id.is_not(None)).order_by(_T.c.id)
        ).all()
    return [row for row in rows if row.suggestion.get("kind") == "draft"]


def _edited_draft(engine: Engine, row: Any, suggestion: Suggestion) -> EditedDraft | None:
    """The pair of one row of feedback; None if its conversation or its sources no longer exist."""
    try:
        with engine.store.read() as connection:
            conversation = conversations_read.with_messages(connection, row.conversation_id)
            articles = articles_read.get_many(connection, [one.id for one in suggestion.sources])
    except NotFoundError:
        return None
    passages = Sources.of(articles.values()).passages
    names = Names([conversation.customer_name, *(one.author for one in conversation.messages)])
    turns = _turns(conversation, names, row.at)
    if not turns or not passages:
        return None
    sent, shown = (
        redact_with(names, text, conversation.lang).text
        for text in (row.final_text, suggestion.text)
    )
    key = engine.store.key
    customer = conversation.customer_id
    return EditedDraft(
        id=row.id, at=row.at,
        customer="" if customer is None else hashed(key, "customer", str(customer)),
        conversation=hashed(key, "conversation", str(conversation.id)),
        pair=Preference(Prompt(passages, turns), sent, shown),
    )  # fmt: skip


def _turns(
    conversation: ConversationWithMessages, names: Names, until: datetime
) -> tuple[PromptTurn, ...]:
    """The conversation up to the customer's message that was answered, redacted."""
    turns = [
        PromptTurn(
            "customer" if message.role == "customer" else "agent",
            redact_with(names, message.text, conversation.lang).text,
        )
        for message in conversation.messages
        if message.role != "note" and message.at <= until
    ]
    while turns and turns[-1].role == "agent":
        turns.pop()
    return tuple(turns)


def _exchange(pair: Preference) -> str:
    return f"{question_of(pair.prompt)}\n{pair.chosen}"
