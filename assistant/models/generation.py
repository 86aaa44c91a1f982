"""What a dialogue model is asked, what it answers, and where its files lie: the engine's side.

A draft is a stream of events. `Waiting` comes at least four times a second until the text begins,
so that whoever reads the stream can give it up at any time. After `FellBack` another `Begun`
follows: what was written before it is void.
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
"""Tokens of prompt and reply together that memory is set aside for, whatever the model could."""
SMALLEST_WINDOW = 512
"""A window is not halved below this when memory runs out."""


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """One reply to write.

    Args:
        max_tokens: At most half of the window goes to the reply.
        constrain: Hold numbers, codes, addresses and fields to those of the prompt. Servers
            elsewhere cannot do it; what they write is judged as evidence only.
        temperature: 0 takes the likeliest token each time.
        seed: Of the draw, where the temperature is not 0.
        stop_after_ms: End after this time of writing; 0 never.
    """

    prompt: Prompt
    max_tokens: int = DEFAULT_MAX_TOKENS
    constrain: bool = True
    temperature: float = 0.0
    seed: int = 0
    stop_after_ms: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """No text yet: for a turn, for the model, or for the prompt, of which `done` is read."""

    for_: WaitingFor
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Begun:
    """The prompt is read and the reply begins."""

    backend: Backend
    device: str
    model_id: str
    prompt_tokens: int
    reused_tokens: int = 0
    dropped_passages: int = 0
    dropped_turns: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """More text, of so many tokens; whole characters only."""

    text: str
    tokens: int


@dataclass(frozen=True, slots=True)
class FellBack:
    """What was writing failed; another begins anew. `told`: so it was said before."""

    code: str
    from_backend: Backend
    to_backend: Backend
    detail: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """The reply is over.

    Attributes:
        seconds: Of all of it, the reading of the prompt included.
        first_token_ms: From the request to the first token.
        rate: Tokens in a second of writing, from the first token on; 0 where that is not known.
    """

    reason: EndReason
    tokens: int = 0
    seconds: float = 0.0
    first_token_ms: float = 0.0
    rate: float = 0.0
    code: str = ""
    detail: str = ""


def written_rate(tokens: int, seconds: float) -> float:
    """Tokens in a second of writing.

    Args:
        tokens: All of them; the first one ends the reading of the prompt and is not counted.
        seconds: From the first one to the last.
    """
    return round((tokens - 1) / seconds, 2) if tokens > 1 and seconds > 0 else 0.0


GenerationEvent = Waiting | Begun | Piece | FellBack | Ended


@dataclass(frozen=True, slots=True)
class LocalModel:
    """A model on this machine: the folder of each format it is there in.

    Args:
        tokenizer: The folder with tokenizer.json, config.json and what else came with the model.
        source: Its safetensors, which torch runs.
        context_tokens: The longest sequence it was made for.
        root: The folder of its manifest, by whose checksums it is verified when it is loaded.
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
        """Where the files for a backend lie; None where there are none."""
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
        model: The name the server knows it by.
        rendering: `own` asks `/completions` with our rendering, `chat` asks `/chat/completions`.
        token: Sent as a bearer token where it is not empty.
        tokenizer: For our own models: the folder of the tokenizer, so that ids are sent.
    """

    id: str
    url: str
    model: str
    rendering: Rendering = "chat"
    context_tokens: int = LARGEST_WINDOW
    token: str = ""
    tokenizer: Path | None = None


DialogueModel = LocalModel | RemoteModel
