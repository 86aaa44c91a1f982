"""The task of tuning the search's embedding model."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Final, cast

from assistant.contracts import Estimate, Judgement, TrainingRequest
from assistant.jobs import Step
from training.recipes.task import Prepared, Task, Trained
from training.search.model_paths import tuned_models

if TYPE_CHECKING:
    from assistant.engine import Engine
    from assistant.store.database import Actor
    from training.recipes.base import Recipe
    from training.recipes.search import Search
    from training.runs.dataset import Dataset
    from training.runs.machine import Machine
    from training.runs.trainer import TrainerRun

_SWITCH: Final = "embedding-model"
_GOES_ON: Final = ("queued", "running")


class SearchTask(Task):
    """Tuning of the embedding model on the company's questions and answers."""

    judges_exported = True

    def estimate(
        self, engine: Engine, request: TrainingRequest, recipe: Recipe, machine: Machine
    ) -> Estimate:
        """As `Task.estimate`: counts the pairs, and takes training steps on some of them."""
        from training.search.estimating import estimated

        return estimated(engine, request, cast("Search", recipe), machine)

    def prepare(
        self, engine: Engine, request: TrainingRequest, recipe: Recipe, dataset: Dataset
    ) -> Generator[Step, None, Prepared]:
        """As `Task.prepare`; hard negatives are mined here, with the model in use."""
        from training.search.preparing import prepare

        return (yield from prepare(engine, request, cast("Search", recipe), dataset))

    def train(self, run: TrainerRun) -> Mapping[str, float]:
        """As `Task.train`."""
        from training.search.training import train

        return train(run)

    def judge(self, engine: Engine, trained: Trained) -> Generator[Step, None, Judgement]:
        """As `Task.judge`: measures the whole search with each of the two models."""
        from training.search.judging import judge

        return (yield from judge(engine, trained))

    def publish(self, engine: Engine, trained: Trained) -> Generator[Step, None, str]:
        """As `Task.publish`: verifies the model, and copies it into the home."""
        from retrieval.embedder_manifest import read_manifest
        from training.search.training import EMBEDDING

        yield Step(0, 1)
        source = trained.out / EMBEDDING
        read_manifest(source, verify=True)
        target = tuned_models(engine.home) / trained.id
        partly = target.with_name(f".writing-{trained.id}")
        shutil.rmtree(partly, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copytree(source, partly)
        shutil.rmtree(target, ignore_errors=True)
        partly.rename(target)
        return trained.id

    def in_use(self, engine: Engine) -> str:
        """As `Task.in_use`."""
        from pathlib import Path

        chosen = Path(engine.settings.embedding_model)
        return chosen.name if chosen.parent == tuned_models(engine.home) else ""

    def use(self, engine: Engine, actor: Actor, model: str) -> None:
        """As `Task.use`: starts the job that embeds everything again; the current model stays in
        use until that is done."""
        from assistant import model_paths

        folder = tuned_models(engine.home) / model
        engine.adopt(actor, folder if model else model_paths.default_folder(engine.home))

    def switching(self, engine: Engine) -> int | None:
        """As `Task.switching`: the job that embeds everything again."""
        jobs = engine.jobs.listed().items
        return next((job.id for job in jobs if job.kind == _SWITCH and job.state in _GOES_ON), None)

    def discard(self, engine: Engine, actor: Actor, model: str) -> None:
        """As `Task.discard`."""
        if model and model != self.in_use(engine):
            shutil.rmtree(tuned_models(engine.home) / model, ignore_errors=True)
