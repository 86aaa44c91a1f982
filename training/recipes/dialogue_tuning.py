"""Options shared by all recipes that fine-tune the dialogue model."""

from __future__ import annotations

from typing import ClassVar, Literal

from training.recipes.base import option
from training.recipes.looped import LoopedRecipe


class DialogueTuning(LoopedRecipe):
    """A recipe that fine-tunes a dialogue model of the shelf, by an adapter or as a whole."""

    slot: ClassVar[str] = "replies"
    modules: ClassVar[tuple[str, ...]] = ("torch", "transformers", "peft")
    quality: ClassVar[str] = "likelihood"
    bases: ClassVar[bool] = True

    learning_rate: float = option(
        3e-4, title="Learning rate", least=1e-8, most=1.0,
        text="How far one step goes, in a model 1,024 numbers wide: narrower ones take longer "
        "steps, wider ones shorter, and whole models a fifth. Too high and the loss jumps.",
    )  # fmt: skip
    method: Literal["lora", "adalora", "full"] = option(
        "lora", title="What learns",
        text="lora: small matrices beside the model's own, which learn fast and forget little. "
        "adalora: the same, with more of them where they help. full: every weight, which needs "
        "four times the memory and forgets most easily.",
    )  # fmt: skip
    rank: int = option(
        16, title="Rank", least=1, most=256,
        text="Size of the small matrices. More can learn more, and learns by heart sooner.",
    )  # fmt: skip
    dropout: float = option(
        0.05, title="Dropout", least=0, most=0.9,
        text="Share of their inputs that is left out by chance, against learning by heart.",
    )  # fmt: skip
    longest: int = option(
        768, title="Longest example", least=64, most=8192,
        text="Tokens of conversation, passages and reply together. Longer ones lose the oldest "
        "turns and the last passages, as in serving.",
    )  # fmt: skip
    checkpointing: Literal["auto", "on", "off"] = option(
        "auto", title="Save memory",
        text="Compute again on the way back instead of remembering: half the memory, a third "
        "more time. auto does it when memory is short.",
    )  # fmt: skip
    precision: Literal["auto", "single", "half"] = option(
        "auto", title="Precision",
        text="half computes in bfloat16 where the machine does that quickly; auto asks it.",
    )  # fmt: skip
    trials: int = option(
        0, title="Search for better settings", least=0, most=50, advanced=False,
        text="This many short runs first, with other learning rates, ranks and dropout; the best "
             "of them is then trained to the end. 0 takes the settings as they are.",
    )  # fmt: skip
    trial_share: float = option(
        0.2, title="Length of a short run", least=0.01, most=1,
        text="Share of a whole run that each of them takes.",
    )  # fmt: skip
    judged: int = option(
        60, title="Drafts to judge", least=0, most=1000,
        text="Held-out questions that are answered before and after, to see what it gained.",
    )  # fmt: skip
