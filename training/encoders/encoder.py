"""An embedding model in torch: a transformers encoder with mean pooling and normalized vectors.

Only the trainer process, and benchmarks, load this module.
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
"""Rows are padded together if they have at most `_ALIKE` times the tokens of the shortest, plus
`_SLACK`."""
_READ_AT_ONCE: Final = 4_096
"""Limit of a batch that is read without gradients, in tokens including padding. Memory grows with
the tokens of a batch, not with its rows; larger batches are no faster on a processor."""
_PACKED: Final = 1_024
"""Number of texts whose token ids are held as Python numbers at the same time."""
LONGEST: Final = 128
"""Default maximum length of a text in training, in tokens; first messages and titles fit in."""


class Encoder(nn.Module):  # type: ignore[misc]  # torch is read as Any
    """An embedding model.

    Attributes:
        dims: Dimensions of a vector.
    """

    def __init__(self, source: Path, *, dropout: float = 0.1, longest: int = LONGEST) -> None:
        """Load a model folder in sentence-transformers layout.

        Raises:
            ModelSourceError: It cannot be read, or has another pooling (`model.pooling`).
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
        # word embeddings stay frozen: that halves checkpoints and speeds up the steps
        self.model.get_input_embeddings().requires_grad_(requires_grad=False)
        self.dims: int = self.model.config.hidden_size
        self._tokens = TokenReader(
            self._source.tokenizer,
            max_length=min(longest, self._source.max_length),
            lowercase=self._source.lowercase,
        )

    def tokens(self, texts: Sequence[str], prompt: str = "") -> list[array[int]]:
        """Token ids of texts, with special tokens; as arrays, a tenth of the size of lists."""
        found: list[array[int]] = []
        for begin in range(0, len(texts), _PACKED):
            some = self._tokens.ids(texts[begin : begin + _PACKED], prompt)
            found += [array("i", row) for row in some]
        return found

    def words(self, ids: Tensor) -> Tensor:
        """The word embeddings of token ids, with `requires_grad` in training: (rows, length,
        dims)."""
        found: Tensor = self.model.get_input_embeddings()(ids)
        return found.requires_grad_(self.training)

    def forward(self, words: Tensor, mask: Tensor) -> Tensor:
        """Unit vectors in single precision: (rows, dims).

        Args:
            words: What `words` returned.
            mask: (rows, length), True where there is a token.
        """
        states = self.model(inputs_embeds=words, attention_mask=mask.long()).last_hidden_state
        weights = mask[:, :, None].to(torch.float32)
        mean = (states.float() * weights).sum(1) / weights.sum(1).clamp(min=1)
        return nn.functional.normalize(mean, dim=1)

    def read(self, rows: Sequence[Sequence[int]], device: str) -> Tensor:
        """Unit vectors of token ids without gradients, in batches of similar lengths with a bounded
        number of tokens.

        Returns:
            (rows, dims) on the CPU.
        """
        found = torch.empty(len(rows), self.dims)
        with torch.no_grad():
            for some in grouped([len(row) for row in rows], _READ_AT_ONCE):
                ids, mask = padded([rows[at] for at in some], device)
                with torch.autocast(device.partition(":")[0], dtype=torch.bfloat16):
                    found[some] = self(self.words(ids), mask).float().cpu()
        return found

    def save(self, target: Path) -> None:
        """Write the model as a folder in the layout it was read from."""
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
    """Indices of rows in a few groups of similar lengths, to keep padding low.

    Args:
        sizes: Number of tokens of each row.
        most: Maximum tokens of a group, including padding; a longer row is a group by itself.
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
    """Token ids, right-padded with 0, and the mask of the tokens: (rows, length) each."""
    width = max(map(len, rows))
    ids = torch.zeros(len(rows), width, dtype=torch.long)
    mask = torch.zeros(len(rows), width, dtype=torch.bool)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = torch.as_tensor(row)
        mask[at, : len(row)] = True
    return ids.to(device), mask.to(device)
