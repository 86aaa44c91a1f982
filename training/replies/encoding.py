"""Encodes examples as token ids: a prompt, rendered by the same code as in serving, and a reply.

A prompt that is too long loses its oldest turns and last passages, as it would in serving, and the
number of them is returned; no turn or passage is cut in the middle.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.models.chat_messages import ChatMessage
from assistant.models.generation import DEFAULT_MAX_TOKENS, Rendering
from assistant.models.worker.chat_template import ChatTemplate, find_template
from assistant.models.worker.rendering import Vocabulary, fit, renderer
from assistant.prompt import END, Prompt, PromptTooLongError
from training.learning.batches import Encoded

_PROBE: Final = (ChatMessage("user", ""), ChatMessage("assistant", ""), ChatMessage("user", ""))


@dataclass(frozen=True, slots=True)
class Fitting:
    """An encoded example, and the number of passages and turns dropped to make it fit."""

    encoded: Encoded
    dropped_passages: int
    dropped_turns: int


class ReplyEncoder:
    """Encodes examples for one model.

    Args:
        folder: Folder with the model's tokenizer, configuration and template.
        rendering: `own` or `chat`, as in the model's manifest.
        longest: Maximum tokens of prompt and reply together; at most the model's context length.

    Raises:
        ModelLoadError, ChatTemplateError: The folder cannot be used.
    """

    def __init__(self, folder: Path, rendering: Rendering, longest: int) -> None:
        self.vocabulary = Vocabulary(folder)
        self.renderer = renderer(rendering, self.vocabulary, folder)
        self._longest = longest
        own = rendering == "own"
        self._end = [self.vocabulary.token(END)] if own else _turn_end(self.vocabulary, folder)

    def prompt(self, prompt: Prompt) -> list[int]:
        """Token ids of a prompt, shortened so that there is room for a reply.

        Raises:
            PromptTooLongError: The last message alone leaves no room.
        """
        room = min(DEFAULT_MAX_TOKENS, self._longest // 2)
        return fit(prompt, self.renderer, self._longest - room)[1]

    def reply(self, reply: str) -> list[int]:
        """Token ids of a reply, including its end token."""
        return [*self.vocabulary.encode_text(reply.strip()), *self._end]

    def example(
        self, prompt: Prompt, reply: str, unsupported: Sequence[tuple[int, int]] = ()
    ) -> Fitting | None:
        """Encode prompt and reply; None if the reply is too long, or the last message alone leaves
        no room for it. The reply is never shortened, as it is what is learnt.

        Args:
            unsupported: Character spans (start, end) of the reply that are masked: not learnt.
        """
        wanted = self.reply(reply)
        if len(wanted) > self._longest // 2:
            return None
        try:
            fitted, ids = fit(prompt, self.renderer, self._longest - len(wanted))
        except PromptTooLongError:
            return None
        passed = self._places(reply, unsupported, len(ids)) if unsupported else ()
        encoded = Encoded([*ids, *wanted], len(ids), passed)
        return Fitting(encoded, fitted.dropped_passages, fitted.dropped_turns)

    def _places(
        self, reply: str, spans: Sequence[tuple[int, int]], first: int
    ) -> list[tuple[int, int]]:
        """The token spans (start, end) of an example that overlap character spans of its reply;
        `first` is the index of the reply's first token."""
        before = len(reply) - len(reply.lstrip())
        tokens = self.vocabulary.spans(reply.strip())
        begins, ends = ([before + span[side] for span in tokens] for side in (0, 1))
        return [
            (first + bisect_right(ends, begin), first + bisect_left(begins, end))
            for begin, end in spans
        ]


def _turn_end(vocabulary: Vocabulary, folder: Path) -> list[int]:
    """The token ids that a chat template puts after a reply, up to the first end token."""
    pieces = ChatTemplate(*find_template(folder)).render(_PROBE)
    behind = pieces[pieces.index(1) + 1]
    ids = vocabulary.encode_structure(behind) if isinstance(behind, str) else []
    for at, id_ in enumerate(ids):
        if id_ in vocabulary.ends:
            return ids[: at + 1]
    return [min(vocabulary.ends)]
