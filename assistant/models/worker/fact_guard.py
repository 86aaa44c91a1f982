"""Constrained decoding: keeps a reply from inventing numbers, codes, addresses and fields.

A digit may only continue a number of the prompt, and a number must be completed; the same holds for
codes, e-mail and web addresses and {{fields}}, and for quantities in words (`counting`). A reply to
a passage that begins with yes does not begin with no, nor the other way round.

The most likely token is checked first, and nearly always it is an ordinary word that none of this
concerns: that costs less than a microsecond. Only if it is refused are others tried, by likelihood.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from assistant.models.worker.counting import Count, Counting, may_count
from assistant.models.worker.facts import Facts, is_protected
from assistant.models.worker.runtime import Rows
from assistant.prompt import Prompt

_DIGITS = frozenset("0123456789")
_SEPARATORS = ".,:/-"
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_WORD = _LETTERS | _DIGITS | frozenset("-_./:#@&=%+~$'\\{}")
"""The characters of lowercase words; any other character ends a word."""
_BEGINNING = 60
"""How many characters of a reply are checked for a yes or no as its answer."""
_CLAUSE_ENDS = ",.!;:\n"
_FIRST_TRIED = 64
_PLAIN = _LETTERS | frozenset(" ,;!?'\"()-\n")
_ANY = "é"
_REPLACED = "\ufffd"
_NO_DIGIT, _NO_WORD = 1, 2


class _State(NamedTuple):
    """The state at the end of the text so far; it alone decides what may follow."""

    word: str = ""
    """In lower case, since the last character that does not belong to a word."""
    run: str = ""
    """The number that is being written."""
    item: bool = False
    """Whether `word` is (a prefix of) a code or address of the prompt."""
    glue: int = 0
    """What may not follow directly: a digit after "14.", any word character after "shop.com."."""
    field: str = ""
    head: str | None = ""
    """The text so far, while a yes or no could still be its answer."""
    counted: Count = Count()


class FactGuard:
    """Checks one reply token by token.

    Args:
        facts: The facts of the prompt; None for no restriction.
        table: The bytes of every token.
        ends: Tokens that end a reply.
        barred: Tokens that never occur in a reply.
    """

    def __init__(
        self, facts: Facts | None, table: TokenTable, ends: frozenset[int], barred: frozenset[int]
    ) -> None:
        self._free = facts is None
        self._facts = facts or Facts.of(Prompt((), ()))
        self._counting = Counting(self._facts.values)
        self._table = table
        self._ends = ends
        self._barred = barred
        self._state = _State(head="" if self._facts.opposite else None)
        self._half = b""
        self._looked: tuple[int, tuple[_State, bytes] | None] = (-1, None)
        """The token checked last, with the state after it: usually that token is accepted next."""

    def allows(self, token: int) -> bool:
        """Whether the token may come next."""
        if token in self._ends:
            return self._free or self._may_end()
        if token in self._barred or token >= len(self._table.plain):
            return False
        if self._free:
            return True
        state = self._state
        if self._table.plain[token] and not self._half and _is_open(state):
            return True
        self._looked = (token, self._after(token))
        return self._looked[1] is not None

    def accept(self, token: int) -> None:
        """Advance the state by an allowed token."""
        table = self._table
        if self._free:
            return
        if table.plain[token] and not self._half and _is_open(self._state):
            rest = table.rest[token]
            word = table.text[token] if rest is None else rest
            if rest is None:
                word = self._state.word + word
            letters = word if word.isalpha() and word.isascii() else ""
            self._state = self._state._replace(word=word, glue=0, counted=Count(letters=letters))
            self._looked = (-1, None)
            return
        after = self._looked[1] if self._looked[0] == token else self._after(token)
        self._looked = (-1, None)
        if after is not None:
            self._state, self._half = after

    def pick(self, logits: Rows) -> int:
        """The most likely token that may come next; -1 if there is none.

        Args:
            logits: Shape (vocabulary,).
        """
        best = int(logits.argmax())
        if self.allows(best):
            return best
        count = min(_FIRST_TRIED, len(logits))
        likely = np.argpartition(logits, -count)[-count:]
        for order in (likely[np.argsort(-logits[likely])], np.argsort(-logits)):
            for token in order.tolist():
                if self.allows(token):
                    return int(token)
        return -1

    def _may_end(self) -> bool:
        if self._half or self._state.field:
            return False
        return self._stepped(self._state, "\n") is not None

    def _after(self, token: int) -> tuple[_State, bytes] | None:
        """State and bytes of an incomplete character after a token; None if it may not follow."""
        text, half = _decoded(self._half + self._table.bytes[token])
        if _REPLACED in text:
            return None
        state = self._state
        for character in text:
            stepped = self._stepped(state, character)
            if stepped is None:
                return None
            state = stepped
        if state.head is not None and _clause(state.head) == self._facts.opposite:
            return None
        if self._counting.says_too_much(state.counted):
            return None
        # an incomplete character must have an allowed completion
        if half and self._stepped(state, _ANY) is None and not self._leads_on(state, half):
            return None
        return state, half

    def _leads_on(self, state: _State, half: bytes) -> bool:
        """Whether a number or field in progress continues with a character of these first bytes."""
        facts = self._facts
        starts, begun = facts.field_starts, state.field
        if not begun:
            starts, begun = facts.number_starts, state.run
        return any(start[-1].encode().startswith(half) for start in starts if start[:-1] == begun)

    def _stepped(self, state: _State, char: str) -> _State | None:
        """The state after one character; None if it may not follow."""
        head, letter = state.head, char.lower()
        if head is not None:
            # a longer word that begins with it is a different word
            if letter not in _LETTERS and _clause(head) == self._facts.opposite:
                return None
            head = head + letter if len(head) < _BEGINNING else None
        counted = self._counting.stepped(state.counted, letter)
        if counted is None:
            return None
        after = self._in_field(state, char) if state.field else self._worded(state, letter)
        return None if after is None else after._replace(head=head, counted=counted)

    def _worded(self, state: _State, char: str) -> _State | None:
        if char == "{" and state.word.endswith("{"):
            return _State(field="{{") if self._facts.fields else None
        if state.item:
            return self._in_item(state, char)
        if state.run:
            return self._in_number(state, char)
        return self._in_word(state, char)

    def _in_field(self, state: _State, char: str) -> _State | None:
        field = state.field + char
        if field in self._facts.fields:
            return _State()
        return state._replace(field=field) if field in self._facts.field_starts else None

    def _in_item(self, state: _State, char: str) -> _State | None:
        word = state.word + char
        if word in self._facts.word_starts:
            return state._replace(word=word)
        whole = state.word.rstrip(_SEPARATORS + "?#&=")
        if whole not in self._facts.words or char in _LETTERS or char.isdecimal() or char in "@_":
            return None
        return _State(glue=_NO_WORD) if char in _WORD else _State()

    def _in_number(self, state: _State, char: str) -> _State | None:
        facts, run = self._facts, state.run
        if run + char in facts.number_starts:
            return state._replace(run=run + char, word=state.word + char)
        if char.isdecimal() or run.rstrip(_SEPARATORS) not in facts.numbers:
            return None
        over = state._replace(run="")
        if char in _SEPARATORS and run[-1] not in _SEPARATORS:
            return over._replace(word=state.word + char, glue=_NO_DIGIT)
        return self._in_word(over, char)

    def _in_word(self, state: _State, char: str) -> _State | None:
        facts = self._facts
        digit = char.isdecimal()
        if digit and state.glue:
            return None
        if char not in _WORD:
            if digit:
                return _State(run=char) if char in facts.number_starts else None
            return _State()
        if state.glue == _NO_WORD and (char in _LETTERS or char == "@"):
            return None
        word = state.word + char
        if is_protected(word):
            found = word.lstrip("'$+-.#")
            return _State(found, item=True) if found in facts.word_starts else None
        if digit:
            return _State(word, run=char) if char in facts.number_starts else None
        return _State(word, glue=state.glue if char not in _LETTERS else 0)


class TokenTable:
    """A vocabulary prepared for the guard; made once per tokenizer.

    Attributes:
        bytes: The bytes of each token.
        text: The text in lower case; incomplete characters at its end are left out.
        plain: Whether the token has only letters, spaces and ordinary punctuation, and cannot be
            part of a number word.
        rest: The text after the last character that ends a word; None if there is no such
            character.
    """

    def __init__(self, table: Sequence[bytes]) -> None:
        self.bytes = table
        self.text = [_decoded(entry)[0].lower() for entry in table]
        self.plain = [
            bool(text)
            and all(map(_is_plain, text))
            and text.encode() == entry.lower()
            and not may_count(text)
            for text, entry in zip(self.text, table, strict=True)
        ]
        self.rest = [_rest(text) for text in self.text]


def _is_plain(char: str) -> bool:
    return char in _PLAIN or (not char.isascii() and char.isalpha())


def _is_open(state: _State) -> bool:
    """Whether plain words may follow without being checked."""
    if state.run or state.item or state.field or state.glue or state.head is not None:
        return False
    if state.counted.goes_on:
        return False
    return not state.word or state.word.isalpha()


def _clause(head: str) -> str:
    for end in _CLAUSE_ENDS:
        head = head.rpartition(end)[2]
    return head.strip()


def _rest(text: str) -> str | None:
    for place in range(len(text) - 1, -1, -1):
        if text[place] not in _WORD:
            return text[place + 1 :]
    return None


def _decoded(told: bytes) -> tuple[str, bytes]:
    """The complete characters, and the bytes of an incomplete one at the end."""
    try:
        return told.decode(), b""
    except UnicodeDecodeError as error:
        if error.end == len(told) and error.reason == "unexpected end of data":
            return told[: error.start].decode("utf-8", "replace"), told[error.start :]
        return told.decode("utf-8", "replace"), b""
