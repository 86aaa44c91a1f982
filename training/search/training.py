"""Tunes the search's embedding model in the trainer process, and exports it."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from training.recipes.search import Search

if TYPE_CHECKING:
    from training.runs.dataset import Dataset
    from training.runs.trainer import TrainerRun
    from training.search.learner import QuestionAnswerPairs

EMBEDDING: Final = "embedding"
"""Folder in a run's `out` with the exported model."""
ANSWERS: Final = "answers"
GUARD: Final = "guard"
_ENCODER: Final = "encoder"


def train(run: TrainerRun) -> Mapping[str, float]:
    """Tune the encoder, mix it with its old weights, and export it into `run.out`."""
    from training.classify.training import export

    results = _tuned(run)
    if run.group.is_main:
        # free the model and the optimizer first: the export needs as much memory again
        gc.collect()
        name = f"{run.facts['name']}-{run.facts['run']}"
        export(run.out / _ENCODER, run.out / EMBEDDING, name=name)
        shutil.rmtree(run.out / _ENCODER, ignore_errors=True)
        _refit(run)
    return results


def _tuned(run: TrainerRun) -> Mapping[str, float]:
    """Tune an encoder, mix it with its old weights, and write it into `run.out`."""
    from training.encoders.encoder import Encoder
    from training.runs.learner import ShuffledPlan
    from training.runs.loop import Loop
    from training.search.learner import SearchLearner
    from training.search.mixing import best_share

    recipe = cast("Search", run.recipe)
    learnt = list(run.dataset.read("train"))
    encoder = Encoder(Path(run.facts["weights"]), dropout=0.0, longest=recipe_length(run))
    before = {
        name: value.detach().clone()
        for name, value in encoder.named_parameters()
        if value.requires_grad
    }
    learner = SearchLearner(
        encoder, pairs_of(run.dataset, learnt), [body["negatives"] for body in learnt],
        pairs_of(run.dataset, list(run.dataset.read("held_out"))), _guard(run.dataset),
        recipe, run.device,
    )  # fmt: skip
    plan = ShuffledPlan(len(learnt), batch=recipe.batch, epochs=recipe.epochs, seed=recipe.seed)
    results = Loop(run, learner, plan).train()
    encoder.eval()
    share, figures = best_share(encoder, before, learner.measure)
    if run.group.is_main:
        encoder.save(run.out / _ENCODER)
    return {**results, **figures, "share": share}


def _refit(run: TrainerRun) -> None:
    """Adjust the weight of words in the ranking to the exported model."""
    from retrieval import search_model
    from retrieval.embedder import Embedder
    from training.search.fusing import refit

    folder = run.out / EMBEDDING
    embedder = Embedder(folder, threads=run.threads)
    held_out = pairs_of(run.dataset, list(run.dataset.read("held_out")))
    figures = refit(embedder, held_out, _guard(run.dataset))
    (folder / search_model.FILE).write_text(search_model.written(figures), encoding="utf-8")


def recipe_length(run: TrainerRun) -> int:
    """Maximum length of a text, in tokens."""
    return int(run.facts.get("longest", 128))


def pairs_of(dataset: Dataset, bodies: list[dict[str, Any]]) -> QuestionAnswerPairs:
    """Convert pairs of the dataset into the form that the learner takes."""
    from training.search.learner import QuestionAnswerPairs

    return QuestionAnswerPairs(
        [str(body["question"]) for body in bodies],
        [int(body["answer"]) for body in bodies],
        list(dataset.kept(ANSWERS)),
    )


def _guard(dataset: Dataset) -> QuestionAnswerPairs:
    from training.search.learner import QuestionAnswerPairs

    kept = dataset.kept(GUARD)
    return QuestionAnswerPairs(kept["questions"], kept["right"], kept["answers"])
