"""The task of preference tuning, on agents' edits of drafts."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, cast

from assistant.contracts import Estimate, TrainingRequest
from assistant.jobs import Step
from training.recipes.task import Prepared
from training.replies.task import DialogueTask

if TYPE_CHECKING:
    from assistant.engine import Engine
    from training.recipes.base import Recipe
    from training.recipes.preferences import Preferences
    from training.runs.dataset import Dataset
    from training.runs.machine import Machine
    from training.runs.trainer import TrainerRun


class PreferencesTask(DialogueTask):
    """Preference tuning on edited drafts."""

    def estimate(
        self, engine: Engine, request: TrainingRequest, recipe: Recipe, machine: Machine
    ) -> Estimate:
        """As `Task.estimate`."""
        from training.replies import estimating

        return estimating.of_preferences(engine, request, cast("Preferences", recipe), machine)

    def prepare(
        self, engine: Engine, request: TrainingRequest, recipe: Recipe, dataset: Dataset
    ) -> Generator[Step, None, Prepared]:
        """As `Task.prepare`."""
        from training.replies.bases import base_of
        from training.replies.edited_drafts import collect

        base = base_of(engine.shelf, request)
        return (yield from collect(engine, cast("Preferences", recipe), dataset, base))

    def train(self, run: TrainerRun) -> Mapping[str, float]:
        """As `Task.train`."""
        from training.replies.fine_tuning import PreferenceTuning

        return PreferenceTuning(run).train()
