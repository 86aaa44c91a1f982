"""One thing to learn: a prompt and the reply to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.prompt import Passage, Prompt, PromptTurn


@dataclass(frozen=True, slots=True)
class Example:
    """A prompt and its reply. `learns_prompt`: the words of the turns are learnt too."""

    prompt: Prompt
    reply: str
    learns_prompt: bool = False


def rewritten(example: Example, rewrite: Callable[[str], str]) -> Example:
    """The example with every text of it rewritten alike."""
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
