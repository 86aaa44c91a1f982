"""The generation loop: reads the prompt in chunks, then writes token by token, on any runtime.

It is a generator: a reply can be cancelled at every step it yields.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from assistant.models.generation import EndReason, GenerationRequest
from assistant.models.generation_errors import PromptLengthError
from assistant.models.worker.fact_guard import FactGuard, TokenTable
from assistant.models.worker.facts import Facts
from assistant.models.worker.lookup import PromptLookup
from assistant.models.worker.rendering import Renderer, Vocabulary, fit
from assistant.models.worker.runtime import Rows, Runtime
from assistant.models.worker.token_text import TextStream
from assistant.models.worker.word_guard import WordGuard
from assistant.prompt import PromptTooLongError

CHUNK = 64
"""Number of prompt tokens read at once. The part reused from an earlier prompt is a multiple of it,
so that the same chunks are computed in the same way and the reply is bit-for-bit the same."""
LONGEST_GUESS = 4
_TOP_P = 0.95


@dataclass(frozen=True, slots=True)
class PromptProgress:
    """Progress of reading the prompt, in tokens."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Start:
    """The prompt has been read."""

    prompt_tokens: int
    reused_tokens: int
    dropped_passages: int
    dropped_turns: int


@dataclass(frozen=True, slots=True)
class Written:
    """One more token; its text is empty while a character is incomplete."""

    text: str


Step = PromptProgress | Start | Written


class Writer:
    """One model that writes one reply after another.

    Args:
        guesses: Upper limit of tokens guessed from the prompt at once; 0 writes token by token.
    """

    def __init__(
        self,
        runtime: Runtime,
        vocabulary: Vocabulary,
        renderer: Renderer,
        *,
        guesses: int = LONGEST_GUESS,
    ) -> None:
        self._runtime = runtime
        self._vocabulary = vocabulary
        self._renderer = renderer
        self._table = TokenTable(vocabulary.bytes)
        self._guesses = guesses
        if vocabulary.guards_words:
            _ = vocabulary.everyday  # computed now, so that the first reply need not wait for it
        self._read: list[int] = []
        """Ids of the complete chunks that the runtime holds."""

    def write(self, request: GenerationRequest) -> Generator[Step, None, EndReason]:
        """The steps of one reply; returns why it ended.

        Raises:
            PromptLengthError: The last message is longer than the window.
        """
        window = self._runtime.window
        most = max(1, min(request.max_tokens, window // 2))
        try:
            fitted, ids = fit(request.prompt, self._renderer, window - most)
        except PromptTooLongError:
            raise PromptLengthError(
                expected=f"a message that fits into {window - most} tokens",
                found="a longer one",
                remedy="Shorten it, or use a model that reads more",
            ) from None
        reused = self._reusable(ids)
        logits = yield from self._take_in(ids, reused)
        yield Start(len(ids), reused, fitted.dropped_passages, fitted.dropped_turns)
        facts = Facts.of(fitted.prompt) if request.constrain else None
        fact_guard = FactGuard(facts, self._table, self._vocabulary.ends, self._vocabulary.barred)
        word_guard = None
        if request.constrain and self._vocabulary.guards_words:
            word_guard = WordGuard(fitted.prompt, self._vocabulary)
        picker = _Picker(fact_guard, word_guard, request)
        return (yield from self._tokens(request, ids, logits, picker, most))

    def _reusable(self, ids: list[int]) -> int:
        """How much of the prompt the runtime already holds, in whole chunks; never all of it."""
        same = 0
        for start in range(0, min(len(self._read), len(ids) - 1), CHUNK):
            if self._read[start : start + CHUNK] != ids[start : start + CHUNK]:
                break
            same = start + CHUNK
        return same if same < len(ids) else same - CHUNK

    def _take_in(self, ids: list[int], held: int) -> Generator[Step, None, Rows]:
        self._runtime.rewind(held)
        del self._read[held:]
        logits: Rows | None = None
        while held < len(ids):
            chunk = ids[held : held + CHUNK]
            logits = self._runtime.feed(chunk)
            held += len(chunk)
            if len(chunk) == CHUNK:
                self._read += chunk
            yield PromptProgress(held, len(ids))
        if logits is None:
            raise ValueError("a prompt has at least one token")
        return logits

    def _tokens(
        self,
        request: GenerationRequest,
        ids: list[int],
        logits: Rows,
        picker: _Picker,
        most: int,
    ) -> Generator[Step, None, EndReason]:
        ends, guesses = self._vocabulary.ends, 0 if request.temperature else self._guesses
        reply = _Reply(request, most, TextStream(self._vocabulary.bytes), picker)
        lookup = PromptLookup(ids if guesses else (), longest=guesses)
        held, token = len(ids), picker.pick(logits[0])
        while token >= 0 and token not in ends:
            yield reply.add(token)
            lookup.add(token)
            if (reason := reply.over()) is not None:
                return reason
            guess = lookup.guess()[: reply.left] if guesses else []
            rows = self._runtime.feed([token, *guess], every=bool(guess))
            token, right = picker.pick(rows[0]), 0
            while right < len(guess) and token == guess[right] and token not in ends:
                yield reply.add(token)
                lookup.add(token)
                if (reason := reply.over()) is not None:
                    return reason
                right += 1
                token = picker.pick(rows[right])
            held += 1 + right
            if right < len(guess):
                self._runtime.rewind(held)
            lookup.learn(len(guess), right)
        return "finished"


class _Reply:
    """The reply so far, and whether it has to stop."""

    def __init__(
        self, request: GenerationRequest, most: int, stream: TextStream, picker: _Picker
    ) -> None:
        self._stream = stream
        self._picker = picker
        limit = request.stop_after_ms / 1000
        self._until = time.monotonic() + limit if limit else None
        self.left = most

    def add(self, token: int) -> Written:
        self._picker.accept(token)
        self.left -= 1
        return Written(self._stream.add(token))

    def over(self) -> EndReason | None:
        """Why the reply ends here; None if it goes on."""
        if not self.left:
            return "length"
        if self._until is not None and time.monotonic() > self._until:
            return "time"
        return None


class _Picker:
    """Chooses the next token: the most likely one, or a sample from the likely ones."""

    def __init__(
        self, fact_guard: FactGuard, word_guard: WordGuard | None, request: GenerationRequest
    ) -> None:
        self._fact_guard, self._word_guard = fact_guard, word_guard
        self._temperature = request.temperature
        self._random = np.random.default_rng(request.seed)

    def accept(self, token: int) -> None:
        """Record the token that was picked."""
        self._fact_guard.accept(token)
        if self._word_guard is not None:
            self._word_guard.accept(token)

    def pick(self, row: Rows) -> int:
        """The next token; -1 if none is allowed."""
        if self._temperature:
            order = np.argsort(-row)
            scaled = np.exp((row[order] - row[order[0]]) / self._temperature)
            scaled /= scaled.sum()
            count = int(np.searchsorted(scaled.cumsum(), _TOP_P)) + 1
            likely = order[:count]
            drawn = int(self._random.choice(likely, p=scaled[:count] / scaled[:count].sum()))
            if self._fact_guard.allows(drawn) and (
                not self._word_guard or self._word_guard.allows(drawn)
            ):
                return drawn
        token = self._fact_guard.pick(row)
        if token < 0 or self._word_guard is None or self._word_guard.allows(token):
            return token
        return self._closest(row)

    def _closest(self, row: Rows) -> int:
        """The most likely token that both checks allow; -1 if there is none."""
        assert self._word_guard is not None  # noqa: S101 - checked by the caller
        for token in np.argsort(-row).tolist():
            if self._word_guard.allows(token) and self._fact_guard.allows(token):
                return int(token)
        return -1
