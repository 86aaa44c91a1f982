"""Every figure the starter model is made with; a run's folder keeps the recipe it was made with."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from assistant.prompt import RENDERING


@dataclass(frozen=True, slots=True)
class Shape:
    """The decoder: Qwen3's architecture (RMSNorm, rotary positions, normed queries and keys)."""

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
    """How often each kind of example is drawn; relative to each other."""

    faq_human: float = 0.22
    faq_verbatim: float = 0.20
    bitext: float = 0.16
    dialogue_copy: float = 0.20
    dialogue: float = 0.06
    demo: float = 0.10
    repetition: float = 0.06


@dataclass(frozen=True, slots=True)
class Recipe:
    """One run. `tokens` counts what the model reads, padding left out."""

    shape: Shape = field(default_factory=Shape)
    shares: Shares = field(default_factory=Shares)
    seed: int = 20261122
    rendering: int = RENDERING
    tokens: int = 8_200_000
    batch_tokens: int = 4_096
    longest: int = 416
    """Tokens of an example; longer ones are left out."""
    matrix_rate: float = 0.012
    vector_rate: float = 0.003
    decay: float = 0.05
    warm_up: float = 0.01
    """Share of the run in which the rate rises."""
    cool_down: float = 0.35
    """Share of the run in which the rate falls to nothing, linearly."""
    prompts_learnt: float = 0.12
    """Share of the run, at its start, in which the prompt's tokens are foreseen too: three times
    the tokens to learn the language from, before only the reply counts."""
    held_out: int = 5
    """One entity, and one request, in so many is kept for judging."""

    @classmethod
    def read(cls, path: Path) -> Recipe:
        """The recipe that a run's folder keeps."""
        kept = json.loads(path.read_text("utf-8"))
        shape, shares = Shape(**kept.pop("shape")), Shares(**kept.pop("shares"))
        return cls(shape=shape, shares=shares, **kept)

    def write(self, path: Path) -> None:
        """Keep it beside the run."""
        path.write_text(json.dumps(asdict(self), indent=1), "utf-8")
