"""Rehearsal: the demo's questions, drafted once by the base model."""

from __future__ import annotations

import csv

import pytest

from assistant import demo
from tests import tiny_models
from training.recipes.replies import Replies
from training.replies.bases import Base
from training.replies.collecting import rehearse
from training.replies.encoding import ReplyEncoder
from training.replies.examples import ReplyExample
from training.replies.file_names import REHEARSAL
from training.replies.rehearsal import languages_of, questions
from training.runs.dataset import Dataset
from training.runs.folder import Manifest, RunFolder

SAID = [
    "You can return it within 30 days, we pay for the parcel.",
    "Bitte senden Sie uns das Paket innerhalb von 30 Tagen zurück.",
    "您可以在三十天之内退货，运费由我们承担。",
]


def test_the_languages_are_those_the_demo_shares_with_the_replies():
    assert languages_of(SAID[:1]) == ("en",)
    assert languages_of([SAID[2]] * 20 + SAID[:1]) == ("zh",)
    assert languages_of(SAID) == ("en", "zh")
    assert languages_of([SAID[1]]) == ("en",)


def test_each_question_stands_with_what_answers_it():
    asked = questions(("en", "zh"), 60, seed=3)
    assert asked == questions(("en", "zh"), 60, seed=3)
    assert asked != questions(("en", "zh"), 60, seed=4)
    assert len({prompt.turns[-1].text for prompt in asked}) == 60
    files = demo.paths()
    entries = {
        row["answer"]: row["question"].splitlines()
        for file in (files.faq_en, files.faq_zh)
        for row in csv.DictReader(file.read_text("utf-8-sig").splitlines(keepends=True))
    }
    assert {len(prompt.passages) for prompt in asked} == {1, 2, 3}
    assert all(prompt.turns[-1].text in entries[prompt.passages[0].text] for prompt in asked)


@pytest.fixture
def dataset(tmp_path):
    made = Dataset(tmp_path / "dataset.db", bytes(32))
    prompt = questions(("en",), 1, seed=1)[0]
    made.add("train", [ReplyExample(prompt, SAID[0]).body] * 40)
    yield made
    made.close()


def test_so_many_for_each_reply_that_is_learnt(dataset):
    rehearse(dataset, Replies(rehearsal=0.0))
    assert dataset.kept(REHEARSAL) is None
    rehearse(dataset, Replies(rehearsal=0.25))
    assert len(dataset.kept(REHEARSAL)) == 10


@pytest.mark.torch
def test_the_model_before_drafts_them_once(dataset, tmp_path):
    pytest.importorskip("torch")
    pytest.importorskip("peft")
    from training.replies.rehearsal_drafts import rehearsed
    from training.runs.group import Group
    from training.runs.status import Status
    from training.runs.trainer import TrainerRun

    folder = tiny_models.build(tmp_path / "model", own=True)
    recipe = Replies(rehearsal=0.1)
    rehearse(dataset, recipe)
    home = RunFolder(tmp_path)
    home.write(
        Manifest(
            id="run", kind="replies", name="", preset="quick", created_at="2026-11-22T00:00Z",
            request={"kind": "replies"}, recipe=recipe.model_dump(), facts={},
        )
    )  # fmt: skip
    run = TrainerRun(home, recipe, dataset, device="cpu", threads=1, group=Group(), status=Status())
    base = Base("tiny", folder, "own", 2048, 1, 1, 1)
    encoder = ReplyEncoder(folder, "own", 512)
    drafted = rehearsed(run, base, encoder)
    assert drafted  # drafts that do not end are left out
    asked = [ReplyExample.of(body).prompt for body in dataset.kept(REHEARSAL)]
    assert [one.prompt for one in drafted] == asked
    assert all(one.reply for one in drafted)
    assert rehearsed(run, base, encoder) == drafted
