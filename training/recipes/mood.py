"""Mood classification: the head that ships, refined on messages that the company labelled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from assistant.contracts import TrainingKind
from assistant.contracts.training import Preset
from training.recipes.base import Recipe, option


class MoodRecipe(Recipe):
    """Learns labels of a table or an export: `angry`, `worried`, `sad`, `thankful`, `neutral`."""

    kind: ClassVar[TrainingKind] = "mood"
    title: ClassVar[str] = "Mood"
    text: ClassVar[str] = (
        "How a customer feels, so that a draft meets it with the right words. Begins with what "
        "English comments taught, and learns from messages that your team labelled angry, worried, "
        "sad, thankful or neutral, and from your customers' ratings."
    )
    presets: ClassVar[Mapping[Preset, Mapping[str, Any]]] = {
        "quick": {}, "balanced": {}, "thorough": {},
    }  # fmt: skip
    task: ClassVar[str] = "training.classify.mood_task:MoodTask"
    slot: ClassVar[str] = "mood"
    least_examples: ClassVar[int] = 40
    quality: ClassVar[str] = "accuracy"
    tables: ClassVar[str] = "text, label"
    modules: ClassVar[tuple[str, ...]] = ()

    hold: float = option(
        1.0, title="Hold", least=0.001, most=1000, advanced=False,
        text="How hard it is held to what it knew before. More for few labels, less for many.",
    )  # fmt: skip
    ratings: bool = option(
        True, title="Learn from ratings", advanced=False,
        text="Where no label says how a customer felt: what they wrote last before a bad rating "
        "counts as angry, before a good one as thankful.",
    )  # fmt: skip
    least_of_label: int = option(
        3, title="Least of a mood", least=1, most=1000,
        text="Moods with fewer examples are not learnt; what was known of them stays.",
    )  # fmt: skip


RECIPE = MoodRecipe
