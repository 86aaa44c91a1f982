"""Hidden states of each word from an embedding model, before they are pooled into one vector.

The only output of a prepared graph is the pooled vector. Its layers are named nodes, though, and
concatenated protobuf messages are merged when parsed (see protobuf's encoding, "last one wins").
Appending a message that declares a node as output to the file's bytes therefore makes it an output,
without a second model on the disk.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from retrieval.embedder_errors import ModelDamagedError
from retrieval.embedder_manifest import TOKENIZER, Manifest, read_manifest
from retrieval.embedder_session import open_session, padded

States = NDArray[np.float32]

_LAYER: Final = "encoder.layer.{}.output.LayerNorm.out"
_GRAPH, _OUTPUTS, _NAME = 7, 12, 1
"""Field numbers in ModelProto, GraphProto and ValueInfoProto (onnx.proto)."""
_LONGEST: Final = 24
"""Maximum number of characters used of a word, to limit its number of tokens."""
_SURROGATES: Final = re.compile(r"[\ud800-\udfff]")
_TOKENS_PER_BATCH: Final = 1024


class WordStates:
    """Computes the hidden states of some layers for each word; safe to use from any thread.

    Args:
        folder: A prepared BERT-like model.
        layers: Indices of the layers, from 0; their states are concatenated.

    Raises:
        ModelDamagedError: not prepared, or its graph has no such layers.
    """

    def __init__(self, folder: Path, layers: Sequence[int]) -> None:
        self.manifest: Manifest = read_manifest(folder, verify=False)
        self._names = [_LAYER.format(layer) for layer in layers]
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(self.manifest.max_length)
        graph = (folder / self.manifest.graph).read_bytes()
        try:
            self._session = open_session(graph + b"".join(map(_output, self._names)))
        except Exception as error:
            raise ModelDamagedError(
                code="model.damaged",
                expected=f"a graph with the layers {', '.join(map(str, layers))}",
                found="one that cannot be opened with them",
                remedy="prepare the model again",
            ) from error
        self.width = len(layers) * self.manifest.dims

    def read(self, texts: Sequence[Sequence[str]]) -> list[tuple[States, NDArray[np.int64]]]:
        """The states of each word's first token, and each word's number of tokens.

        A word beyond the model's maximum length has zeros, and no tokens.

        Args:
            texts: Texts, each split into words.

        Returns:
            For each text, the states as float32 (words, width), and the token counts as int64
            (words,).
        """
        found: list[Any] = [None] * len(texts)
        rows = self._tokenizer.encode_batch(
            [[_ready(word) for word in text] for text in texts], is_pretokenized=True
        )
        for batch in _batches([len(row.ids) for row in rows]):
            states = self._session.run(self._names, padded([rows[index].ids for index in batch]))
            joined = np.concatenate(states, axis=2)
            for place, index in enumerate(batch):
                found[index] = _first_pieces(joined[place], rows[index].word_ids, len(texts[index]))
        return found


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Indices of texts, in batches of similar length."""
    found: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if not found or lengths[index] * (len(found[-1]) + 1) > _TOKENS_PER_BATCH:
            found.append([])
        found[-1].append(index)
    return found


def _first_pieces(
    states: States, words: Sequence[int | None], count: int
) -> tuple[States, NDArray[np.int64]]:
    owners = np.array([-1 if word is None else word for word in words])
    places = np.flatnonzero(owners >= 0)
    seen, first = np.unique(owners[places], return_index=True)
    result = np.zeros((count, states.shape[1]), np.float32)
    result[seen] = states[places[first]]
    return result, np.bincount(owners[places], minlength=count)


def _ready(word: str) -> str:
    """The beginning of a word, without lone surrogates, which the tokenizer does not accept."""
    short = word[:_LONGEST]
    return short if short.isascii() else _SURROGATES.sub("\ufffd", short)


def _output(name: str) -> bytes:
    """A serialised model that contains nothing but an additional output of the graph."""
    return _field(_GRAPH, _field(_OUTPUTS, _field(_NAME, name.encode())))


def _field(number: int, content: bytes) -> bytes:
    """A length-delimited protobuf field of at most 127 bytes, whose length is one byte."""
    if len(content) > 127:
        raise ValueError(f"at most 127 bytes, not {len(content)}")
    return bytes((number << 3 | 2, len(content))) + content
