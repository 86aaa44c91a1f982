"""Fine-tuning of the search's embedding model on questions and their answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from assistant.contracts import TrainingKind
from assistant.contracts.training import Preset
from training.recipes.base import option
from training.recipes.looped import LoopedRecipe


class Search(LoopedRecipe):
    """Learns from questions and their answers in articles, solved conversations and tables."""

    kind: ClassVar[TrainingKind] = "search"
    title: ClassVar[str] = "Search"
    text: ClassVar[str] = (
        "The search learns which of your answers goes with which question, from articles and "
        "solved conversations. What it knew before is kept: old and new are mixed as far as that "
        "costs nothing elsewhere."
    )
    presets: ClassVar[Mapping[Preset, Mapping[str, Any]]] = {
        "quick": {"epochs": 1.0, "negatives": 1},
        "balanced": {},
        "thorough": {"epochs": 4.0, "negatives": 4},
    }
    task: ClassVar[str] = "training.search.search_task:SearchTask"
    slot: ClassVar[str] = "search"
    least_examples: ClassVar[int] = 100
    quality: ClassVar[str] = "r_at_1"
    tables: ClassVar[str] = "question, answer"

    epochs: float = option(
        2.0, title="Passes", least=0.01, most=100, advanced=False,
        text="How often every pair is read. More learns more, and forgets more.",
    )  # fmt: skip
    learning_rate: float = option(
        3e-5, title="Learning rate", least=1e-8, most=0.1,
        text="How far one step goes.",
    )  # fmt: skip
    batch: int = option(
        48, title="Batch", least=4, most=1024,
        text="Pairs that are compared in a step: each question finds its answer among all of them.",
    )  # fmt: skip
    negatives: int = option(
        2, title="Hard negatives", least=0, most=10,
        text="Answers beside each right one that the search takes for nearly as good today.",
    )  # fmt: skip
    hold: float = option(
        0.2, title="Hold", least=0, most=100,
        text="How hard vectors are held to where they were. More forgets less, and learns less.",
    )  # fmt: skip
    warmth: float = option(
        0.05, title="Temperature", least=0.001, most=1,
        text="Cosines are divided by this: the lower, the more the nearest rival counts.",
    )  # fmt: skip
    most_pairs: int = option(
        20_000, title="Most pairs", least=100, most=1_000_000,
        text="At most this many pairs are learnt from: the newest.",
    )  # fmt: skip


RECIPE = Search
