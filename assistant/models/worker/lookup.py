"""Prompt lookup decoding: predicts runs of tokens that a reply copies from its prompt."""

from __future__ import annotations

from collections.abc import Sequence


class PromptLookup:
    """Index of the token triples that occurred in the prompt and the reply.

    A guess is verified by the model in a single forward pass.

    (Prompt lookup decoding, A. Saxena, 2023.)

    Args:
        prompt: Token ids of the prompt.
        longest: Upper limit of tokens guessed at once.
    """

    def __init__(self, prompt: Sequence[int], *, longest: int) -> None:
        self._tokens: list[int] = []
        self._behind: dict[tuple[int, int, int], int] = {}
        self._longest = longest
        self._bet = longest
        for token in prompt:
            self.add(token)

    def add(self, token: int) -> None:
        """Record a token that was read or written."""
        tokens = self._tokens
        tokens.append(token)
        if len(tokens) > 3:
            self._behind[(tokens[-4], tokens[-3], tokens[-2])] = len(tokens) - 1

    def guess(self) -> list[int]:
        """The tokens that followed the last three tokens at their previous occurrence."""
        tokens = self._tokens
        if len(tokens) < 3:
            return []
        place = self._behind.get((tokens[-3], tokens[-2], tokens[-1]))
        return [] if place is None else tokens[place : place + self._bet]

    def learn(self, guessed: int, right: int) -> None:
        """Guess fewer tokens after a wrong guess, the most after a right one."""
        if guessed:
            self._bet = min(self._longest, right + 2) if right < guessed else self._longest
