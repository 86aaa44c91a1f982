"""Preference pairs from agents' edits: redacted, and only from drafts that were changed."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta

import pytest

from assistant.contracts import (
    ConversationBody,
    CustomerBody,
    FeedbackBody,
    MessageBody,
    SourceRef,
    Suggestion,
    TrainingRequest,
)
from assistant.store import conversations, customers, feedback
from assistant.store.conversations import ConversationDraft
from assistant.store.database import OWNER
from retrieval.retriever import Query
from tests.training.replies import company
from training.recipes.preferences import Preferences
from training.replies.bases import base_of
from training.replies.edited_drafts import collect
from training.replies.examples import Preference, ReplyExample
from training.runs.dataset import Dataset
from training.runs.errors import RunRefusedError

REQUEST = TrainingRequest(kind="preferences")
RECIPE = Preferences(longest=400)
QUESTION, ANSWER = next(iter(company.TOPICS.items()))
BEGAN = datetime(2026, 3, 1, tzinfo=UTC)


def collected(engine, path):
    dataset = Dataset(path / "dataset.db", bytes(32))
    steps = collect(engine, RECIPE, dataset, base_of(engine.shelf, REQUEST))
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return dataset, end.value


def answer(engine, number, *, shown, sent, action="edited", source=True, things=""):
    """Write a conversation in which a draft was shown and a reply was sent."""
    article = engine.knowledge.search(Query(text=QUESTION, lang="en")).hits[0].id
    asked = f"Hello, Mia Olsen{number} here, mia{number}@mail.example. {QUESTION} {things}"
    texts = (("customer", asked), ("note", "be kind"), ("agent", sent))
    messages = [
        MessageBody(role=role, author="Sam Agent" if role == "agent" else "", text=text,
                    at=BEGAN + timedelta(hours=at))
        for at, (role, text) in enumerate(texts)
    ]  # fmt: skip
    suggestion = Suggestion(
        card=0, kind="draft", text=shown, confidence=1.0,
        sources=[SourceRef(id=article, title=QUESTION)] if source else [],
    )  # fmt: skip
    with engine.store.write(OWNER) as transaction:
        person = customers.create(transaction, CustomerBody(name=f"Mia Olsen{number}"))
        body = ConversationBody(customer_id=getattr(person, "id", person), messages=messages)
        (id_,) = conversations.create(transaction, [ConversationDraft(body=body)])
        feedback.create(
            transaction,
            FeedbackBody(
                action=action, conversation_id=id_, suggestion=suggestion, final_text=sent
            ),
        )


@pytest.fixture(scope="module")
def edits(engine):
    chance = random.Random(2)
    for number in range(50):
        things = " and ".join(company.product(chance) for _ in range(4))
        sent = f"Hello Mia Olsen{number}! {ANSWER} That is so for the {things}, too."
        answer(engine, number, shown=f"{ANSWER} Anything else?", sent=sent, things=things)
    answer(engine, 90, shown=ANSWER, sent=ANSWER, action="sent")
    answer(engine, 91, shown="Hm.", sent=ANSWER, source=False)


@pytest.fixture(scope="module")
def made(engine, edits, tmp_path_factory):
    dataset, prepared = collected(engine, tmp_path_factory.mktemp("run"))
    yield dataset, prepared
    dataset.close()


def test_pairs_hold_what_was_shown_and_what_was_sent(made):
    dataset, prepared = made
    pairs = [Preference.of(body) for body in dataset.read("train")]
    assert prepared.learnt == len(pairs) >= 30
    for pair in pairs:
        assert pair.rejected == f"{ANSWER} Anything else?"
        assert ANSWER in pair.chosen
        assert pair.prompt.passages[0].text == ANSWER
        assert [turn.role for turn in pair.prompt.turns] == ["customer"]


def test_nothing_in_them_is_personal(made):
    dataset, _ = made
    bodies = [body for part in ("train", "held_out", "judge") for body in dataset.read(part)]
    told = json.dumps(bodies)
    assert len(bodies) > 40
    assert "Olsen" not in told
    assert "mail.example" not in told
    assert "{{Name" in told


def test_what_was_sent_as_shown_and_what_rests_on_nothing_teaches_nothing(made):
    assert made[1].left_out["sent-as-shown"] == 1
    assert made[1].left_out["nothing-found"] == 1


def test_what_judges_is_what_was_sent(made):
    judging = [ReplyExample.of(body) for body in made[0].read("judge")]
    assert len(judging) >= 5
    assert all(ANSWER in one.reply for one in judging)


def test_without_edits_there_is_nothing_to_learn(engine, tmp_path, monkeypatch):
    monkeypatch.setattr("training.replies.edited_drafts._rows", lambda _: [])
    with pytest.raises(RunRefusedError) as refused:
        collected(engine, tmp_path)
    assert refused.value.code == "training.held-out"
