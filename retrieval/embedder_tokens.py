"""Texts to token ids, whatever the texts hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tokenizers import Tokenizer

from retrieval.embedder_errors import ModelSourceError

_CHARS_PER_TOKEN: Final = 24
"""More characters than that many per token are never read: cut before tokenising."""
_ASCII: Final = " ".join(f"{c} {c}{c} {c.upper()}" for c in "abcdefghijklmnopqrstuvwxyz0123456789")
"""Every letter and digit alone, at a word's beginning and within: who has a piece for each can
spell every such word."""
_A_WORD: Final = 100
"""Characters beyond which a word piece tokenizer gives a word up, whatever it is made of."""
_SURROGATES: Final = re.compile(r"[\ud800-\udfff]")


class TokenReader:
    """A tokenizer with truncation set once, so that threads may share it.

    Args:
        path: A `tokenizer.json`.
        max_length: Tokens a text is cut to, special tokens included.
        lowercase: Lower the text first (a setting of some sentence-transformers models).

    Raises:
        ModelSourceError: the file is not a tokenizer.
    """

    def __init__(self, path: Path, *, max_length: int, lowercase: bool = False) -> None:
        try:
            self.tokenizer = Tokenizer.from_str(path.read_text(encoding="utf-8"))
        except Exception as error:
            raise ModelSourceError(
                code="model.tokenizer",
                expected="a tokenizer of the tokenizers library",
                found="an unreadable tokenizer.json",
                remedy="download the model again",
            ) from error
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(max_length)
        unknown = map(self.tokenizer.token_to_id, ("[UNK]", "<unk>"))
        self._unknown = {id_ for id_ in unknown if id_ is not None}
        self._chars = max_length * _CHARS_PER_TOKEN
        self._lowercase = lowercase
        self._spells_ascii = not self._unknown_in(_ASCII)

    def ids(self, texts: Sequence[str], prompt: str = "") -> list[list[int]]:
        """Token ids of each text, special tokens included; never empty, never an error."""
        ready = [self._ready(prompt + text[: self._chars]) for text in texts]
        return [found.ids for found in self.tokenizer.encode_batch_fast(ready)]

    def unknown_spans(self, text: str) -> list[tuple[int, int]]:
        """Where, in a text, the tokenizer found no piece for what is there."""
        if self._spells_ascii and len(text) <= _A_WORD and text.isascii():
            return []
        return self._unknown_in(text[: self._chars])

    def _unknown_in(self, text: str) -> list[tuple[int, int]]:
        found = self.tokenizer.encode(self._ready(text), add_special_tokens=False)
        return [
            span for span, id_ in zip(found.offsets, found.ids, strict=True) if id_ in self._unknown
        ]

    def _ready(self, text: str) -> str:
        if not text.isascii():
            # Half a surrogate pair is no character; the tokenizer refuses it.
            text = _SURROGATES.sub("\ufffd", text)
        return text.lower() if self._lowercase else text
