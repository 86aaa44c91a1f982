"""A task: how one kind of training is prepared, trained, judged, exported and put to use.

All but `train` runs in the engine's process, which has no torch: import it inside `train` only
(and in modules that only `train` imports).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.contracts import Estimate, Judgement, TrainingRequest
from assistant.jobs import Step

if TYPE_CHECKING:
    from assistant.engine import Engine
    from assistant.store.database import Actor
    from training.recipes.base import Recipe
    from training.runs.dataset import Dataset
    from training.runs.machine import Machine
    from training.runs.trainer import TrainerRun


@dataclass(frozen=True, slots=True)
class Prepared:
    """What `prepare` made of the transcripts and tables.

    Attributes:
        learnt: Examples of the part `train` with at least one label that counts. None at all, and
            the run is refused (`training.nothing-learnt`).
        facts: What the trainer must know beside recipe and dataset: paths, sizes, numbers. It lies
            readable in the run's folder, so no word of a conversation, and no label, may be in it:
            those go into the dataset (`Dataset.keep`).
        left_out: Reason → examples that were not taken.
    """

    learnt: int
    facts: Mapping[str, Any] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trained:
    """A run that has been trained, as the engine's steps after it are given it.

    Attributes:
        id, name: Of the run.
        out: Folder with what `train` wrote.
        recipe, facts, dataset: As the trainer had them.
        results: What `train` returned.
        model: What `publish` returned, where that came first.
        actor: Who started the run.
    """

    id: str
    name: str
    out: Path
    recipe: Recipe
    facts: Mapping[str, Any]
    dataset: Dataset
    results: Mapping[str, float]
    actor: Actor
    model: str = ""


class Task(ABC):
    """One kind of training.

    Attributes:
        judges_exported: `publish` comes before `judge`, which then measures what will be served.
    """

    judges_exported: bool = False

    @abstractmethod
    def estimate(
        self, engine: Engine, request: TrainingRequest, recipe: Recipe, machine: Machine
    ) -> Estimate:
        """How long, how much, and whether there is enough to learn from; nothing is written.

        Raises:
            CodedError: It cannot be trained at all, as without transcripts.
        """

    @abstractmethod
    def prepare(
        self, engine: Engine, request: TrainingRequest, recipe: Recipe, dataset: Dataset
    ) -> Generator[Step, None, Prepared]:
        """Write the dataset: parts `train`, `held_out`, `judge`; whom it learns from
        (`Dataset.learn_from`), whose words it only holds (`Dataset.hold_out`); documents
        (`Dataset.keep`).

        Raises:
            CodedError: The run is refused.
        """

    @abstractmethod
    def train(self, run: TrainerRun) -> Mapping[str, float]:
        """In the trainer's process: learn, and write the result into `run.out`. Returns figures
        that a person may like to see."""

    @abstractmethod
    def judge(self, engine: Engine, trained: Trained) -> Generator[Step, None, Judgement]:
        """Before and after on the part `judge`. `Judgement.better`: it may be put to use without
        being insisted on."""

    @abstractmethod
    def publish(self, engine: Engine, trained: Trained) -> Generator[Step, None, str]:
        """Put what was trained where the engine can use it, without using it; returns its id.

        Raises:
            CodedError: It does not pass the parity gate, or cannot be written.
        """

    @abstractmethod
    def in_use(self, engine: Engine) -> str:
        """Id of what is in use now; "" for what came with the program, or nothing."""

    @abstractmethod
    def use(self, engine: Engine, actor: Actor, model: str) -> None:
        """Put a published model to use from now on, all or nothing; "" goes back to what came
        with the program.

        Raises:
            CodedError: It is not there any more, or damaged; what was in use still is.
        """

    def switching(self, engine: Engine) -> int | None:
        """The job that puts a version to use just now; None where none does."""
        return None

    @abstractmethod
    def discard(self, engine: Engine, actor: Actor, model: str) -> None:
        """Delete a published model that is not in use; nothing if it is gone already."""

    def report(self, trained: Trained, judgement: Judgement) -> Iterator[str]:
        """The judgement as an HTML page of its own, in pieces."""
        from training.judging.summary_page import summary_page

        return summary_page(trained.name or trained.id, judgement)
