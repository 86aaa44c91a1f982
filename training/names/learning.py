"""Collects the training data of the tagger and fits it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from assistant.redaction.tagger.head import Head
from retrieval.embedder_states import WordStates
from training.names.corpora import plain, wikigold, wnut
from training.names.fit import fit, read
from training.names.generation import generated, renamed

LAYERS: Final = (2, 5)
"""Layers whose states are used: the third and the last of six. The lower one helps because names
are recognized more by the words themselves than by the meaning of the sentence."""
_PLAIN: Final = 3_000
_GENERATED: Final = 9_000
_RENAMED: Final = 3
_EPOCHS: Final = 6


def learn(
    data: Path, states_of: Callable[[tuple[int, ...]], WordStates], tell: Callable[[str], None]
) -> Head:
    """Read the data sets in `data`, generate the other examples, and fit; progress goes to
    `tell`."""
    states = states_of(LAYERS)
    real = wikigold(data) + wnut(data)
    examples = [
        *real, *plain(data, _PLAIN, seed=3), *generated(_GENERATED, seed=1),
        *renamed(real, _RENAMED, seed=11),
    ]  # fmt: skip
    tell(f"{len(examples)} examples")
    return fit(
        read(examples, states), digest=states.manifest.source_digest, layers=LAYERS, seed=5,
        epochs=_EPOCHS, tell=tell,
    )  # fmt: skip
