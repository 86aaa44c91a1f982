"""Requests to a dialogue model, the events of its answer, and where its files are: the engine's
side.

A draft is a stream of events. `Waiting` comes at least four times a second until the text begins,
so that the consumer can cancel at any time. After `FellBack` another `Begun` follows: the text
before it is void.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.prompt import Prompt

Backend = Literal["torch", "onnx-int4", "onnx-fp32", "remote"]
Device = Literal["auto", "cpu"]
Rendering = Literal["own", "chat"]
WaitingFor = Literal["turn", "loading", "reading"]
EndReason = Literal["finished", "length", "time", "cancelled", "failed"]

DEFAULT_MAX_TOKENS = 256
LARGEST_WINDOW = 4096
"""Tokens of prompt and reply together for which memory is allocated, even if a model allows more.
"""
SMALLEST_WINDOW = 512
"""The window is not halved below this when memory runs out."""


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """One reply to write.

    Args:
        max_tokens: The longest reply; it also gets at most half of the window.
        constrain: Restrict numbers, codes, addresses and fields to those in the prompt. Remote
            servers cannot do this; their text is only checked against the sources.
        temperature: 0 always takes the most likely token.
        seed: For sampling at temperatures above 0.
        stop_after_ms: Stop after writing for so long; 0 for no limit.
    """

    prompt: Prompt
    max_tokens: int = DEFAULT_MAX_TOKENS
    constrain: bool = True
    temperature: float = 0.0
    seed: int = 0
    stop_after_ms: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """No text yet: waiting for its turn, for the model to load, or for the prompt to be read.

    `done` and `total` count the prompt's tokens.
    """

    for_: WaitingFor
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Begun:
    """The prompt has been read and the reply begins."""

    backend: Backend
    device: str
    model_id: str
    prompt_tokens: int
    reused_tokens: int = 0
    dropped_passages: int = 0
    dropped_turns: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """More text, of `tokens` tokens; whole characters only."""

    text: str
    tokens: int


@dataclass(frozen=True, slots=True)
class FellBack:
    """The current backend failed and another starts over.

    `told` says whether the user has been told of it before.
    """

    code: str
    from_backend: Backend
    to_backend: Backend
    detail: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """The reply is over.

    Attributes:
        seconds: Total time, including reading the prompt.
        first_token_ms: From the request to the first token.
        rate: Tokens per second of writing, from the first token on; 0 if unknown.
    """

    reason: EndReason
    tokens: int = 0
    seconds: float = 0.0
    first_token_ms: float = 0.0
    rate: float = 0.0
    code: str = ""
    detail: str = ""


def written_rate(tokens: int, seconds: float) -> float:
    """Tokens per second of writing.

    Args:
        tokens: Number of tokens; the first one ends the reading of the prompt and is not counted.
        seconds: From the first token to the last.
    """
    return round((tokens - 1) / seconds, 2) if tokens > 1 and seconds > 0 else 0.0


GenerationEvent = Waiting | Begun | Piece | FellBack | Ended


@dataclass(frozen=True, slots=True)
class LocalModel:
    """A model on this machine: one folder for each format that is available.

    Args:
        tokenizer: Folder with tokenizer.json, config.json and whatever else came with the model.
        source: Folder with its safetensors, which torch runs.
        context_tokens: The model's context length.
        root: Folder of its manifest, against whose checksums it is verified on loading.
    """

    id: str
    rendering: Rendering
    tokenizer: Path
    context_tokens: int
    source: Path | None = None
    onnx_int4: Path | None = None
    onnx_fp32: Path | None = None
    root: Path | None = None

    def folder(self, backend: Backend) -> Path | None:
        """The folder of a backend's files; None if there is none."""
        folders: dict[Backend, Path | None] = {
            "torch": self.source,
            "onnx-int4": self.onnx_int4,
            "onnx-fp32": self.onnx_fp32,
        }
        return folders.get(backend)


@dataclass(frozen=True, slots=True)
class RemoteModel:
    """A model behind an OpenAI-compatible server on the company's network.

    Args:
        url: The API's base, such as `http://models.example:8000/v1`.
        model: The name by which the server knows it.
        rendering: `own` calls `/completions` with Replydesk's own prompt format, `chat` calls
            `/chat/completions`.
        token: Sent as a bearer token unless empty.
        tokenizer: Tokenizer folder of one of Replydesk's own models, so that token ids are sent.
    """

    id: str
    url: str
    model: str
    rendering: Rendering = "chat"
    context_tokens: int = LARGEST_WINDOW
    token: str = ""
    tokenizer: Path | None = None


DialogueModel = LocalModel | RemoteModel
