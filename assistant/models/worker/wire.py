"""The protocol between engine and worker: one JSON object per line, in both directions.

The engine sends `load` first, then `generate` with a number, `cancel` with that number, `exit`. The
worker answers `loaded` or `failed`; for each number `reading` while the prompt is read, `begun`,
`piece`s and one `ended`, or `failed` with the error. Anything else on the pipe is an error.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from assistant.errors import CodedError, InputError, MachineError
from assistant.models.generation import GenerationRequest
from assistant.prompt import Passage, Prompt, PromptTurn

VERSION = 1
Message = dict[str, Any]


def dump(message: Message) -> bytes:
    """Encode a message as one line."""
    return json.dumps(message, separators=(",", ":")).encode() + b"\n"


def load(line: bytes) -> Message:
    """Decode a line.

    Raises:
        ValueError, TypeError: It is not a message.
    """
    message = json.loads(line)
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise TypeError
    return message


def encode_request(number: int, request: GenerationRequest) -> Message:
    """Build a `generate` message."""
    return {"type": "generate", "id": number, "request": asdict(request)}


def decode_request(message: Message) -> GenerationRequest:
    """Decode a message of `encode_request`."""
    given = dict(message["request"])
    prompt = given.pop("prompt")
    return GenerationRequest(
        prompt=Prompt(
            tuple(Passage(**passage) for passage in prompt["passages"]),
            tuple(PromptTurn(**turn) for turn in prompt["turns"]),
            prompt["style"],
            prompt["lang"],
        ),
        **given,
    )


def encode_error(error: CodedError) -> Message:
    """Build a `failed` message; the caller may add the number of a request."""
    return {
        "type": "failed", "code": error.code, "fault": error.fault,
        "expected": error.expected, "found": error.found, "remedy": error.remedy,
    }  # fmt: skip


def decode_error(message: Message) -> CodedError:
    """Decode a message of `encode_error` to the base class of its kind."""
    kind = InputError if message.get("fault") == "input" else MachineError
    words = {name: str(message.get(name, "")) for name in ("expected", "found", "remedy", "code")}
    return kind(**words)
