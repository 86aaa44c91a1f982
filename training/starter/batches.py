"""Batches of examples of similar lengths, to keep padding low."""

from __future__ import annotations

import random
from collections.abc import Iterator

from training.learning.batches import Batch, grouped, padded
from training.starter.mixture import Mixture
from training.starter.recipe import Recipe
from training.starter.tokens import Encoder

_POOL = 1024
"""Number of examples that are sorted by length together."""


def batches(mixture: Mixture, encoder: Encoder, recipe: Recipe, *, pool: int) -> Iterator[Batch]:
    """Yield the batches of one pool of examples, in an order given by the seed and the pool."""
    encoded = [encoder.example(mixture.example(pool * _POOL + at)) for at in range(_POOL)]
    fitting = [each for each in encoded if len(each.ids) <= recipe.longest]
    groups = grouped([len(each.ids) for each in fitting], recipe.batch_tokens)
    random.Random(f"{recipe.seed}/{pool}").shuffle(groups)
    for group in groups:
        yield padded([fitting[place] for place in group])
