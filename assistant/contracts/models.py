"""Types for the installed dialogue models, and the request to add one."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from assistant.contracts.base import Reply, Short, Wire
from assistant.contracts.drafts import ModelInfo

_Path = Annotated[str, StringConstraints(max_length=4096)]


class ModelAddRequest(Wire):
    """Add a model folder of the engine's machine, as a job. Only the engine's own user may."""

    folder: Annotated[_Path, StringConstraints(min_length=1)]
    """Folder of a Hugging Face model as safetensors, or of a model that Replydesk converted."""
    adapter: _Path = ""
    """Folder of a LoRA adapter to merge into it."""
    name: Short = ""
    """Display name; if empty, the folder's name."""
    use: bool = False
    """Let it write drafts, if it passes."""


class ShelvedModel(ModelInfo):
    """A dialogue model with the measurements made when it was converted."""

    family: str = ""
    languages: list[str] = Field(default_factory=list)
    """Languages that its maker declares; empty if none are declared."""
    adapter: str = ""
    """Name of the LoRA adapter merged into its weights."""
    converted: Literal["here", "elsewhere"] = "here"
    agreement: float | None = None
    """Share of positions at which fp32 ONNX predicts the same next token as the original."""
    perplexity: float | None = None
    """Perplexity of the original weights on held-out replies."""
    perplexity_int4: float | None = None
    trainable: bool = False
    """Whether its original weights were kept, so that training can start from them."""
    built_in: bool = False
    """Whether it came with the program, so that it cannot be removed."""
    previous: bool = False
    """Whether it would write drafts after a rollback."""
    on_request: bool = False
    """Whether it writes drafts only on request, while they are composed by default: it came with
    the program, nobody chose it, and it measured no better than composed drafts."""


class ModelShelf(Reply):
    """All dialogue models of this engine."""

    items: list[ShelvedModel]
    active: str = ""
    """Id of the model that writes drafts; empty for none."""
    on_request: str = ""
    """Id of the model that writes drafts only on request; empty for none."""
    previous: str = ""
    converts: bool = False
    """Whether this machine can convert third-party models, which needs torch."""
