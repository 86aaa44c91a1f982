"""The examples of fine-tuning and preference tuning, and their JSON form in the dataset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.prompt import Passage, Prompt, PromptTurn

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReplyExample:
    """A prompt and an agent's reply.

    Attributes:
        month: Month of the conversation, as `2026-05`; "" if unknown.
        unsupported: Character spans (start, end) of the reply that are not to be learnt;
            datasets hold them as `unsaid`.
    """

    prompt: Prompt
    reply: str
    month: str = ""
    unsupported: tuple[tuple[int, int], ...] = ()

    @property
    def body(self) -> dict[str, Any]:
        """As the dataset keeps it."""
        return {
            **_prompt_body(self.prompt), "reply": self.reply, "month": self.month,
            "unsaid": self.unsupported,
        }  # fmt: skip

    @classmethod
    def of(cls, body: Body) -> ReplyExample:
        """Back from what the dataset keeps."""
        unsupported = tuple((begin, end) for begin, end in body.get("unsaid", ()))
        return cls(_prompt(body), body["reply"], body["month"], unsupported)


@dataclass(frozen=True, slots=True)
class Preference:
    """A draft that an agent was shown (`rejected`), and the reply sent instead (`chosen`)."""

    prompt: Prompt
    chosen: str
    rejected: str

    @property
    def body(self) -> dict[str, Any]:
        """As the dataset keeps it."""
        return {**_prompt_body(self.prompt), "chosen": self.chosen, "rejected": self.rejected}

    @classmethod
    def of(cls, body: Body) -> Preference:
        """Back from what the dataset keeps."""
        return cls(_prompt(body), body["chosen"], body["rejected"])


def question_of(prompt: Prompt) -> str:
    """The customer's message that a prompt answers."""
    return prompt.turns[-1].text if prompt.turns else ""


def _prompt_body(prompt: Prompt) -> dict[str, Any]:
    return {
        "passages": [[passage.name, passage.text] for passage in prompt.passages],
        "turns": [[turn.role, turn.text] for turn in prompt.turns],
        "style": prompt.style,
    }


def _prompt(body: Body) -> Prompt:
    return Prompt(
        tuple(Passage(name, text) for name, text in body["passages"]),
        tuple(PromptTurn(role, text) for role, text in body["turns"]),
        body["style"],
    )
