"""Measures the speed of tuning an encoder for intents, by steps on some of the texts.

Only the probe process loads this module (`training.cli.train_probe`).
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import torch

from training.classify.learner import IntentLearner
from training.classify.plan import LabelBalancedPlan
from training.encoders import trial
from training.encoders.encoder import Encoder
from training.recipes.intents import Intents


def measured(asked: dict[str, Any], began: float) -> dict[str, Any]:
    """Take some steps; returns the fields of a `Pace`.

    Args:
        asked: The request from `classify.estimating`.
        began: Start time of the process, in seconds since 1970.
    """
    torch.set_num_threads(asked["threads"])
    recipe = Intents.model_validate(asked["recipe"])
    texts, labels = list(asked["texts"]), list(asked["labels"])
    encoder = Encoder(Path(asked["weights"]), dropout=recipe.dropout)
    started = time.time() - began
    names = [str(number) for number in range(max(labels) + 1)]
    learner = IntentLearner(encoder, names, (texts, labels), ([], []), recipe, trial.device())
    plan = LabelBalancedPlan(labels, batch=recipe.batch, epochs=1000, seed=recipe.seed)
    return trial.paced(learner, plan, recipe, encoder, started, texts)
