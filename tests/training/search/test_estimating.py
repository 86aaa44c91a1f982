"""Estimates of the search and of tuned intents: all stages, from measured steps."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.retrieval.tiny_models import write_model
from training.classify.collecting import Collected, Example
from training.classify.estimating import tuning
from training.encoders.pace import EXPORT_S, Pace
from training.recipes.intents import Intents
from training.recipes.search import Search
from training.runs.probe_process import ProbeError, run_probe
from training.search.estimating import Sizes, seconds
from training.search.mixing import SHARES

NOTHING = Pace(0.0, 0.0, 0.0, 0.0, 0, 0, "cpu")
SIZES = Sizes(learnt=480, held_out=50, judged=60, answers=70, guarded=40, guard_answers=30)
QUESTIONS = [f"Where is parcel {number} of mine?" for number in range(40)]
ANSWERS = [f"Parcel {number} is on its way and comes within a week." for number in range(40)]


def test_steps_of_the_search_are_those_the_run_takes():
    recipe = Search(epochs=2.0, batch=48)
    told = seconds(recipe, SIZES, replace(NOTHING, step_s=3.0), (0.0, 0.0))
    assert told - seconds(recipe, SIZES, NOTHING, (0.0, 0.0)) == pytest.approx(20 * 3.0)


def test_all_that_the_search_reads_is_counted():
    recipe = Search(epochs=2.0, batch=48, measured_every=6)  # at 0, 6, 12, 18 and 20
    told = seconds(recipe, SIZES, replace(NOTHING, read_s=1.0), (0.0, 0.0))
    once = SIZES.held_out + SIZES.guarded
    fixed = seconds(recipe, SIZES, NOTHING, (0.0, 0.0))
    assert told - fixed == SIZES.learnt + (5 + len(SHARES)) * once


def test_steps_of_intents_are_those_the_run_takes():
    found = Collected([Example(f"{n}", f"label {n % 4}", "train") for n in range(64)])
    recipe = Intents(method="tuned", batch=16, epochs=3.0)
    told = tuning(recipe, found, replace(NOTHING, step_s=2.0, start_s=7.0))
    assert told == pytest.approx(7 + 12 * 2.0 + EXPORT_S)


def test_a_probe_that_ends_without_an_answer_is_told():
    with pytest.raises(ProbeError) as told:
        run_probe({"kind": "intents"}, known_by="nothing asked")
    assert told.value.code == "training.probe"


@pytest.mark.torch
def test_real_steps_are_taken_on_some_of_the_texts(tmp_path):
    pytest.importorskip("torch")
    from training.cli.train_probe import measured

    weights = str(write_model(tmp_path / "weights", seed=1))
    intents = {
        "kind": "intents", "recipe": Intents(method="tuned", batch=8).model_dump(), "threads": 1,
        "weights": weights, "texts": QUESTIONS, "labels": [n % 4 for n in range(40)],
    }  # fmt: skip
    search = {
        "kind": "search", "recipe": Search(batch=8, negatives=2).model_dump(), "threads": 1,
        "weights": weights, "questions": QUESTIONS, "answers": ANSWERS, "longest": 32,
        "read_a_step": 24,
    }  # fmt: skip
    for asked in (intents, search):
        pace = Pace(**json.loads(json.dumps(measured(asked, began=0.0))))
        assert min(pace.start_s, pace.step_s, pace.read_s, pace.memory_bytes) > 0
        assert (pace.told_s > 0) == (asked is search)
        assert pace.trained_bytes % 4 == 0
        assert pace.trained_bytes > 0
