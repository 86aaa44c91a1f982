"""The task of training mood: refines the head that ships on the company's labels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Final, cast

from assistant.contracts import TrainingRequest
from assistant.drafting.mood import MOODS
from assistant.understanding.head_files import Slot
from training.classify.classifier_task import ClassifierTask

if TYPE_CHECKING:
    from assistant.engine import Engine
    from assistant.transcripts.kept import KeptConversation
    from training.classify.collecting import LabelSource
    from training.recipes.base import Recipe
    from training.recipes.mood import MoodRecipe
    from training.runs.trainer import TrainerRun

_OTHERWISE: Final = {
    "furious": "angry", "upset": "sad", "frustrated": "angry", "annoyed": "angry",
    "negative": "angry", "anxious": "worried", "disappointed": "sad", "happy": "thankful",
    "positive": "thankful", "grateful": "thankful", "satisfied": "thankful",
}  # fmt: skip
"""Synonyms of moods among labels."""
_CONTENT: Final = (3.0, 3.8)
"""Ratings, in stars, below which a customer counts as angry, and above which as thankful."""
_NO_REPLIES: Final = frozenset({"badly-rated", "unsolved", "not-answered", "bot-only"})
"""Reasons for which conversations are not used to learn replies, but can be used to learn moods."""


class MoodTask(ClassifierTask):
    """Training of a classifier for how customers feel."""

    slot: ClassVar[Slot] = "mood"

    def label_source(self, engine: Engine, request: TrainingRequest, recipe: Recipe) -> LabelSource:
        """First messages of conversations whose label names a mood; of others, if the recipe
        learns from ratings, last messages with the mood derived from the rating."""
        from training.classify.collecting import LabelSource, first_message, last_message

        by_rating = cast("MoodRecipe", recipe).ratings

        def label(conversation: KeptConversation) -> str | None:
            rated = _of_rating(conversation.rating) if by_rating else None
            return _labelled(conversation) or rated

        def about(conversation: KeptConversation) -> str:
            read = first_message if _labelled(conversation) else last_message
            return read(conversation)

        return LabelSource(label, about, _NO_REPLIES, even=True)

    def named(self, label: str) -> str | None:
        """As `ClassifierTask.named`."""
        return named(label)

    def train(self, run: TrainerRun) -> Mapping[str, float]:
        """As `Task.train`."""
        from training.classify.refining import train

        return train(run)


def _labelled(conversation: KeptConversation) -> str | None:
    return next(filter(None, map(named, conversation.labels)), None)


def _of_rating(stars: float | None) -> str | None:
    """The mood of a customer who gave this many of five stars."""
    if stars is None:
        return None
    return "angry" if stars < _CONTENT[0] else "thankful" if stars > _CONTENT[1] else "neutral"


def named(label: str) -> str | None:
    """The mood that a label names, also by a synonym; None if it names none."""
    folded = label.strip().casefold()
    return folded if folded in MOODS else _OTHERWISE.get(folded)
