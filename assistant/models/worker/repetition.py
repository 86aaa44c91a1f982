"""The words of a reply so far, and whether the reply begins to repeat itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from assistant.models.worker.word_forms import base

_COUNTED: Final = 4
"""Longest loop starting with a number that is detected, in numbers, words and marks."""
ENDING: Final = ".,;:!?"
_SAID_OVER: Final = 7
"""Length in words of a run that may not be repeated, unless the prompt repeats it."""
_CIRCLE: Final = 8
"""Longest loop, in words and marks, that is detected at its first repetition."""


class RepetitionDetector:
    """The words of a reply so far, in lower case, and the marks between them.

    Args:
        prompt: Words of the prompt: what occurs twice in it may be said twice.
    """

    def __init__(self, prompt: Iterable[str]) -> None:
        self._prompt = [_stem(word.lower()) for word in prompt]
        self._all: list[str] = []
        self._open = False
        self._words: list[str] = []
        self._runs: set[tuple[str, ...]] = set()

    def add(self, word: str) -> None:
        """Add a word; inflected forms count as the same word."""
        word = _stem(word)
        self._all.append(word)
        self._words.append(word)
        self._runs.add(tuple(self._words[-_SAID_OVER:]))

    def add_mark(self, mark: str) -> None:
        """Add a mark after a word; consecutive digits form one number."""
        bare = mark.strip(" ")
        if bare.isdigit() and self._all[-1:] and self._all[-1].isdigit() and self._open:
            self._all[-1] += bare
        elif bare:
            self._all.append(bare)
        self._open = bool(bare)

    @property
    def ended(self) -> bool:
        """Whether the last thing said is closing punctuation."""
        return bool(self._all) and self._all[-1][-1] in ENDING

    def counts_on(self, text: str) -> bool:
        """Whether this would repeat for the third time a number with its surroundings."""
        bare = text.strip(" ")
        if not bare.isdigit() or self._open:
            return False
        for turn in range(1, _COUNTED + 1):
            said = self._all[-2 * turn :]
            twice = len(said) == 2 * turn and said[:turn] == said[turn:]
            if twice and said[0][:1].isdigit() and said[0].startswith(bare):
                return True
        return False

    def goes_round(self, word: str, *, behind: str = "") -> bool:
        """Whether this word (after `behind`, if given) would repeat something said before."""
        if not word:
            return False
        word = _stem(word)
        before = [_stem(behind)] if behind else []
        said = [*self._all[-2 * _CIRCLE :], *before, word]
        for turn in range(1, _CIRCLE + 1):
            twice = said[-2 * turn :]
            if len(twice) == 2 * turn and twice[:turn] == twice[turn:]:
                return not self._times([one for one in twice if one[:1].isalpha()])
        run = tuple([*self._words[-_SAID_OVER:], *before, word][-_SAID_OVER:])
        return len(run) == _SAID_OVER and run in self._runs and self._times(run) < 2

    def _times(self, words: Sequence[str]) -> int:
        """How often the prompt contains these words in a row."""
        wanted, size = list(words), len(words)
        return sum(
            self._prompt[at : at + size] == wanted for at in range(len(self._prompt) - size + 1)
        )


def _stem(word: str) -> str:
    return base(word) or word
