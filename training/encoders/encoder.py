"""An embedding model in torch: mean pooling over a transformers encoder, unit vectors out.

Only the trainer's process, and benchmarks, load this module.
"""

from __future__ import annotations

import shutil
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import torch
import transformers
from safetensors.torch import save_file
from torch import Tensor, nn
from transformers import AutoModel

from retrieval.embedder_errors import ModelSourceError
from retrieval.embedder_export.source import ModelSource, read_source
from retrieval.embedder_tokens import TokenReader
from training.learning.batches import grouped

_COPIED: Final = ("config.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt",
                  "special_tokens_map.json", "modules.json", "sentence_bert_config.json",
                  "config_sentence_transformers.json", "README.md")  # fmt: skip
_FOLDERS: Final = ("1_Pooling", "2_Normalize")
_ALIKE: Final = 1.3
_SLACK: Final = 3
"""Rows are padded together up to so many times, and so many tokens beyond, the shortest."""
_READ_AT_ONCE: Final = 4_096
"""Limit of a batch that is read without gradients, in tokens including padding. Memory grows with
the tokens of a batch, not with its rows; larger batches are no faster on a processor."""
_PACKED: Final = 1_024
"""Texts whose token ids are Python numbers at the same time."""
LONGEST: Final = 128
"""Tokens of a text that are read in training: first messages and titles are shorter."""


class Encoder(nn.Module):  # type: ignore[misc]  # torch is read as Any
    """One embedding model.

    Attributes:
        dims: The size of a vector.
    """

    def __init__(self, source: Path, *, dropout: float = 0.1, longest: int = LONGEST) -> None:
        """Load a model folder in sentence-transformers layout.

        Raises:
            ModelSourceError: It cannot be read, or pools otherwise (`model.pooling`).
        """
        super().__init__()
        self._source: ModelSource = read_source(source)
        if self._source.pooling != ("mean",) or self._source.dense:
            raise ModelSourceError(
                code="model.pooling", expected="a model that takes the mean of its tokens",
                found=", ".join(self._source.pooling) or "none",
                remedy="Train the embedding model that comes with the program",
            )  # fmt: skip
        transformers.logging.set_verbosity_error()
        transformers.logging.disable_progress_bar()
        self.model: Any = AutoModel.from_pretrained(
            source, local_files_only=True, dtype=torch.float32, add_pooling_layer=False,
            hidden_dropout_prob=dropout, attention_probs_dropout_prob=dropout,
        )  # fmt: skip
        # what words mean is known; without them a checkpoint is half as large and a step shorter
        self.model.get_input_embeddings().requires_grad_(requires_grad=False)
        self.dims: int = self.model.config.hidden_size
        self._tokens = TokenReader(
            self._source.tokenizer,
            max_length=min(longest, self._source.max_length),
            lowercase=self._source.lowercase,
        )

    def tokens(self, texts: Sequence[str], prompt: str = "") -> list[array[int]]:
        """Token ids of texts, special tokens included; packed, a tenth of the size of lists."""
        found: list[array[int]] = []
        for begin in range(0, len(texts), _PACKED):
            some = self._tokens.ids(texts[begin : begin + _PACKED], prompt)
            found += [array("i", row) for row in some]
        return found

    def words(self, ids: Tensor) -> Tensor:
        """The word embeddings of token ids, which ask for gradients: (rows, length, dims)."""
        found: Tensor = self.model.get_input_embeddings()(ids)
        return found.requires_grad_(self.training)

    def forward(self, words: Tensor, mask: Tensor) -> Tensor:
        """Unit vectors in single precision: (rows, dims).

        Args:
            words: As `words` gives them.
            mask: (rows, length), true where there is a token.
        """
        states = self.model(inputs_embeds=words, attention_mask=mask.long()).last_hidden_state
        weights = mask[:, :, None].to(torch.float32)
        mean = (states.float() * weights).sum(1) / weights.sum(1).clamp(min=1)
        return nn.functional.normalize(mean, dim=1)

    def read(self, rows: Sequence[Sequence[int]], device: str) -> Tensor:
        """Unit vectors of token ids, in batches of like length with a bounded number of tokens;
        without gradients.

        Returns:
            (rows, dims) on the processor.
        """
        found = torch.empty(len(rows), self.dims)
        with torch.no_grad():
            for some in grouped([len(row) for row in rows], _READ_AT_ONCE):
                ids, mask = padded([rows[at] for at in some], device)
                with torch.autocast(device.partition(":")[0], dtype=torch.bfloat16):
                    found[some] = self(self.words(ids), mask).float().cpu()
        return found

    def save(self, target: Path) -> None:
        """Write it as a folder in the layout it was read from."""
        source = self._source.folder
        target.mkdir(parents=True, exist_ok=True)
        for name in _COPIED:
            if (source / name).is_file():
                shutil.copyfile(source / name, target / name)
        for name in _FOLDERS:
            if (source / name).is_dir():
                shutil.copytree(source / name, target / name, dirs_exist_ok=True)
        weights = {
            name: value.detach().to("cpu", torch.float32).contiguous()
            for name, value in self.model.state_dict().items()
        }
        save_file(weights, target / "model.safetensors", metadata={"format": "pt"})


def alike(sizes: Sequence[int], most: int | None = None) -> list[list[int]]:
    """Places of rows in a few groups of like length, so that little of what is read is padding.

    Args:
        sizes: Tokens of each row.
        most: Maximum of tokens in a group, padding included; a longer row is a group of its own.
    """
    order = sorted(range(len(sizes)), key=sizes.__getitem__)
    groups: list[list[int]] = []
    for place in order:
        size = sizes[place]
        if (
            not groups
            or size > _ALIKE * sizes[groups[-1][0]] + _SLACK
            or (most is not None and size * (len(groups[-1]) + 1) > most)
        ):
            groups.append([])
        groups[-1].append(place)
    return groups


def padded(rows: Sequence[Sequence[int]], device: str) -> tuple[Tensor, Tensor]:
    """Token ids, padded behind with 0, and where there is one: (rows, length) each."""
    width = max(map(len, rows))
    ids = torch.zeros(len(rows), width, dtype=torch.long)
    mask = torch.zeros(len(rows), width, dtype=torch.bool)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = torch.as_tensor(row)
        mask[at, : len(row)] = True
    return ids.to(device), mask.to(device)
