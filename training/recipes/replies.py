"""Fine-tuning of the dialogue model on replies written by the company's agents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from assistant.contracts import TrainingKind
from assistant.contracts.training import Preset
from training.recipes.base import option
from training.recipes.dialogue_tuning import DialogueTuning


class Replies(DialogueTuning):
    """Learns to write agents' replies from the passages that the search would find for them."""

    kind: ClassVar[TrainingKind] = "replies"
    title: ClassVar[str] = "Replies"
    text: ClassVar[str] = (
        "The model that writes drafts learns from what your agents answered: their tone, their "
        "order, what they leave out. Facts still come from the passages found for each question."
    )
    presets: ClassVar[Mapping[Preset, Mapping[str, Any]]] = {
        "quick": {"epochs": 1.0, "rank": 8, "judged": 30},
        "balanced": {"epochs": 3.0},
        "thorough": {"epochs": 6.0, "rank": 32, "judged": 150, "patience": 4, "trials": 6},
    }
    task: ClassVar[str] = "training.replies.task:RepliesTask"
    least_examples: ClassVar[int] = 50

    negatives: float = option(
        0.25, title="Passages that do not help", least=0, most=1,
        text="How often a passage that was found but does not answer stands among the others, so "
        "that the model learns to choose.",
    )  # fmt: skip
    grounded: bool = option(
        True, title="Only what the sources say",
        text="Learn of a reply only the sentences that the passages or the conversation say too, "
        "and what needs no source, such as a greeting; replies that say something else are left "
        "out. The rest would teach invention.",
    )  # fmt: skip
    rehearsal: float = option(
        0.1, title="Rehearsal", least=0, most=1,
        text="Drafts of the model before, to questions of another company, that it learns from "
             "as well: this many for each reply. They keep it from forgetting what it could do. "
             "0 goes without.",
    )  # fmt: skip
    share: float = option(
        0.5, title="How much of it", least=0, most=1,
        text="Share of what was learnt that goes into the model: half way between before and "
             "after keeps most of what is new, and most of what it could do before. 1 takes all "
             "of it.",
    )  # fmt: skip
    words: bool = option(
        True, title="Your team's words",
        text="A small model writes only words of its sources and everyday ones. With this, the "
        "words that one in two hundred of your replies has are everyday ones too, so that it "
        "can write as your team does.",
    )  # fmt: skip
    examples: int = option(
        20_000, title="Most examples", least=50, most=1_000_000,
        text="At most this many replies are learnt from: the newest.",
    )  # fmt: skip


RECIPE = Replies
