"""Preference tuning (DPO) of the dialogue model on agents' edits of its drafts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from assistant.contracts import TrainingKind
from assistant.contracts.training import Preset
from training.recipes.base import option
from training.recipes.dialogue_tuning import DialogueTuning


class Preferences(DialogueTuning):
    """Learns from pairs of a draft that was shown and the reply that was sent instead, by direct
    preference optimization (Rafailov et al. 2023)."""

    kind: ClassVar[TrainingKind] = "preferences"
    title: ClassVar[str] = "Preferences"
    text: ClassVar[str] = (
        "The model that writes drafts learns from what your agents changed in them: to write what "
        "was sent rather than what was shown."
    )
    presets: ClassVar[Mapping[Preset, Mapping[str, Any]]] = {
        "quick": {"epochs": 1.0, "judged": 30},
        "balanced": {"epochs": 2.0},
        "thorough": {"epochs": 4.0, "judged": 150, "trials": 6},
    }
    task: ClassVar[str] = "training.replies.preferences_task:PreferencesTask"
    least_examples: ClassVar[int] = 30

    learning_rate: float = option(
        5e-5, title="Learning rate", least=1e-8, most=1.0,
        text="How far one step goes, in a model 1,024 numbers wide: narrower ones take longer "
        "steps, wider ones shorter, and whole models a fifth. Too high and the loss jumps.",
    )  # fmt: skip
    beta: float = option(
        0.1, title="Faithfulness to the model before", least=0.001, most=10,
        text="How hard it is held to what it wrote before. Lower changes more.",
    )  # fmt: skip


RECIPE = Preferences
