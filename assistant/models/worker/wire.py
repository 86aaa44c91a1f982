"""The protocol of the pipe between engine and worker: one JSON object a line, both ways.

The engine sends `load` first, then `generate` with a number, `cancel` with that number, `exit`. The
worker answers `loaded` or `failed`; for each number `reading` while the prompt is read, `begun`,
`piece`s and one `ended`, or `failed` with the error. Anything else on the pipe is a fault.
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
    """One line."""
    return json.dumps(message, separators=(",", ":")).encode() + b"\n"


def load(line: bytes) -> Message:
    """The message of a line.

    Raises:
        ValueError, TypeError: It is none.
    """
    message = json.loads(line)
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise TypeError
    return message


def encode_request(number: int, request: GenerationRequest) -> Message:
    """`generate`."""
    return {"type": "generate", "id": number, "request": asdict(request)}


def decode_request(message: Message) -> GenerationRequest:
    """What `encode_request` encoded."""
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
    """`failed`, to which the number of a request may be added."""
    return {
        "type": "failed", "code": error.code, "fault": error.fault,
        "expected": error.expected, "found": error.found, "remedy": error.remedy,
    }  # fmt: skip


def decode_error(message: Message) -> CodedError:
    """What `encode_error` encoded, as the base of its kind."""
    kind = InputError if message.get("fault") == "input" else MachineError
    words = {name: str(message.get(name, "")) for name in ("expected", "found", "remedy", "code")}
    return kind(**words)
