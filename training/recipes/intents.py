"""Intent classification: a head on the shared embedding model, or a fine-tuned encoder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from assistant.contracts import TrainingKind
from assistant.contracts.training import Preset
from training.recipes.base import option
from training.recipes.looped import LoopedRecipe


class Intents(LoopedRecipe):
    """Learns the labels of customers' first messages, or of groups that a person named."""

    kind: ClassVar[TrainingKind] = "intents"
    title: ClassVar[str] = "Intents"
    text: ClassVar[str] = (
        "What a message is about, by the labels your team gave, or by groups that you name. "
        "Messages that fit none are told apart."
    )
    presets: ClassVar[Mapping[Preset, Mapping[str, Any]]] = {
        "quick": {"method": "head"},
        "balanced": {"method": "head"},
        "thorough": {"method": "tuned"},
    }
    task: ClassVar[str] = "training.classify.intents_task:IntentsTask"
    slot: ClassVar[str] = "intents"
    least_examples: ClassVar[int] = 40
    quality: ClassVar[str] = "accuracy"
    tables: ClassVar[str] = "text, label"
    modules: ClassVar[tuple[str, ...]] = ()

    method: Literal["head", "tuned"] = option(
        "head", title="Method", advanced=False,
        text="head: learnt in seconds on what the search already reads. tuned: an embedding of "
        "its own is trained first, so that messages with one label move together; minutes to "
        "hours, and a little better.",
    )  # fmt: skip
    labels: Literal["auto", "export", "groups"] = option(
        "auto", title="Labels from", advanced=False,
        text="export: as your help desk labelled the conversations. groups: as you named the "
        "groups of messages. auto: your groups, once you have worked on them; else the export.",
    )  # fmt: skip
    refused: float = option(
        0.013, title="Strictness", least=0, most=0.2,
        text="Share of messages with a label that may be called out of scope, so that messages "
        "that fit none are noticed. 0 always names a label.",
    )  # fmt: skip
    least_of_label: int = option(
        5, title="Least of a label", least=2, most=1000,
        text="Labels with fewer examples are left out: nothing can be learnt from them.",
    )  # fmt: skip
    epochs: float = option(
        6.0, title="Passes", least=0.01, most=100,
        text="Tuned: how often every example is read. More learns more, and in the end by heart.",
    )  # fmt: skip
    learning_rate: float = option(
        1e-4, title="Learning rate", least=1e-8, most=0.1,
        text="Tuned: how far one step goes.",
    )  # fmt: skip
    batch: int = option(
        64, title="Batch", least=8, most=1024,
        text="Tuned: examples that are compared with each other in a step.",
    )  # fmt: skip
    weight_decay: float = option(
        0.05, title="Weight decay", least=0, most=1,
        text="Pulls weights towards zero, which keeps a model from trusting single examples.",
    )  # fmt: skip
    contrast: float = option(
        0.5, title="Contrast", least=0, most=10,
        text="Tuned: what it counts that messages of one label lie together and others apart, "
        "beside saying the right label.",
    )  # fmt: skip
    dropout: float = option(
        0.1, title="Dropout", least=0, most=0.9,
        text="Tuned: share of the signals that each step goes without, so that none is relied on.",
    )  # fmt: skip
    smoothing: float = option(
        0.05, title="Label smoothing", least=0, most=0.5,
        text="Tuned: share of doubt in every label, for labels that are not always right.",
    )  # fmt: skip
    adversarial: float = option(
        0.0, title="Adversarial", least=0, most=10,
        text="Tuned: every step is also learnt with its words pushed this far into the worst "
        "direction (FGM); twice the time, a little steadier. 0 does without; 0.5 to 1 is usual.",
    )  # fmt: skip

    def needs(self) -> tuple[str, ...]:
        """As in `Recipe`: only the tuned encoder is trained with torch."""
        return ("torch",) if self.method == "tuned" else ()


RECIPE = Intents
