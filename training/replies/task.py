"""The task of fine-tuning on replies, and the base class of tasks that make a dialogue model.

Modules are imported in the methods that use them: the trainer needs no engine, and the engine no
torch.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from typing import TYPE_CHECKING, cast

from assistant.contracts import Estimate, Judgement, ReportLanguage, TrainingRequest
from assistant.jobs import Step
from training.recipes.task import Prepared, Task, Trained

if TYPE_CHECKING:
    from assistant.engine import Engine
    from assistant.store.database import Actor
    from training.recipes.base import Recipe
    from training.recipes.dialogue_tuning import DialogueTuning
    from training.recipes.replies import Replies
    from training.runs.dataset import Dataset
    from training.runs.machine import Machine
    from training.runs.trainer import TrainerRun


class DialogueTask(Task):
    """Base class of tasks whose result is a dialogue model of the shelf."""

    judges_exported = True

    def judge(self, engine: Engine, trained: Trained) -> Generator[Step, None, Judgement]:
        """As `Task.judge`."""
        from training.replies import judging

        return (yield from judging.judge(engine, trained, cast("DialogueTuning", trained.recipe)))

    def publish(self, engine: Engine, trained: Trained) -> Generator[Step, None, str]:
        """As `Task.publish`."""
        from training.replies import publishing

        return (yield from publishing.publish(engine, trained))

    def in_use(self, engine: Engine) -> str:
        """As `Task.in_use`."""
        from training.replies import publishing

        return publishing.in_use(engine)

    def use(self, engine: Engine, actor: Actor, model: str) -> None:
        """As `Task.use`."""
        from training.replies import publishing

        publishing.use(engine, actor, model)

    def discard(self, engine: Engine, actor: Actor, model: str) -> None:
        """As `Task.discard`."""
        from training.replies import publishing

        publishing.discard(engine, actor, model)

    def report(
        self, trained: Trained, judgement: Judgement, language: ReportLanguage = "en"
    ) -> Iterator[str]:
        """As `Task.report`, with the drafts side by side, in English and Chinese."""
        from training.judging import report
        from training.replies.judging import drafts_of

        drafts = drafts_of(trained)
        return report.page(trained.name or trained.id, judgement, drafts, language)


class RepliesTask(DialogueTask):
    """Fine-tuning on agents' replies."""

    def estimate(
        self, engine: Engine, request: TrainingRequest, recipe: Recipe, machine: Machine
    ) -> Estimate:
        """As `Task.estimate`."""
        from training.replies import estimating

        return estimating.of_replies(engine, request, cast("Replies", recipe), machine)

    def prepare(
        self, engine: Engine, request: TrainingRequest, recipe: Recipe, dataset: Dataset
    ) -> Generator[Step, None, Prepared]:
        """As `Task.prepare`."""
        from training.replies.bases import base_of
        from training.replies.collecting import collect

        base = base_of(engine.shelf, request)
        return (yield from collect(engine, request, cast("Replies", recipe), dataset, base))

    def train(self, run: TrainerRun) -> Mapping[str, float]:
        """As `Task.train`."""
        from training.replies.fine_tuning import ReplyTuning

        return ReplyTuning(run).train()
