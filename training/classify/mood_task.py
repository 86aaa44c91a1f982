"""Mood as a task: the head that ships, refined on labels of the company."""

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
    from training.classify.collecting import Taking
    from training.recipes.base import Recipe
    from training.recipes.mood import MoodRecipe
    from training.runs.trainer import TrainerRun

_OTHERWISE: Final = {
    "furious": "angry", "upset": "sad", "frustrated": "angry", "annoyed": "angry",
    "negative": "angry", "anxious": "worried", "disappointed": "sad", "happy": "thankful",
    "positive": "thankful", "grateful": "thankful", "satisfied": "thankful",
}  # fmt: skip
"""What labels of other names mean."""
_CONTENT: Final = (3.0, 3.8)
"""Stars below which a customer is not content, and above which they are."""
_NO_REPLIES: Final = frozenset({"badly-rated", "unsolved", "not-answered", "bot-only"})
"""Conversations that teach no replies, and yet how a customer sounds."""


class MoodTask(ClassifierTask):
    """How customers feel."""

    slot: ClassVar[Slot] = "mood"

    def taking(self, engine: Engine, request: TrainingRequest, recipe: Recipe) -> Taking:
        """First messages with a label that names a mood; else, if the recipe learns from ratings,
        last messages with what the rating says."""
        from training.classify.collecting import Taking, first_message, last_message

        by_rating = cast("MoodRecipe", recipe).ratings

        def label(conversation: KeptConversation) -> str | None:
            rated = _of_rating(conversation.rating) if by_rating else None
            return _labelled(conversation) or rated

        def about(conversation: KeptConversation) -> str:
            read = first_message if _labelled(conversation) else last_message
            return read(conversation)

        return Taking(label, about, _NO_REPLIES, even=True)

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
    """What a customer who gave so many of five stars felt in the end."""
    if stars is None:
        return None
    return "angry" if stars < _CONTENT[0] else "thankful" if stars > _CONTENT[1] else "neutral"


def named(label: str) -> str | None:
    """The mood that a label names; None where it names none."""
    folded = label.strip().casefold()
    return folded if folded in MOODS else _OTHERWISE.get(folded)
