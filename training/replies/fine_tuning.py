"""The training of a dialogue model, from the dataset to the finished model.

Only the trainer process loads this module.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, cast

from training.learning.batches import Encoded
from training.learning.plans import LengthGroupedPlan
from training.recipes.dialogue_tuning import DialogueTuning
from training.recipes.preferences import Preferences
from training.recipes.replies import Replies
from training.replies import searching, trainable_model
from training.replies.bases import Base
from training.replies.decoder import DecoderLearner
from training.replies.encoding import ReplyEncoder
from training.replies.examples import Preference, ReplyExample
from training.replies.file_names import MODEL
from training.replies.learner import ReplyLearner
from training.replies.memory import is_short
from training.replies.preference_learner import Pair, PreferenceLearner
from training.replies.rehearsal_drafts import rehearsed
from training.replies.team_words import describe, team_words
from training.runs.dataset import Part
from training.runs.loop import Loop
from training.runs.trainer import TrainerRun
from training.sampling import evenly

_SAMPLES: Final = 5
_KNOWN: Final = "margins of the model before"


class FineTuning(ABC):
    """The steps common to fine-tuning on replies and on preference pairs."""

    def __init__(self, run: TrainerRun) -> None:
        self._run = run
        self._base = Base.of_facts(run.facts["base"])
        longest = int(run.facts["longest"])
        self._encoder = ReplyEncoder(self._base.folder, self._base.rendering, longest)

    def train(self) -> Mapping[str, float]:
        """Train, and write the model into `out`; errors as in `Loop.train`."""
        run = self._run
        recipe = cast("DialogueTuning", run.recipe)
        if recipe.trials:
            recipe = searching.best(run, recipe, self.learner)
            run.recipe = recipe
        learner = self.learner(recipe)
        results = Loop(run, learner, plan_of(learner.sizes(), recipe)).train()
        if run.group.is_main:
            share = self.share()
            trainable_model.publish(
                learner.trainable, self._base.folder, run.out / MODEL, share=share
            )
            describe(run.out / MODEL, self.words())
        run.group.wait()
        return results

    @abstractmethod
    def learner(self, recipe: DialogueTuning) -> DecoderLearner:
        """Create a learner with a fresh copy of the base model and its training data."""

    def share(self) -> float:
        """Interpolation between base (0) and trained weights (1) in the published model."""
        return 1.0

    def words(self) -> Sequence[str]:
        """Words to allow, besides everyday ones, in a model that is held to the words of its
        prompt."""
        return ()

    def _few_held_out(self) -> list[dict[str, Any]]:
        """A few held-out examples, for samples."""
        return evenly(list(self._run.dataset.read("held_out")), _SAMPLES)

    def _trainable(
        self, recipe: DialogueTuning, sizes: Sequence[int]
    ) -> trainable_model.TrainableModel:
        """The base model, made ready to train on examples of these sizes (in tokens)."""
        run = self._run
        model = trainable_model.load(self._base.folder, run.device, frozen=recipe.method != "full")
        saving = recipe.checkpointing == "on"
        if recipe.checkpointing == "auto" and is_short(model, recipe, sizes, run.device):
            run.warn("memory-saved")
            saving = True
        steps = plan_of(sizes, recipe).steps
        return trainable_model.made_trainable(model, recipe, steps=steps, checkpointing=saving)


class ReplyTuning(FineTuning):
    """Supervised fine-tuning on agents' replies."""

    def learner(self, recipe: DialogueTuning) -> DecoderLearner:
        """As in `FineTuning`."""
        train, held_out = self._examples("train"), self._examples("held_out")
        train += self._encoded(rehearsed(self._run, self._base, self._encoder))
        asked = [(one.prompt, one.reply) for one in map(ReplyExample.of, self._few_held_out())]
        trainable = self._trainable(recipe, [len(one.ids) for one in train])
        return ReplyLearner(
            trainable, self._encoder, recipe, self._run.device, asked, train, held_out
        )

    def share(self) -> float:
        """As in `FineTuning`: the recipe's `share`."""
        return cast("Replies", self._run.recipe).share

    def words(self) -> Sequence[str]:
        """As in `FineTuning`: words that many of the replies have in common."""
        if not cast("Replies", self._run.recipe).words:
            return ()
        return team_words(str(body["reply"]) for body in self._run.dataset.read("train"))

    def _examples(self, part: Part) -> list[Encoded]:
        return self._encoded(map(ReplyExample.of, self._run.dataset.read(part)))

    def _encoded(self, examples: Iterable[ReplyExample]) -> list[Encoded]:
        found = []
        for example in examples:
            fitting = self._encoder.example(example.prompt, example.reply, example.unsupported)
            if fitting is not None:
                found.append(fitting.encoded)
        return found


class PreferenceTuning(FineTuning):
    """Preference tuning on agents' edits of drafts."""

    def learner(self, recipe: DialogueTuning) -> DecoderLearner:
        """As in `FineTuning`; the base model's margins are computed once, for all starts."""
        train, held_out = self._pairs("train"), self._pairs("held_out")
        asked = [(one.prompt, one.chosen) for one in map(Preference.of, self._few_held_out())]
        trainable = self._trainable(recipe, [len(one[0]) + len(other[0]) for one, other in train])
        learner = PreferenceLearner(
            trainable, self._encoder, recipe, self._run.device, asked, train, held_out,
            beta=cast("Preferences", recipe).beta,
        )  # fmt: skip
        known = self._run.dataset.kept(_KNOWN)
        if known is None:
            known = learner.margins()
            if self._run.group.is_main:
                self._run.dataset.keep(_KNOWN, known)
        learner.known = known
        return learner

    def _pairs(self, part: Part) -> list[Pair]:
        found: list[Pair] = []
        for body in self._run.dataset.read(part):
            pair = Preference.of(body)
            sent = self._encoder.example(pair.prompt, pair.chosen)
            shown = self._encoder.example(pair.prompt, pair.rejected)
            if sent is not None and shown is not None:
                found.append((sent.encoded, shown.encoded))
        return found


def plan_of(sizes: Sequence[int], recipe: DialogueTuning) -> LengthGroupedPlan:
    """Which examples each step learns from."""
    return LengthGroupedPlan(sizes, batch=recipe.batch, epochs=recipe.epochs, seed=recipe.seed)
