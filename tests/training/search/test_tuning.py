"""Tuning the encoder of the search: it improves, can be paused, and is mixed with the old one."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from assistant.paths import Home
from retrieval import search_model
from retrieval.embedder import Embedder
from tests.retrieval.tiny_models import write_model
from tests.training.classify.tuned_run import made, tiny_facts, trained
from training.encoders.encoder import Encoder
from training.recipes.search import Search
from training.runs.trainer import StoppedError
from training.search.learner import QuestionAnswerPairs, SearchLearner
from training.search.mixing import SHARES, best_share
from training.search.preparing import guard

pytestmark = pytest.mark.torch

_ANSWERS = ["kettle broken", "refund card", "reset password", "delivery address", "cancel order"]
_WORDS = ["charged twice", "subscription thanks", "where is", "change my", "how do i"]
"""Question texts for each answer, without common words, so that the mapping must be learnt."""
_RECIPE = Search(epochs=8, learning_rate=2e-3, batch=16, negatives=2, hold=0.0, patience=0,
                 saved_every=0)  # fmt: skip


def _pairs(count: int, seed: int) -> list[dict[str, object]]:
    chance = random.Random(seed)
    found: list[dict[str, object]] = []
    for number in range(count):
        right = number % len(_ANSWERS)
        words = [*_WORDS[right].split(), *chance.sample(["please", "the", "was", "a", "e"], 2)]
        chance.shuffle(words)
        rivals = [n for n in range(len(_ANSWERS)) if n != right]
        found.append({"question": " ".join(words), "answer": right,
                      "negatives": chance.sample(rivals, 2)})  # fmt: skip
    return found


_PARTS = {"train": _pairs(160, 1), "held_out": _pairs(40, 2)}
_GUARD = {"questions": _ANSWERS[:2], "right": [0, 1], "answers": _ANSWERS}
_KEPT = {"answers": _ANSWERS, "guard": _GUARD}


def test_an_encoder_learns_which_answer_goes_with_which_question(
    home: Home, tmp_path: Path
) -> None:
    folder = made(home, _RECIPE, tiny_facts(tmp_path), _PARTS, _KEPT)
    results = trained(folder, _RECIPE)
    assert results["share"] > 0
    new = Embedder(folder.out / "embedding", threads=1)
    assert (folder.out / "embedding" / search_model.FILE).is_file()
    before = Embedder(tmp_path / "base", threads=1)
    asked = _pairs(60, 3)
    assert _found(new, asked) > max(0.8, _found(before, asked) + 0.3)
    assert results["guard_r_at_1"] == 1.0


def test_a_pause_changes_nothing(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = _RECIPE.model_copy(update={"epochs": 2.0, "hold": 0.1})
    facts = tiny_facts(tmp_path)
    whole = made(home, recipe, facts, _PARTS, _KEPT)
    trained(whole, recipe)
    halved = made(home, recipe, facts, _PARTS, _KEPT)
    asked = []

    def wants(_: object) -> str:
        asked.append(1)
        return "pause" if len(asked) == 7 else "go"

    monkeypatch.setattr("training.runs.trainer.TrainerRun.wants", wants)
    with pytest.raises(StoppedError):
        trained(halved, recipe)
    trained(halved, recipe)
    one, other = (Embedder(each.out / "embedding", threads=1) for each in (whole, halved))
    assert one.model_id.split("@")[1] == other.model_id.split("@")[1]


def test_answers_that_say_the_same_are_not_pushed_apart(tmp_path: Path) -> None:
    encoder = Encoder(write_model(tmp_path / "weights", seed=1), dropout=0.0)
    answers = ["refund card", "Refund card", "reset password"]
    twins = QuestionAnswerPairs(["charged twice", "money back"], [0, 1], answers)
    none = QuestionAnswerPairs([], [], answers)
    learner = SearchLearner(encoder, twins, [[], []], none, none, _RECIPE, "cpu")
    learner.model.train()
    assert float(learner.learn([0, 1], 0).loss.detach()) == 0
    others = QuestionAnswerPairs(["charged twice", "where is"], [0, 2], answers)
    learner = SearchLearner(encoder, others, [[], []], none, none, _RECIPE, "cpu")
    assert float(learner.learn([0, 1], 0).loss.detach()) > 0


def test_many_questions_watch_over_what_was_known() -> None:
    kept = guard()
    assert len(kept["questions"]) == len(kept["right"]) > 200
    assert not any(
        question in kept["answers"][right]
        for question, right in zip(kept["questions"], kept["right"], strict=True)
    )


@pytest.mark.parametrize(
    ("here", "elsewhere", "chosen"),
    [
        ([0.5, 0.6, 0.7, 0.8, 0.9, 0.95], [0.9] * 6, 1.0),  # no loss elsewhere: all new
        ([0.5, 0.6, 0.7, 0.8, 0.9, 0.95], [0.9, 0.9, 0.9, 0.7, 0.5, 0.2], 0.4),
        ([0.9, 0.9, 0.9, 0.9, 0.9, 0.9], [0.9, 0.8, 0.7, 0.6, 0.5, 0.4], 0.0),
        ([0.9, 0.9, 0.9, 0.9, 0.9, 0.9], [0.9] * 6, 0.0),  # no gain: all old
    ],
)
def test_old_and_new_are_mixed_as_far_as_it_costs_nothing_elsewhere(
    here: list[float], elsewhere: list[float], chosen: float
) -> None:
    model = nn.Linear(1, 1, bias=False)
    before = {"weight": torch.zeros(1, 1)}
    with torch.no_grad():
        model.weight.fill_(1.0)
    shares = sorted(SHARES)

    def measure() -> dict[str, float]:
        at = int(np.argmin([abs(share - model.weight.item()) for share in shares]))
        return {"r_at_1": here[at], "guard_r_at_1": elsewhere[at]}

    share, figures = best_share(model, before, measure)
    assert share == chosen
    assert model.weight.item() == pytest.approx(chosen)
    assert figures["r_at_1"] == here[shares.index(chosen)]


def _found(embedder: Embedder, asked: list[dict[str, object]]) -> float:
    answers = embedder.encode(_ANSWERS, role="passage")
    questions = embedder.encode([str(one["question"]) for one in asked], role="query")
    return float(np.mean((questions @ answers.T).argmax(1) == [one["answer"] for one in asked]))
