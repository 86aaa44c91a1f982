"""Requests to a server: Replydesk's own prompt format for its own models, chat messages for others.

A server parses special tokens in the text it receives, so anything that looks like one in a
customer's text or in the knowledge base is broken up. Replydesk's own models are sent token ids if
their tokenizer is available here; these cannot be misread.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant import prompt as prompts
from assistant.models.chat_messages import chat_messages
from assistant.models.generation import GenerationRequest, RemoteModel
from assistant.models.worker.rendering import OwnRenderer, Vocabulary
from assistant.prompt import Fitted, Passage, Prompt, PromptTurn

_CHARACTERS_A_TOKEN = 2.5
"""Conservative guess for when the server's tokenizer is unknown; a Chinese character counts as one
token."""
_STRUCTURE = re.compile(
    r"<(?=[|｜]|/?s>|/?(?:bos|eos|pad|unk|think|start_of_turn|end_of_turn|tool_call)>)"
    r"|\[(?=/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\])"
    r"|<(?=<SYS>>|</SYS>>)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ServerRequest:
    """One request: path, body, the prompt after trimming with what was left out, and its tokens."""

    path: str
    body: dict[str, Any]
    fitted: Fitted
    prompt_tokens: int


def server_request(model: RemoteModel, request: GenerationRequest) -> ServerRequest:
    """Build the request for a reply.

    Raises:
        PromptTooLongError: The last message alone does not fit.
    """
    most = max(1, min(request.max_tokens, model.context_tokens // 2))
    length, value = _own(model) if model.rendering == "own" else (_chat_length, _chat)
    prompt = request.prompt
    if model.tokenizer is None or model.rendering != "own":
        prompt = harmless(prompt)
    fitted = prompts.fit(prompt, length, model.context_tokens - most)
    body: dict[str, Any] = {
        "model": model.model, "max_tokens": most, "stream": True,
        "temperature": request.temperature, "seed": request.seed,
    }  # fmt: skip
    if model.rendering == "own":
        body |= {"prompt": value(fitted.prompt), "stop": [prompts.END]}
        return ServerRequest("/completions", body, fitted, length(fitted.prompt))
    body["messages"] = value(fitted.prompt)
    return ServerRequest("/chat/completions", body, fitted, length(fitted.prompt))


def harmless(prompt: Prompt) -> Prompt:
    """The prompt with a space inserted into whatever a server could take for a special token."""
    return replace(
        prompt,
        passages=tuple(Passage(_broken(one.name), _broken(one.text)) for one in prompt.passages),
        turns=tuple(PromptTurn(turn.role, _broken(turn.text)) for turn in prompt.turns),
    )


def _broken(text: str) -> str:
    return _STRUCTURE.sub(lambda found: f"{found[0]} ", text)


def _own(model: RemoteModel) -> tuple[Callable[[Prompt], int], Callable[[Prompt], Any]]:
    if model.tokenizer is not None:
        renderer = _renderer(model.tokenizer)
        return lambda prompt: len(renderer.ids(prompt)), renderer.ids
    return lambda prompt: _guessed(_text(prompt)), _text


@lru_cache(1)
def _renderer(folder: Path) -> OwnRenderer:
    return OwnRenderer(Vocabulary(folder))


def _text(prompt: Prompt) -> str:
    return "".join(segment.marker + segment.text for segment in prompts.segments(prompt))


def _chat(prompt: Prompt) -> list[dict[str, str]]:
    return [{"role": message.role, "content": message.content} for message in chat_messages(prompt)]


def _chat_length(prompt: Prompt) -> int:
    return sum(8 + _guessed(message.content) for message in chat_messages(prompt))


def _guessed(text: str) -> int:
    plain = sum(character.isascii() for character in text)
    return int(plain / _CHARACTERS_A_TOKEN) + len(text) - plain + 1
