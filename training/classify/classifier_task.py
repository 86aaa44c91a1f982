"""The base class of tasks that train a classifier on labelled texts."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from assistant.contracts import Estimate, Judgement, TrainingRequest
from assistant.generators import result_of
from assistant.jobs import Step
from assistant.understanding import head_files
from assistant.understanding.head_files import Heads, Slot
from training.recipes.task import Prepared, Task, Trained

if TYPE_CHECKING:
    from assistant.engine import Engine
    from assistant.store.database import Actor
    from training.classify.collecting import Collected, LabelSource
    from training.recipes.base import Recipe
    from training.runs.dataset import Dataset
    from training.runs.machine import Machine

TOPIC = "versions"


class ClassifierTask(Task):
    """Base class of tasks whose result is a classifier head of `assistant.understanding`.

    Attributes:
        slot: The purpose of its heads: intents or mood.
    """

    slot: ClassVar[Slot]
    judges_exported = True

    @abstractmethod
    def label_source(self, engine: Engine, request: TrainingRequest, recipe: Recipe) -> LabelSource:
        """How texts and labels are taken from conversations."""

    def named(self, label: str) -> str | None:
        """Map a label of a table to ours; None if it does not belong to this kind."""
        return label

    def estimate(
        self, engine: Engine, request: TrainingRequest, recipe: Recipe, machine: Machine
    ) -> Estimate:
        """As `Task.estimate`: counts all examples, and measures the speed on a few texts."""
        from training.classify.estimating import estimated

        found = result_of(self._collect(engine, request, recipe))
        return estimated(engine, request, recipe, machine, found)

    def prepare(
        self, engine: Engine, request: TrainingRequest, recipe: Recipe, dataset: Dataset
    ) -> Generator[Step, None, Prepared]:
        """As `Task.prepare`."""
        found = yield from self._collect(engine, request, recipe)
        for side in ("train", "held_out", "judge"):
            some = found.on(side)
            dataset.add(side, ({"text": one.text, "label": one.label} for one in some))
        dataset.learn_from(
            {one.lesson[0]: one.lesson for one in found.on("train") if one.lesson}.values()
        )
        others = (*found.on("held_out"), *found.on("judge"))
        dataset.hold_out({one.lesson[1] for one in others if one.lesson})
        learnt = found.on("train")
        labels = Counter(one.label for one in learnt)
        return Prepared(
            learnt=len(learnt) if len(labels) > 1 else 0,
            facts=self.facts(engine, request),
            left_out=found.left_out,
        )

    def facts(self, engine: Engine, request: TrainingRequest) -> Mapping[str, Any]:
        """What the trainer needs beside recipe and dataset; see `Prepared.facts`."""
        from assistant import model_paths

        folder = model_paths.embedding_model(engine.home, engine.settings.embedding_model)
        return {"embedding": str(folder)}

    def judge(self, engine: Engine, trained: Trained) -> Generator[Step, None, Judgement]:
        """As `Task.judge`: compares the published head and the one in use, on unseen texts."""
        from training.classify.judging import judge

        return (yield from judge(engine, trained, self.slot, self.in_use(engine)))

    def publish(self, engine: Engine, trained: Trained) -> Generator[Step, None, str]:
        """As `Task.publish`."""
        from training.classify.training import HEAD

        yield Step(0, 1)
        folder = trained.out / HEAD
        own = folder / head_files.EMBEDDING
        Heads(engine.home).add(
            self.slot, trained.id, head_files.read(folder, self.slot),
            embedding=own if own.is_dir() else None,
        )  # fmt: skip
        return trained.id

    def in_use(self, engine: Engine) -> str:
        """As `Task.in_use`."""
        return Heads(engine.home).active(self.slot)

    def use(self, engine: Engine, actor: Actor, model: str) -> None:
        """As `Task.use`."""
        Heads(engine.home).use(self.slot, model)
        engine.understanding.refresh()

    def discard(self, engine: Engine, actor: Actor, model: str) -> None:
        """As `Task.discard`."""
        Heads(engine.home).discard(self.slot, model)

    def _collect(
        self, engine: Engine, request: TrainingRequest, recipe: Any
    ) -> Generator[Step, None, Collected]:
        from training.classify.collecting import collect

        source = self.label_source(engine, request, recipe)
        return (yield from collect(engine, request, source, recipe.least_of_label, self.named))
