"""Reads named tensors of safetensors files one at a time, as float32.

Format: https://github.com/huggingface/safetensors (one file, or shards listed in an index).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import ml_dtypes  # noqa: F401  (teaches NumPy the bfloat16 that safetensors asks it for)
import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from retrieval.embedder_errors import ModelSourceError

_FLOATS: Final = {"F64", "F32", "F16", "BF16"}


@dataclass(frozen=True)
class TensorFiles:
    """The tensors of one or several safetensors files, by name."""

    files: tuple[Path, ...]
    _where: Mapping[str, Path] = field(repr=False)

    @classmethod
    def in_folder(cls, folder: Path) -> TensorFiles | None:
        """The weights in a folder; None if there are none.

        Raises:
            ModelSourceError: a file is damaged, or a shard is missing.
        """
        index = folder / "model.safetensors.index.json"
        if (folder / "model.safetensors").is_file():
            files = [folder / "model.safetensors"]
        elif index.is_file():
            files = sorted({folder / Path(name).name for name in _shards(index)})
        else:
            return None
        where = {name: file for file in files for name in _names(file)}
        return cls(tuple(files), where)

    def __contains__(self, name: str) -> bool:
        return name in self._where

    def digest(self) -> str:
        """The sha256 of the weights: of the file, or of all shards' bytes in order of name."""
        total = hashlib.sha256()
        for path in self.files:
            with path.open("rb") as file:
                while block := file.read(1 << 20):
                    total.update(block)
        return total.hexdigest()

    def read(self, name: str, shape: tuple[int | None, ...]) -> NDArray[np.float32]:
        """One tensor as float32, of the given shape (None: any size).

        Raises:
            ModelSourceError: it is missing, has another shape, or does not contain finite floats.
        """
        if name not in self._where:
            raise _bad_tensor(name, "to be there", "no such tensor")
        with safe_open(self._where[name], framework="np") as file:
            view = file.get_slice(name)
            kind, found = str(view.get_dtype()), tuple(view.get_shape())
            if kind not in _FLOATS:
                raise _bad_tensor(name, "floating-point numbers", kind)
            fits = len(found) == len(shape) and all(
                want in (None, got) for want, got in zip(shape, found, strict=True)
            )
            if not fits:
                raise _bad_tensor(name, f"the shape {shape}", str(found))
            values: NDArray[Any] = file.get_tensor(name)
        numbers = np.ascontiguousarray(values, dtype=np.float32)
        if not np.isfinite(numbers).all():
            raise _bad_tensor(name, "finite numbers", "NaN or infinity")
        return numbers


def _shards(index: Path) -> set[str]:
    try:
        return set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values())
    except (ValueError, KeyError, AttributeError) as error:
        raise ModelSourceError(
            code="model.tensors",
            expected="an index of weight files",
            found=f"{index.name} is damaged",
            remedy="download the model again",
        ) from error


def _names(path: Path) -> list[str]:
    try:
        with safe_open(path, framework="np") as file:
            return list(file.keys())
    except (SafetensorError, OSError) as error:
        raise ModelSourceError(
            code="model.tensors",
            expected="a complete safetensors file",
            found=f"{path.name} is damaged or missing",
            remedy="download the model again",
        ) from error


def _bad_tensor(name: str, expected: str, found: str) -> ModelSourceError:
    return ModelSourceError(
        code="model.tensors",
        expected=f"the tensor {name}: {expected}",
        found=found,
        remedy="check that the weights belong to this configuration, or choose another model",
    )
