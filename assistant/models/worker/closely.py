"""Holds the words of a small model that copies to its prompt, and keeps it from saying them over.

Such a model finds what to say, and then now and then writes half of a word wrong, puts one word for
another, or goes round in circles. So a word must stand in the prompt (or be a form of one that
does) or be an everyday one; a capital inside a sentence needs a word of the prompt; and what was
just said is not said over. Models that choose their words well are not held like this.

Words are followed token by token as the tokenizer writes them: another way to spell the same word
would lead a model to where it never was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, Protocol

from assistant.models.worker.everyday import WORDS
from assistant.models.worker.marks import HALF, LATIN, Marks
from assistant.models.worker.said import Said
from assistant.models.worker.word_forms import forms
from assistant.prompt import Prompt

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_OF_ONESELF: Final = ("I", "I'm", "I'd", "I'll", "I've")
"""Written with a capital wherever they stand."""
_SENTENCE_ENDS: Final = ".!?:\n•"
_BETWEEN: Final = " \t\"“”'‘’([*-"
"""What stands between the end of a sentence and the first word of the next."""
_MOST_BREAKS: Final = 2


Ids = tuple[int, ...]


class Speller(Protocol):
    """A tokenizer as it is needed here."""

    bytes: list[bytes]
    ends: frozenset[int]

    def spelled(self, words: Sequence[str]) -> list[Ids]:
        """The tokens of each of some words."""

    @property
    def everyday(self) -> Words:
        """The everyday words."""


class Words:
    """Words as tokens.

    Attributes:
        whole: Each of them.
        longer: Every beginning of one that is longer.
        starts: Both.
    """

    def __init__(self, spelled: Iterable[Ids] = ()) -> None:
        self.whole = frozenset(spelled)
        self.longer = frozenset(ids[:end] for ids in self.whole for end in range(1, len(ids)))
        self.starts = self.longer | self.whole

    @classmethod
    def everyday(cls, speller: Speller, more: Iterable[str] = ()) -> Words:
        """The everyday words, small and with a capital, behind a space and without one.

        Args:
            more: Words of the company's that are as everyday to it.
        """
        words = sorted({*WORDS, *more})
        return cls(speller.spelled([*_written(words), *_behind_space(_OF_ONESELF)]))


class _State(NamedTuple):
    """Where the text ends.

    Attributes:
        word: Tokens of the word that is being written; empty between words.
        text: The same as it is read, in lower case.
        joint: What it is joined to without a space, as in 6AM; mostly empty.
        name: Whether it is written as a name: with a capital inside a sentence.
        begins: Whether the next word begins a sentence.
        last: Its last character, where that is of no word.
        field: Whether this is inside of {{…}}, which `constraint` watches over.
        brace: One that may be half of two.
        breaks: Line breaks in a row.
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


class Closely:
    """Follows one reply token by token.

    Args:
        prompt: What was read.
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
        self._said = Said(words)
        self._marks = Marks(texts)
        self._state = _State()

    def allows(self, token: int) -> bool:
        """Whether the token may follow; a reply ends behind a whole word."""
        if token in self._ends:
            return self._is_whole(self._state) and not self._said.goes_round(self._state.text)
        after = self._after(token)
        return after is not None and not self._goes_round(after)

    def accept(self, token: int) -> None:
        """Go on behind a token."""
        before = self._state
        self._state = self._after(token) or _State(begins=False)
        if before.text and self._state.word[:-1] != before.word:
            self._said.add(before.text)
        if not self._state.word:
            self._said.add_mark(self._table[token].decode("utf-8", "replace"))

    def _after(self, token: int) -> _State | None:
        state, told = self._state, self._table[token]
        text = told.decode("utf-8", "replace")
        if state.field:
            return _in_field(state, text)
        if state.word and not text[:1].isspace():
            longer = (*state.word, token)
            known = any(longer in words.starts for words in self._of(state))
            if known and self._marks.joins(state.joint, state.text + text):
                return state._replace(word=longer, text=state.text + text.lower())
        if not self._is_whole(state) or self._said.goes_round(state.text):
            return None
        bare = text.removeprefix(" ")
        if not _is_word(bare):
            return self._marked(state, text)
        joint = self._marks.joint(state.last) if bare == text else ""
        if bare == text and (state.word or not self._marks.joins(joint, bare)):
            return None
        name = bare[:1].isupper() and not state.begins
        begun = _State((token,), bare.lower(), joint, name, begins=False)
        return begun if any((token,) in words.starts for words in self._of(begun)) else None

    def _marked(self, state: _State, text: str) -> _State | None:
        said, line = self._said, state.breaks > 0
        well = self._marks.allows(state.text, state.last, text, line=line, ended=said.ended)
        return _between(state, text) if well and not said.counts_on(text) else None

    def _goes_round(self, state: _State) -> bool:
        """Whether a word was just said; one that may become another of the prompt's was not."""
        if any(state.word in words.longer for words in self._own):
            return False
        begun = len(state.word) == 1
        return self._said.goes_round(state.text, behind=self._state.text if begun else "")

    def _of(self, state: _State) -> tuple[Words, ...]:
        return self._names if state.name else self._known

    def _is_whole(self, state: _State) -> bool:
        return not state.word or any(state.word in words.whole for words in self._of(state))


def _between(state: _State, text: str) -> _State | None:
    """The state behind what is no word: spaces, marks, digits, parts of a character."""
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
