"""All hyper-parameters of the starter model; a copy of them is written to the run's folder."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from assistant.prompt import RENDERING


@dataclass(frozen=True, slots=True)
class Shape:
    """Shape of the decoder; Qwen3's architecture: RMSNorm, rotary position embeddings, normalized
    queries and keys."""

    vocabulary: int = 6144
    hidden: int = 256
    layers: int = 8
    heads: int = 4
    key_heads: int = 4
    head_size: int = 64
    inner: int = 704
    context: int = 1024


@dataclass(frozen=True, slots=True)
class Shares:
    """Relative frequencies of the kinds of examples."""

    faq_human: float = 0.22
    faq_verbatim: float = 0.20
    bitext: float = 0.16
    dialogue_copy: float = 0.20
    dialogue: float = 0.06
    demo: float = 0.10
    repetition: float = 0.06


@dataclass(frozen=True, slots=True)
class Recipe:
    """The recipe of a run. `tokens` is the number of tokens to train on, without padding."""

    shape: Shape = field(default_factory=Shape)
    shares: Shares = field(default_factory=Shares)
    seed: int = 20261122
    rendering: int = RENDERING
    tokens: int = 8_200_000
    batch_tokens: int = 4_096
    longest: int = 416
    """Maximum tokens of an example; longer ones are left out."""
    matrix_rate: float = 0.012
    vector_rate: float = 0.003
    decay: float = 0.05
    warm_up: float = 0.01
    """Share of the run, at its start, in which the learning rate rises linearly."""
    cool_down: float = 0.35
    """Share of the run, at its end, in which the learning rate falls linearly to 0."""
    prompts_learnt: float = 0.12
    """Share of the run, at its start, in which the tokens of prompts are learnt too: three times as
    many tokens to learn the language from. After that only replies are learnt."""
    held_out: int = 5
    """About one in this many entities, and requests, is held out for judging."""

    @classmethod
    def read(cls, path: Path) -> Recipe:
        """Read a recipe from a run's folder."""
        kept = json.loads(path.read_text("utf-8"))
        shape, shares = Shape(**kept.pop("shape")), Shares(**kept.pop("shares"))
        return cls(shape=shape, shares=shares, **kept)

    def write(self, path: Path) -> None:
        """Write the recipe as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1), "utf-8")
