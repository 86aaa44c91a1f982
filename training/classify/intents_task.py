"""The task of training intents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, cast

from assistant.contracts import TrainingRequest
from assistant.understanding.head_files import Slot
from training.classify.classifier_task import ClassifierTask

if TYPE_CHECKING:
    from assistant.engine import Engine
    from training.classify.collecting import LabelSource
    from training.recipes.base import Recipe
    from training.recipes.intents import Intents
    from training.runs.trainer import TrainerRun


class IntentsTask(ClassifierTask):
    """Training of a classifier for what messages are about."""

    slot: ClassVar[Slot] = "intents"

    def label_source(self, engine: Engine, request: TrainingRequest, recipe: Recipe) -> LabelSource:
        """First messages, labelled by a person's groups or by the export's labels."""
        from training.classify.collecting import LabelSource, first_message
        from training.groups.labels import labels_by_groups

        labels = labels_by_groups(engine, request, cast("Intents", recipe).labels)
        return LabelSource(labels, first_message)

    def facts(self, engine: Engine, request: TrainingRequest) -> Mapping[str, Any]:
        """As in `ClassifierTask`, with the path of the weights from which tuning starts."""
        from retrieval import default_model
        from retrieval.embedder_errors import ModelSourceError

        found = {**super().facts(engine, request), "name": default_model.NAME}
        try:
            return {**found, "weights": str(default_model.locate_source())}
        except ModelSourceError:
            return found  # only tuning needs them, and its estimate raises the error

    def train(self, run: TrainerRun) -> Mapping[str, float]:
        """As `Task.train`."""
        from training.classify.training import train

        return train(run)
