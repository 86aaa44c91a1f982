"""The interface of a task: how one kind of training is prepared, trained, judged and deployed.

All methods but `train` run in the engine's process, which does not load torch: import it only
inside `train` and in modules that only `train` imports.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.contracts import Estimate, Judgement, ReportLanguage, TrainingRequest
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
    """The result of `prepare`.

    Attributes:
        learnt: Number of examples of the part `train` with at least one unmasked label. If it is
            0, the run is refused (`training.nothing-learnt`).
        facts: What the trainer needs beside recipe and dataset: paths, sizes, numbers. It is
            stored unencrypted in the run's folder, so it must not contain words of a conversation
            or labels: those go into the dataset (`Dataset.keep`).
        left_out: Reason → number of examples left out.
    """

    learnt: int
    facts: Mapping[str, Any] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trained:
    """A trained run, as passed to `judge`, `publish` and `report`.

    Attributes:
        id, name: Id and name of the run.
        out: Folder with the files that `train` wrote.
        recipe, facts, dataset: The same that the trainer had.
        results: What `train` returned.
        model: What `publish` returned; "" if the model is not published yet.
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
        judges_exported: Whether `publish` comes before `judge`, which then measures the exported
            model that will be served.
    """

    judges_exported: bool = False

    @abstractmethod
    def estimate(
        self, engine: Engine, request: TrainingRequest, recipe: Recipe, machine: Machine
    ) -> Estimate:
        """Estimate time, memory and disk, and whether there is enough to learn from; writes
        nothing.

        Raises:
            CodedError: It cannot be trained at all, for example without transcripts.
        """

    @abstractmethod
    def prepare(
        self, engine: Engine, request: TrainingRequest, recipe: Recipe, dataset: Dataset
    ) -> Generator[Step, None, Prepared]:
        """Write the dataset: its parts `train`, `held_out` and `judge`, its documents
        (`Dataset.keep`), whom the run learns from (`Dataset.learn_from`), and whose words are only
        held out (`Dataset.hold_out`).

        Raises:
            CodedError: The run is refused.
        """

    @abstractmethod
    def train(self, run: TrainerRun) -> Mapping[str, float]:
        """Train, in the trainer process, and write the result into `run.out`. Returns figures to
        show to people."""

    @abstractmethod
    def judge(self, engine: Engine, trained: Trained) -> Generator[Step, None, Judgement]:
        """Compare the model before and after on the part `judge`. If `Judgement.better` is set, the
        model may be put to use without `insist`."""

    @abstractmethod
    def publish(self, engine: Engine, trained: Trained) -> Generator[Step, None, str]:
        """Install the trained model where the engine can load it, without using it yet; returns its
        id.

        Raises:
            CodedError: It does not pass the parity check, or cannot be written.
        """

    @abstractmethod
    def in_use(self, engine: Engine) -> str:
        """Id of the model in use; "" for the one that ships with the program, or for none."""

    @abstractmethod
    def use(self, engine: Engine, actor: Actor, model: str) -> None:
        """Switch to a published model, atomically; "" returns to the one that ships with the
        program.

        Raises:
            CodedError: The model is missing or damaged; what was in use still is.
        """

    def switching(self, engine: Engine) -> int | None:
        """Id of the job that is putting a version to use now; None if there is none."""
        return None

    @abstractmethod
    def discard(self, engine: Engine, actor: Actor, model: str) -> None:
        """Delete a published model that is not in use; does nothing if it is gone already."""

    def report(
        self, trained: Trained, judgement: Judgement, language: ReportLanguage = "en"
    ) -> Iterator[str]:
        """Yield the judgement as a complete HTML page, in pieces; `language` is shown first."""
        from training.judging.summary_page import summary_page

        return summary_page(trained.name or trained.id, judgement, language)
