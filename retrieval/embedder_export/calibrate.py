"""Runs the unquantised graph over sentences to measure the input range of each linear layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from retrieval.embedder_export.linear_writers import Floats, Ranges
from retrieval.embedder_session import padded


def observe(
    session: Any, inputs: Mapping[str, str], rows: Sequence[list[int]]
) -> dict[str, Ranges]:
    """The range of each input channel of each linear layer.

    Args:
        session: A session of the float32 graph with the values of `inputs` as outputs.
        inputs: Layer → name of its input value.
        rows: Token ids of the sentences.
    """
    values = sorted(set(inputs.values()))
    seen: dict[str, Ranges] = {}
    for row in rows:
        found = session.run(values, padded([row]))
        for name, array in zip(values, found, strict=True):
            channels = array.reshape(-1, array.shape[-1])
            here = Ranges(np.minimum(channels.min(axis=0), 0), np.maximum(channels.max(axis=0), 0))
            seen[name] = seen[name].joined(here) if name in seen else here
    return {layer: seen[value] for layer, value in inputs.items()}


def vectors(session: Any, output: str, rows: Sequence[list[int]]) -> Floats:
    """The vectors of the rows, computed one at a time; shape (rows, dims)."""
    found: Floats = np.concatenate([session.run([output], padded([row]))[0] for row in rows])
    return found
