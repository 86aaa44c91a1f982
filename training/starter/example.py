"""A training example of the starter model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.prompt import Passage, Prompt, PromptTurn


@dataclass(frozen=True, slots=True)
class Example:
    """A prompt and its reply; with `learns_prompt`, the tokens of the prompt are learnt too."""

    prompt: Prompt
    reply: str
    learns_prompt: bool = False


def rewritten(example: Example, rewrite: Callable[[str], str]) -> Example:
    """A copy of an example with `rewrite` applied to all its texts."""
    prompt = example.prompt
    return replace(
        example,
        prompt=replace(
            prompt,
            passages=tuple(
                Passage(rewrite(passage.name), rewrite(passage.text)) for passage in prompt.passages
            ),
            turns=tuple(PromptTurn(turn.role, rewrite(turn.text)) for turn in prompt.turns),
        ),
        reply=rewrite(example.reply),
    )
