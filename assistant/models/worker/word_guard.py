"""Restricts a small copying model to the words of its prompt, and stops it from repeating itself.

Such a model finds what to say, but sometimes writes half of a word wrong, confuses words, or gets
into a loop. Therefore a word must occur in the prompt (or be an inflected form of one that does) or
be an everyday word; a capitalised word inside a sentence must occur in the prompt; and what was
just said is not repeated. Models that choose their words well are not restricted like this.

Words are followed token by token in the tokenizer's own segmentation: another segmentation of the
same word would give the model token sequences it has never seen in training.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, Protocol

from assistant.models.worker.everyday import WORDS
from assistant.models.worker.punctuation import HALF, LATIN, Punctuation
from assistant.models.worker.repetition import RepetitionDetector
from assistant.models.worker.word_forms import forms
from assistant.prompt import Prompt

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_OF_ONESELF: Final = ("I", "I'm", "I'd", "I'll", "I've")
"""Words that are capitalised anywhere in a sentence."""
_SENTENCE_ENDS: Final = ".!?:\n•"
_BETWEEN: Final = " \t\"“”'‘’([*-"
"""Characters allowed between the end of a sentence and the first word of the next."""
_MOST_BREAKS: Final = 2


Ids = tuple[int, ...]


class Speller(Protocol):
    """What this module needs of a tokenizer."""

    bytes: list[bytes]
    ends: frozenset[int]

    def spelled(self, words: Sequence[str]) -> list[Ids]:
        """The token ids of each word."""

    @property
    def everyday(self) -> Words:
        """The everyday words, as tokens."""


class Words:
    """A set of words as token sequences.

    Attributes:
        whole: The complete words.
        longer: All proper prefixes of longer words.
        starts: Both.
    """

    def __init__(self, spelled: Iterable[Ids] = ()) -> None:
        self.whole = frozenset(spelled)
        self.longer = frozenset(ids[:end] for ids in self.whole for end in range(1, len(ids)))
        self.starts = self.longer | self.whole

    @classmethod
    def everyday(cls, speller: Speller, more: Iterable[str] = ()) -> Words:
        """The everyday words, in lower case and capitalised, with and without a leading space.

        Args:
            more: Further everyday words of the company.
        """
        words = sorted({*WORDS, *more})
        return cls(speller.spelled([*_written(words), *_behind_space(_OF_ONESELF)]))


class _State(NamedTuple):
    """The state at the end of the text so far.

    Attributes:
        word: Tokens of the unfinished word; empty between words.
        text: The same word as text, in lower case.
        joint: The character it follows without a space, as in 6AM; usually empty.
        name: Whether it is capitalised inside a sentence, and therefore treated as a name.
        begins: Whether the next word begins a sentence.
        last: The last character, if it does not belong to a word.
        field: Whether the text is inside a {{…}} field, which `fact_guard` checks.
        brace: A brace that may be the first of two.
        breaks: Number of consecutive line breaks.
    """

    word: Ids = ()
    text: str = ""
    joint: str = ""
    name: bool = False
    begins: bool = True
    last: str = ""
    field: bool = False
    brace: str = ""
    breaks: int = 0


class WordGuard:
    """Checks one reply token by token.

    Args:
        prompt: The prompt the model has read.
        speller: The model's tokenizer.
    """

    def __init__(self, prompt: Prompt, speller: Speller) -> None:
        texts = list(_texts(prompt))
        words = [word for text in texts for word in _WORD.findall(text)]
        said = set(words)
        lower = {word.lower() for word in said}
        others = {form for word in lower - WORDS for form in forms(word)}
        names = [*said, *(word.capitalize() for word in said if word.islower())]
        owners = [f" {name}'s" for name in names if "'" not in name]
        of_names = Words(speller.spelled([*names, *_behind_space([*names, *_OF_ONESELF])]))
        self._names = (of_names, Words(speller.spelled(owners)))
        others |= {form.capitalize() for form in others}
        inflected = Words(speller.spelled(list(_behind_space(others))))
        self._own = (speller.everyday, Words(speller.spelled(list(_written(lower)))), of_names)
        self._known = (*self._own, self._names[1], inflected)
        self._ends, self._table = speller.ends, speller.bytes
        self._repetition = RepetitionDetector(words)
        self._punctuation = Punctuation(texts)
        self._state = _State()

    def allows(self, token: int) -> bool:
        """Whether the token may come next; a reply can only end after a complete word."""
        if token in self._ends:
            return self._is_whole(self._state) and not self._repetition.goes_round(self._state.text)
        after = self._after(token)
        return after is not None and not self._goes_round(after)

    def accept(self, token: int) -> None:
        """Advance the state by a token."""
        before = self._state
        self._state = self._after(token) or _State(begins=False)
        if before.text and self._state.word[:-1] != before.word:
            self._repetition.add(before.text)
        if not self._state.word:
            self._repetition.add_mark(self._table[token].decode("utf-8", "replace"))

    def _after(self, token: int) -> _State | None:
        state, told = self._state, self._table[token]
        text = told.decode("utf-8", "replace")
        if state.field:
            return _in_field(state, text)
        if state.word and not text[:1].isspace():
            longer = (*state.word, token)
            known = any(longer in words.starts for words in self._of(state))
            if known and self._punctuation.joins(state.joint, state.text + text):
                return state._replace(word=longer, text=state.text + text.lower())
        if not self._is_whole(state) or self._repetition.goes_round(state.text):
            return None
        bare = text.removeprefix(" ")
        if not _is_word(bare):
            return self._marked(state, text)
        joint = self._punctuation.joint(state.last) if bare == text else ""
        if bare == text and (state.word or not self._punctuation.joins(joint, bare)):
            return None
        name = bare[:1].isupper() and not state.begins
        begun = _State((token,), bare.lower(), joint, name, begins=False)
        return begun if any((token,) in words.starts for words in self._of(begun)) else None

    def _marked(self, state: _State, text: str) -> _State | None:
        repetition, line = self._repetition, state.breaks > 0
        well = self._punctuation.allows(
            state.text, state.last, text, line=line, ended=repetition.ended
        )
        return _between(state, text) if well and not repetition.counts_on(text) else None

    def _goes_round(self, state: _State) -> bool:
        """Whether the word repeats what was just said; not if it may still become another one."""
        if any(state.word in words.longer for words in self._own):
            return False
        begun = len(state.word) == 1
        return self._repetition.goes_round(state.text, behind=self._state.text if begun else "")

    def _of(self, state: _State) -> tuple[Words, ...]:
        return self._names if state.name else self._known

    def _is_whole(self, state: _State) -> bool:
        return not state.word or any(state.word in words.whole for words in self._of(state))


def _between(state: _State, text: str) -> _State | None:
    """The state after a non-word: spaces, punctuation, digits, parts of a character."""
    if (state.brace + text).endswith("{{"):
        return _State(begins=False, field=True)
    breaks = state.breaks + text.count("\n") if not text.strip() else 0
    if breaks > _MOST_BREAKS:
        return None
    begins = state.begins and not state.word
    for character in text:
        begins = character in _SENTENCE_ENDS or (begins and character in _BETWEEN)
    last = "“" if text == " '" else text[-1:].replace(HALF, "")
    brace = "{" if last == "{" else ""
    return _State(begins=begins, last=last, brace=brace, breaks=breaks)


def _in_field(state: _State, text: str) -> _State | None:
    inside, closed, behind = (state.brace + text).partition("}}")
    if closed:
        over = _State(begins=False, last="}")
        return _between(over, behind) if behind else over
    return _State(begins=False, field=True, brace="}" if inside.endswith("}") else "")


def _is_word(text: str) -> bool:
    return bool(text) and all(one.isalpha() and ord(one) < LATIN for one in text)


def _texts(prompt: Prompt) -> Iterator[str]:
    for passage in prompt.passages:
        yield passage.name
        yield passage.text
    for turn in prompt.turns:
        yield turn.text


def _written(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        for one in dict.fromkeys((word, word.capitalize())):
            yield one
            yield f" {one}"


def _behind_space(words: Iterable[str]) -> Iterator[str]:
    return (f" {word}" for word in words)
