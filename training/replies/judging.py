"""Judges a trained model: drafts held-out questions with the exported model and the one before."""

from __future__ import annotations

from collections.abc import Generator

from assistant.contracts import Judgement
from assistant.engine import Engine
from assistant.jobs import Step
from training.judging.drafts import Drafted, chosen, draft_all
from training.judging.pairs import blind_pairs
from training.judging.verdict import judged, unjudged
from training.recipes.dialogue_tuning import DialogueTuning
from training.recipes.task import Trained
from training.replies.examples import ReplyExample
from training.replies.file_names import DRAFTS


def judge(
    engine: Engine, trained: Trained, recipe: DialogueTuning
) -> Generator[Step, None, Judgement]:
    """Draft replies to held-out questions with the current and the new model, and compare them.

    The drafts and the pairs for blind rating are stored in the dataset.
    """
    examples = [ReplyExample.of(body) for body in trained.dataset.read("judge")]
    some = chosen(examples, recipe.judged)
    if not some:
        return unjudged()
    shelf = engine.shelf
    before = shelf.active() if shelf.writes() else None
    drafted = yield from draft_all(some, before, shelf.get(trained.model))
    trained.dataset.keep(DRAFTS, [one.body for one in drafted])
    pairs = blind_pairs(drafted, seed=recipe.seed)
    for number, pair in enumerate(pairs):
        trained.dataset.put("pairs", number, pair)
    found = judged(drafted, engine.knowledge.index.embedder)
    return found.model_copy(update={"pairs": len(pairs)})


def drafts_of(trained: Trained) -> list[Drafted]:
    """The drafts of both models; empty before the judgement."""
    return [Drafted.of(body) for body in trained.dataset.kept(DRAFTS) or []]
