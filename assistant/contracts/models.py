"""The shelf of dialogue models: what stands there, and what is asked of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from assistant.contracts.base import Reply, Short, Wire
from assistant.contracts.drafts import ModelInfo

_Path = Annotated[str, StringConstraints(max_length=4096)]


class ModelAddRequest(Wire):
    """Take in a model folder of the engine's machine, as a job. Only the engine's own user may."""

    folder: Annotated[_Path, StringConstraints(min_length=1)]
    """Of a Hugging Face model as safetensors, or of a model that Replydesk converted."""
    adapter: _Path = ""
    """Folder of a LoRA adapter to merge into it."""
    name: Short = ""
    """For people; the folder's own name when empty."""
    use: bool = False
    """Make it the one that writes drafts, if it passes."""


class ShelvedModel(ModelInfo):
    """A dialogue model with what was measured when it was converted."""

    family: str = ""
    languages: list[str] = Field(default_factory=list)
    """That its maker declares; empty where none is declared."""
    adapter: str = ""
    """Name of the LoRA adapter in its weights."""
    converted: Literal["here", "elsewhere"] = "here"
    agreement: float | None = None
    """Share of places at which fp32 ONNX names the same next token as the original."""
    perplexity: float | None = None
    """Of held-out replies, original weights."""
    perplexity_int4: float | None = None
    trainable: bool = False
    """Whether its original weights were kept, so that training can go on from it."""
    built_in: bool = False
    """Whether it came with the program: it cannot be removed."""
    previous: bool = False
    """Whether it would write after a rollback."""
    on_request: bool = False
    """Whether it writes when a draft is asked of it, and drafts are composed otherwise: it came
    with the program, nobody chose it, and it measured no better than composed drafts."""


class ModelShelf(Reply):
    """All dialogue models of this engine."""

    items: list[ShelvedModel]
    active: str = ""
    """Id of the one that writes; empty for none."""
    on_request: str = ""
    """Id of the one that writes only when it is asked to."""
    previous: str = ""
    converts: bool = False
    """Whether this machine can convert models of others: that needs torch."""
