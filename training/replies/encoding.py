"""Examples as token ids: rendered by the very code that renders in serving, then the reply.

A prompt that is too long loses the oldest turns and the last passages, as it would in serving, and
that is counted; nothing is cut in its middle.
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
    """An example in ids; how many passages and turns were left out for it to fit."""

    encoded: Encoded
    dropped_passages: int
    dropped_turns: int


class ReplyEncoder:
    """Encodes for one model.

    Args:
        folder: With the model's tokenizer, configuration and template.
        rendering: `own` or `chat`, as its manifest says.
        longest: Tokens of prompt and reply together; at most what the model reads.

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
        """Ids up to where the reply begins, with room left for one.

        Raises:
            PromptTooLongError: The last message alone leaves none.
        """
        room = min(DEFAULT_MAX_TOKENS, self._longest // 2)
        return fit(prompt, self.renderer, self._longest - room)[1]

    def reply(self, reply: str) -> list[int]:
        """Ids of a reply and of its end."""
        return [*self.vocabulary.encode_text(reply.strip()), *self._end]

    def example(
        self, prompt: Prompt, reply: str, unsaid: Sequence[tuple[int, int]] = ()
    ) -> Fitting | None:
        """Prompt and reply; None where the reply, or the message alone, leaves no room.

        The reply is what is learnt, so it is never shortened.

        Args:
            unsaid: Where in it (from, to, in characters) stands what is read only.
        """
        wanted = self.reply(reply)
        if len(wanted) > self._longest // 2:
            return None
        try:
            fitted, ids = fit(prompt, self.renderer, self._longest - len(wanted))
        except PromptTooLongError:
            return None
        passed = self._places(reply, unsaid, len(ids)) if unsaid else ()
        encoded = Encoded([*ids, *wanted], len(ids), passed)
        return Fitting(encoded, fitted.dropped_passages, fitted.dropped_turns)

    def _places(
        self, reply: str, spans: Sequence[tuple[int, int]], first: int
    ) -> list[tuple[int, int]]:
        """The tokens of an example (from, to) that have a part in spans of its reply."""
        before = len(reply) - len(reply.lstrip())
        tokens = self.vocabulary.spans(reply.strip())
        begins, ends = ([before + span[side] for span in tokens] for side in (0, 1))
        return [
            (first + bisect_right(ends, begin), first + bisect_left(begins, end))
            for begin, end in spans
        ]


def _turn_end(vocabulary: Vocabulary, folder: Path) -> list[int]:
    """What a template puts behind a reply, up to the token after which the writer stops."""
    pieces = ChatTemplate(*find_template(folder)).render(_PROBE)
    behind = pieces[pieces.index(1) + 1]
    ids = vocabulary.encode_structure(behind) if isinstance(behind, str) else []
    for at, id_ in enumerate(ids):
        if id_ in vocabulary.ends:
            return ids[: at + 1]
    return [min(vocabulary.ends)]
