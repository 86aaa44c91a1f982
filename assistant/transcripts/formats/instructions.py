"""Instruction datasets: ShareGPT, Alpaca, and messages in OpenAI's format (ChatML).

Also reads common variants: preferences (of `chosen` and `rejected`, only `chosen` is read), a
prompt with its completion, ChatML as a single text, and turns that hold question and answer.
"""

from __future__ import annotations

import re
from typing import Any

from assistant.transcripts.formats.base import (
    Kind,
    Object,
    ObjectFormat,
    People,
    id_of,
    list_of,
    text_of,
)
from assistant.transcripts.generic.loose import flat_text
from assistant.transcripts.raw_conversations import RawConversation, RawMessage
from assistant.transcripts.records import Role

_SHAREGPT = {
    "human": Role.CUSTOMER, "user": Role.CUSTOMER, "gpt": Role.AGENT, "assistant": Role.AGENT,
    "chatgpt": Role.AGENT, "bing": Role.AGENT, "bard": Role.AGENT, "model": Role.AGENT,
    "system": Role.NOTE, "observation": Role.NOTE, "function_call": Role.NOTE,
    "function": Role.NOTE, "tool": Role.NOTE, "function_response": Role.NOTE,
}  # fmt: skip
_OPENAI = {
    "user": Role.CUSTOMER, "assistant": Role.AGENT, "system": Role.NOTE, "developer": Role.NOTE,
    "tool": Role.NOTE, "function": Role.NOTE, "model": Role.AGENT,
}  # fmt: skip
_LISTS = ("conversations", "conversation", "messages", "items", "dialog", "turns")
_ASKED = ("human", "user", "question", "query", "input", "instruction", "prompt")
_ANSWERED = ("assistant", "gpt", "bot", "answer", "response", "output")
_CHATML = re.compile(r"<\|im_start\|>(\w{1,20})\n(.*?)(?:<\|im_end\|>|\Z)", re.DOTALL)
_LABELS = ("intent", "category", "label", "labels", "tags", "source")


class ShareGpt(ObjectFormat):
    key = "sharegpt"
    title = "ShareGPT"

    def kind(self, value: Object, collection: str) -> Kind:
        first = _turns(value)[:20]
        known = [one for one in first if text_of(one.get("from")) in _SHAREGPT and "value" in one]
        known = known or [one for one in first if all(_pair(one))]
        return "conversation" if known and len(known) == len(first) else ""

    def begin(self, raw: RawConversation, value: Object, people: People) -> None:
        _begin(raw, value)
        for turn in _turns(value):
            if "from" not in turn:
                asked, answered = _pair(turn)
                raw.messages += [RawMessage(asked, Role.CUSTOMER), RawMessage(answered, Role.AGENT)]
                continue
            role = _SHAREGPT.get(str(turn.get("from")))
            raw.messages.append(
                RawMessage(flat_text(turn.get("value")), role, at=turn.get("timestamp"))
            )


class OpenAiMessages(ObjectFormat):
    key = "openai"
    title = "OpenAI messages (ChatML)"

    def kind(self, value: Object, collection: str) -> Kind:
        first = _turns(value)[:20]
        known = [one for one in first if _is_turn(one)]
        return "conversation" if known and len(known) == len(first) else ""

    def begin(self, raw: RawConversation, value: Object, people: People) -> None:
        _begin(raw, value)
        for turn in _turns(value):
            role = _OPENAI.get(str(turn.get("role")))
            text = flat_text(turn.get("content"))
            if not text and (turn.get("tool_calls") or turn.get("function_call")):
                role, text = Role.NOTE, "tool call"
            raw.messages.append(
                RawMessage(text, role, text_of(turn.get("name")), at=turn.get("timestamp"))
            )


_OUTPUTS = ("output", "completion", "chosen")


class Alpaca(ObjectFormat):
    key = "alpaca"
    title = "Alpaca"

    def kind(self, value: Object, collection: str) -> Kind:
        asked = isinstance(value.get("instruction", value.get("prompt")), str)
        told = any(isinstance(value.get(key), str) for key in _OUTPUTS)
        return "conversation" if asked and told and not _turns(value) else ""

    def begin(self, raw: RawConversation, value: Object, people: People) -> None:
        _begin(raw, value)
        history = value.get("history")
        for pair in history if isinstance(history, list) else ():
            if isinstance(pair, list | tuple) and len(pair) == 2:
                raw.messages.append(RawMessage(flat_text(pair[0]), Role.CUSTOMER))
                raw.messages.append(RawMessage(flat_text(pair[1]), Role.AGENT))
        asked = [
            text_of(value.get("instruction"), value.get("prompt")),
            text_of(value.get("input")),
        ]
        raw.messages.append(RawMessage("\n".join(filter(None, asked)), Role.CUSTOMER))
        raw.messages.append(RawMessage(text_of(*map(value.get, _OUTPUTS)), Role.AGENT))


def _begin(raw: RawConversation, value: Object) -> None:
    raw.key = id_of(value.get("id", value.get("conversation_id")))
    raw.detail(
        subject=text_of(value.get("title"), value.get("subject")),
        created_at=value.get("create_time", value.get("created_at", "")),
        language=text_of(value.get("lang"), value.get("language")),
    )
    for key in _LABELS:
        raw.label(value.get(key))
    if text := text_of(value.get("system")):
        raw.messages.append(RawMessage(text, Role.NOTE))


def _turns(value: Object) -> list[Object]:
    for key in ("chosen", "completion"):
        if answer := list_of(value.get(key)):
            return [*list_of(value.get("prompt")), *answer]
    found = next((found for key in _LISTS if (found := list_of(value.get(key)))), [])
    text = value.get("text")
    if not found and isinstance(text, str) and "<|im_start|>" in text:
        return [{"role": role, "content": words.strip()} for role, words in _CHATML.findall(text)]
    return found


def _pair(turn: Object) -> tuple[str, str]:
    """Question and answer of a turn that holds both."""
    return text_of(*map(turn.get, _ASKED)), text_of(*map(turn.get, _ANSWERED))


def _is_turn(value: Object) -> bool:
    content: Any = value.get("content")
    told = isinstance(content, str | list) or "tool_calls" in value or "function_call" in value
    return text_of(value.get("role")) in _OPENAI and told and not value.keys() - _TURN


_TURN = frozenset(
    [
        "role",
        "content",
        "name",
        "tool_calls",
        "tool_call_id",
        "function_call",
        "refusal",
        "audio",
        "weight",
        "id",
        "timestamp",
        "reasoning_content",
        "annotations",
    ]
)
