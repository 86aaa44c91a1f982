"""The bytes of each token, read from the tokenizer, and the text of a reply as it is generated.

A byte-level token may be part of a character. Text is emitted only in complete characters, and the
rules of `fact_guard` check characters, so both need the bytes of each id.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Sequence
from functools import cache

from tokenizers import Tokenizer

_BYTE_TOKEN = re.compile(r"<0x([0-9A-Fa-f]{2})>")
_WORD_START = "▁"


def token_bytes(tokenizer: Tokenizer) -> list[bytes]:
    """The bytes of every token by its id; empty for special tokens and unused rows.

    Supports byte-level tokenizers (GPT-2's alphabet) and SentencePiece's kind (`▁` for a space,
    `<0x0A>` for a byte).
    """
    vocabulary = tokenizer.get_vocab(with_added_tokens=True)
    added = tokenizer.get_added_tokens_decoder()
    byte_level = _is_byte_level(tokenizer)
    table = [b""] * (max(vocabulary.values()) + 1)
    for token, id_ in vocabulary.items():
        if id_ in added:
            # an added token that is not special is ordinary text, such as a run of spaces
            table[id_] = b"" if added[id_].special else token.encode()
        else:
            table[id_] = _from_alphabet(token) if byte_level else _from_pieces(token)
    return table


def special_ids(tokenizer: Tokenizer) -> frozenset[int]:
    """Ids of the special tokens, which are structure and never text."""
    return frozenset(
        id_ for id_, token in tokenizer.get_added_tokens_decoder().items() if token.special
    )


def _is_byte_level(tokenizer: Tokenizer) -> bool:
    decoder = json.loads(tokenizer.to_str()).get("decoder") or {}
    kinds = [decoder, *decoder.get("decoders", [])]
    return any(kind.get("type") == "ByteLevel" for kind in kinds)


def _from_alphabet(token: str) -> bytes:
    alphabet = _alphabet()
    try:
        return bytes(alphabet[character] for character in token)
    except KeyError:
        return token.encode()


def _from_pieces(token: str) -> bytes:
    byte = _BYTE_TOKEN.fullmatch(token)
    return bytes([int(byte[1], 16)]) if byte else token.replace(_WORD_START, " ").encode()


@cache
def _alphabet() -> dict[str, int]:
    """Character → byte of GPT-2's byte-level alphabet: printable characters map to themselves."""
    printable = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in set(printable)]
    shifted = {chr(256 + place): byte for place, byte in enumerate(others)}
    return {chr(byte): byte for byte in printable} | shifted


class TextStream:
    """Decodes tokens to complete characters; drops invalid bytes and leading whitespace."""

    def __init__(self, table: Sequence[bytes]) -> None:
        self._table = table
        self._decoder = codecs.getincrementaldecoder("utf-8")("ignore")
        self._begun = False

    def add(self, token: int) -> str:
        """The characters that this token completes."""
        return self._cleaned(self._decoder.decode(self._table[token]))

    def _cleaned(self, text: str) -> str:
        if self._begun or not text:
            return text
        text = text.lstrip()
        self._begun = bool(text)
        return text
