"""Converts any texts to token ids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tokenizers import Tokenizer

from retrieval.embedder_errors import ModelSourceError

_CHARS_PER_TOKEN: Final = 24
"""Texts are truncated before tokenising to this many characters per token of the maximum length."""
_ASCII: Final = " ".join(f"{c} {c}{c} {c.upper()}" for c in "abcdefghijklmnopqrstuvwxyz0123456789")
"""Every ASCII letter and digit alone, at the beginning of a word and inside one: a tokenizer that
knows all of them can tokenise every such word."""
_A_WORD: Final = 100
"""Length above which a WordPiece tokenizer treats any word as unknown."""
_SURROGATES: Final = re.compile(r"[\ud800-\udfff]")


class TokenReader:
    """A tokenizer with truncation set once, so that threads may share it.

    Args:
        path: A `tokenizer.json`.
        max_length: Number of tokens to which texts are truncated, including special tokens.
        lowercase: Whether to lower-case texts first (a setting of some sentence-transformers
            models).

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
        """Token ids of each text, including special tokens; works for any text, even empty ones."""
        ready = [self._ready(prompt + text[: self._chars]) for text in texts]
        return [found.ids for found in self.tokenizer.encode_batch_fast(ready)]

    def unknown_spans(self, text: str) -> list[tuple[int, int]]:
        """The spans (start, end) of a text that the tokenizer maps to the unknown token."""
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
            # The tokenizer does not accept lone surrogates.
            text = _SURROGATES.sub("\ufffd", text)
        return text.lower() if self._lowercase else text
