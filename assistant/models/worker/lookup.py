"""Guesses what comes next from what was read: a reply that copies a passage is guessed in runs."""

from __future__ import annotations

from collections.abc import Sequence


class PromptLookup:
    """Where pairs of tokens stood last in the prompt and the reply.

    A guess is only a guess: the model says in one go whether it would have written it.
    (Prompt lookup decoding, A. Saxena, 2023.)

    Args:
        prompt: Ids of the prompt.
        longest: Most tokens guessed at once.
    """

    def __init__(self, prompt: Sequence[int], *, longest: int) -> None:
        self._tokens: list[int] = []
        self._behind: dict[tuple[int, int, int], int] = {}
        self._longest = longest
        self._bet = longest
        for token in prompt:
            self.add(token)

    def add(self, token: int) -> None:
        """Remember a token that was read or written."""
        tokens = self._tokens
        tokens.append(token)
        if len(tokens) > 3:
            self._behind[(tokens[-4], tokens[-3], tokens[-2])] = len(tokens) - 1

    def guess(self) -> list[int]:
        """What followed the last three tokens when they stood together before."""
        tokens = self._tokens
        if len(tokens) < 3:
            return []
        place = self._behind.get((tokens[-3], tokens[-2], tokens[-1]))
        return [] if place is None else tokens[place : place + self._bet]

    def learn(self, guessed: int, right: int) -> None:
        """Bet less after a wrong guess, more after a right one."""
        if guessed:
            self._bet = min(self._longest, right + 2) if right < guessed else self._longest
