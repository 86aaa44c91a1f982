"""The dataset: prompts as in serving, no reply in its own passages, the split, reasons left out."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.asked import asked
from assistant.contracts import ReplyRequest, TrainingRequest
from assistant.drafting.replying import _prompt
from assistant.drafting.sources import sources
from assistant.errors import ConflictError, InputError
from assistant.store.articles import ArticleDraft
from assistant.store.database import OWNER
from retrieval.entry import Kind
from retrieval.word_overlap import share
from tests.training.replies import company
from training.judging.near_duplicates import NEAR_DUPLICATE_SIMILARITY, words_of
from training.recipes.replies import Replies
from training.replies.bases import base_of
from training.replies.collecting import collect
from training.replies.examples import ReplyExample
from training.replies.grounding import LEAKS
from training.runs.dataset import Dataset
from training.runs.errors import RunRefusedError

REQUEST = TrainingRequest(kind="replies")
RECIPE = Replies(longest=400)


def collected(engine, path, *, recipe=RECIPE, request=REQUEST):
    """Collect a dataset; returns it and the `Prepared`."""
    dataset = Dataset(path / "dataset.db", bytes(32))
    steps = collect(engine, request, recipe, dataset, base_of(engine.shelf, request))
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return dataset, end.value


def examples(dataset, part):
    return [ReplyExample.of(body) for body in dataset.read(part)]


def exchange(one):
    return words_of(f"{one.prompt.turns[-1].text} {one.reply}")


@pytest.fixture(scope="module")
def made(engine, tmp_path_factory):
    dataset, prepared = collected(engine, tmp_path_factory.mktemp("run"))
    yield dataset, prepared
    dataset.close()


def test_every_part_has_examples_with_their_passages(made):
    dataset, prepared = made
    train = examples(dataset, "train")
    assert prepared.learnt == len(train) > 30
    assert min(len(examples(dataset, part)) for part in ("held_out", "judge")) >= 5
    assert sum(len(one.prompt.turns) > 1 for one in train) > 5  # second replies too
    for one in train:
        assert 1 <= len(one.prompt.passages) <= 3
        assert one.prompt.turns[-1].role == "customer"
        assert "VIP" not in str(one.prompt)
        assert one.month.startswith("2026-")


def test_no_example_that_judges_is_nearly_one_that_is_learnt(made):
    dataset, _ = made
    learnt = [
        words_of(f"{one.prompt.turns[-1].text} {one.reply}") for one in examples(dataset, "train")
    ]
    for part in ("held_out", "judge"):
        for one in examples(dataset, part):
            said = words_of(f"{one.prompt.turns[-1].text} {one.reply}")
            assert max(share(said, other) for other in learnt) < NEAR_DUPLICATE_SIMILARITY


def test_without_negatives_the_prompt_is_the_one_of_serving(engine, tmp_path):
    dataset, _ = collected(engine, tmp_path, recipe=replace_(RECIPE, negatives=0.0))
    same = 0
    for one in examples(dataset, "train")[:15]:
        turns = [{"role": turn.role, "text": turn.text} for turn in one.prompt.turns]
        request = ReplyRequest.model_validate(
            {"text": turns[-1]["text"], "context": turns[:-1], "lang": "en"}
        )
        question = asked(engine.store, request)
        found = sources(engine.store, engine.knowledge, engine.settings, question, request, "en")
        if found.articles:  # serving finds nothing if the search is unsure
            assert _prompt(question, found, request) == one.prompt
            same += 1
    assert same > 5
    dataset.close()


def test_negatives_stand_among_the_passages(engine, made, tmp_path):
    dataset, _ = collected(engine, tmp_path, recipe=replace_(RECIPE, negatives=1.0))
    with_them, _ = examples(dataset, "train"), dataset.close()
    plain = examples(made[0], "train")
    counts = [sum(len(one.prompt.passages) for one in some) for some in (plain, with_them)]
    assert counts[1] > counts[0]


def test_an_answer_is_never_among_its_own_passages(engine, tmp_path):
    """Solved replies are found for all conversations but their own."""
    rows = [
        replace(row, key=f"own-{row.key}", customer_hash=f"email:own{at}")
        for at, row in enumerate(company.rows(60, seed=8))
    ]
    set_id = company.keep(engine, rows)
    drafts = [
        ArticleDraft(
            answer=row.turns[2].text, questions=(row.turns[0].text,), kind=Kind.SOLVED, lang="en"
        )
        for row in rows
    ]
    with engine.knowledge.edit(OWNER) as edit:
        ids = edit.create(drafts, engine.knowledge.index.encode(drafts))
    try:
        request = TrainingRequest(kind="replies", transcripts=[set_id])
        dataset, _ = collected(engine, tmp_path, request=request)
        held = [
            words_of(one.reply) for part in ("held_out", "judge") for one in examples(dataset, part)
        ]
        learnt = examples(dataset, "train")
        solved = 0
        for one in learnt:
            said = words_of(one.reply)
            for passage in one.prompt.passages:
                if "I mean the" in passage.name:
                    solved += 1
                    told = words_of(passage.text)
                    assert share(told, said) < LEAKS
                    assert all(share(told, other) < LEAKS for other in held)
        assert solved > 5
        dataset.close()
    finally:
        with engine.knowledge.edit(OWNER) as edit:
            edit.remove(ids)
        engine.transcripts.store.remove(set_id)


def test_what_no_source_says_teaches_invention_and_is_left_out(engine, tmp_path):
    rows = company.rows(60, seed=5)
    lied = [
        replace(row, turns=(row.turns[0], replace(row.turns[2], text=
            "You can get 77 vouchers for it at our second shop in the harbour of Oslo.")))
        if at < 10 else row
        for at, row in enumerate(rows)
    ]  # fmt: skip
    set_id = company.keep(engine, lied)
    try:
        request = TrainingRequest(kind="replies", transcripts=[set_id])
        dataset, prepared = collected(engine, tmp_path, request=request)
        assert prepared.left_out["not-in-the-sources"] >= 8
        assert not any("77" in one.reply for one in examples(dataset, "train"))
        dataset.close()
    finally:
        engine.transcripts.store.remove(set_id)


def test_facts_hold_no_words(made):
    told = json.dumps(made[1].facts)
    assert "customer" not in told
    assert "return" not in told
    assert made[1].facts["counts"]["train"] == made[1].learnt


def test_whom_it_learns_from_is_noted(made):
    lessons = dict(made[0].lessons())
    assert len(lessons) > 20
    assert all(customer.startswith("email:") for customer in lessons.values())
    assert made[0].customers() > set(lessons.values()), "whoever is held out, too"


def test_transcripts_that_nobody_approved_are_refused(engine, tmp_path):
    set_id = company.keep(engine, company.rows(5, seed=3), approved=False)
    with pytest.raises(ConflictError):
        collected(engine, tmp_path, request=TrainingRequest(kind="replies", transcripts=[set_id]))
    engine.transcripts.store.remove(set_id)


def test_one_customer_alone_is_refused(engine, tmp_path):
    rows = [replace(row, customer_hash="email:one") for row in company.rows(40, seed=4)]
    set_id = company.keep(engine, rows)
    with pytest.raises(RunRefusedError) as refused:
        collected(engine, tmp_path, request=TrainingRequest(kind="replies", transcripts=[set_id]))
    assert refused.value.code == "training.held-out"
    engine.transcripts.store.remove(set_id)


def test_without_a_model_there_is_nothing_to_begin_with(engine, monkeypatch):
    monkeypatch.setattr(engine.shelf, "active", lambda: None)
    with pytest.raises(InputError) as refused:
        base_of(engine.shelf, REQUEST)
    assert refused.value.code == "training.no-base"


def replace_(recipe, **options):
    return recipe.model_copy(update=options)
