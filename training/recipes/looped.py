"""Options shared by all recipes trained with `training.runs.loop`: steps, rate, patience."""

from __future__ import annotations

from typing import Final

from training.recipes.base import Recipe, option

MEASUREMENTS: Final = 10
"""Default number of measurements in a run."""


class LoopedRecipe(Recipe):
    """A recipe with a training loop: batches, AdamW, cosine schedule, early stopping."""

    epochs: float = option(
        2.0, title="Passes", least=0.01, most=1000, advanced=False,
        text="How often every example is read. More learns more, and in the end by heart.",
    )  # fmt: skip
    learning_rate: float = option(
        2e-4, title="Learning rate", least=1e-8, most=1.0,
        text="How far one step goes. Too high and the loss jumps, too low and it hardly falls.",
    )  # fmt: skip
    batch: int = option(
        16, title="Batch", least=1, most=4096,
        text="Examples that one step learns from together, over all processes.",
    )  # fmt: skip
    micro_batch: int = option(
        0, title="At once", least=0, most=4096,
        text="Examples in memory at once; 0 takes the whole batch. It halves itself when memory "
        "runs out; what is learnt stays the same.",
    )  # fmt: skip
    warm_up: float = option(
        0.06, title="Warm-up", least=0, most=1,
        text="Share of the steps in which the rate rises, before it falls along a cosine.",
    )  # fmt: skip
    weight_decay: float = option(
        0.01, title="Weight decay", least=0, most=1,
        text="Pulls weights towards zero, which keeps a model from trusting single examples.",
    )  # fmt: skip
    clip: float = option(
        1.0, title="Gradient clipping", least=0, most=1000,
        text="Longest step that a single batch may ask for; 0 is no bound.",
    )  # fmt: skip
    patience: int = option(
        3, title="Patience", least=0, most=1000,
        text="After this many measurements without improvement, the run ends with its best; 0 "
             "never ends it early.",
    )  # fmt: skip
    measured_every: int = option(
        0, title="Measure every", least=0, most=1_000_000,
        text="Steps between measurements on held-out examples; 0 measures ten times a run.",
    )  # fmt: skip
    saved_every: float = option(
        120.0, title="Save every", least=0, most=86_400,
        text="Seconds between checkpoints: what a power cut can cost.",
    )  # fmt: skip
    processes: int = option(
        0, title="Processes", least=0, most=64,
        text="Processes that learn together on this machine; 0 is one for each graphics "
        "processor, or one. What is learnt is the same.",
    )  # fmt: skip

    def measurements(self, steps: int) -> int:
        """Number of measurements in a run of this many steps, with the one before the first."""
        every = self.measured_every or max(1, steps // MEASUREMENTS)
        return 1 + -(-steps // every)
