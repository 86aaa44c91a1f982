"""Jobs that the engine runs before and after the trainer: prepare the dataset; judge and export."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assistant.contracts import Judgement
from assistant.jobs import Step
from assistant.store.database import Actor
from training import recipes
from training.erasures import erased_since, newest_erasure
from training.recipes.base import Recipe
from training.recipes.task import Task, Trained
from training.runs.admission import refuse_prepared
from training.runs.dataset import Dataset, key_of
from training.runs.errors import learnt_from_erased
from training.runs.folder import Manifest, RunFolder
from training.tables.sent import SentTables
from training.versions import Versions

if TYPE_CHECKING:
    from assistant.engine import Engine

JUDGEMENT = "judgement"
Work = Generator[Step, None, dict[str, Any]]


@contextmanager
def opened(engine: Engine, folder: RunFolder, *, new: bool = False) -> Iterator[Dataset]:
    """Open the dataset of a run for the length of a block; with `new`, create it if missing.

    Raises:
        RunDamagedError: The dataset is missing or empty.
    """
    if not new:
        folder.check_dataset()
    dataset = Dataset(folder.dataset, key_of(engine.store.key, folder.id))
    try:
        yield dataset
    finally:
        dataset.close()


def prepare(engine: Engine, folder: RunFolder) -> Work:
    """Write the dataset from scratch and queue the run.

    Raises:
        CodedError: The run is refused, or cannot be prepared.
        LearntFromErasedError: A customer was erased after their words had been read.
    """
    manifest = folder.read()
    before = newest_erasure(engine.store)
    recipe = recipe_of(manifest)
    for path in folder.path.glob(f"{folder.dataset.name}*"):
        path.unlink()  # left unfinished by an engine that ended
    tables = SentTables(engine.home, engine.store.key)
    with tables.readable(manifest.request) as request, opened(engine, folder, new=True) as dataset:
        prepared = yield from recipe.load_task().prepare(engine, request, recipe, dataset)
        examples = refuse_prepared(recipe, prepared, dataset)
        # an erasure during preparation could not know whose words would be in the dataset, so it
        # is checked here; from now on `forgetting` sees them
        if not dataset.customers().isdisjoint(erased_since(engine.store, before)[0]):
            dataset.clear()
            raise learnt_from_erased()
    folder.change(
        state="waiting", queued_at=datetime.now(UTC), examples=examples,
        facts=dict(prepared.facts), judged=False, model="",
    )  # fmt: skip
    return {"run": folder.id, "examples": examples}


def finish(engine: Engine, folder: RunFolder) -> Work:
    """Judge and export the trained model, in the order that its task asks for. Steps completed
    before an engine restart are not repeated.

    Raises:
        CodedError: The model cannot be judged or exported.
    """
    manifest = folder.read()
    task = recipe_of(manifest).load_task()
    with opened(engine, folder) as dataset:
        for publishes in (task.judges_exported, not task.judges_exported):
            trained = trained_of(folder.read(), folder, dataset)
            if publishes and not trained.model:
                folder.change(state="exporting")
                engine.hub.changed("runs")
                folder.change(model=(yield from task.publish(engine, trained)))
            elif not publishes and not folder.read().judged:
                folder.change(state="judging")
                engine.hub.changed("runs")
                judgement = yield from task.judge(engine, trained)
                dataset.keep(JUDGEMENT, judgement.model_dump(mode="json"))
                folder.change(judged=True)
        done = _record(engine, folder, dataset)
    shutil.rmtree(folder.checkpoints, ignore_errors=True)
    folder.change(state="done", finished_at=datetime.now(UTC), error=None)
    return {"run": folder.id, "model": done.model}


def _record(engine: Engine, folder: RunFolder, dataset: Dataset) -> Manifest:
    manifest = folder.read()
    judgement = Judgement.model_validate(dataset.kept(JUDGEMENT))
    measures = {m.name: m.after for m in judgement.measures if m.after is not None}
    with engine.store.write(actor_of(manifest)) as transaction:
        Versions(engine).record(
            transaction, recipe=recipe_of(manifest), run=manifest.id, name=manifest.name,
            model=manifest.model, better=judgement.better, measures=measures,
            lessons=dataset.lessons(),
        )  # fmt: skip
    return manifest


def trained_of(manifest: Manifest, folder: RunFolder, dataset: Dataset) -> Trained:
    """A trained run in the form that its task receives."""
    return Trained(
        id=manifest.id, name=manifest.name, out=folder.out, recipe=recipe_of(manifest),
        facts=manifest.facts, dataset=dataset, results=manifest.results,
        actor=actor_of(manifest), model=manifest.model,
    )  # fmt: skip


def recipe_of(manifest: Manifest) -> Recipe:
    """The recipe that a run was started with."""
    return recipes.find(manifest.kind).model_validate(manifest.recipe)


def task_of(manifest: Manifest) -> Task:
    return recipe_of(manifest).load_task()


def actor_of(manifest: Manifest) -> Actor:
    return Actor(manifest.actor_id, manifest.actor_name)
