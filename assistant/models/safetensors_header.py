"""The header of a safetensors file, checked before anything maps or loads the file.

The format: eight bytes with the header's length, a JSON header with each tensor's type, shape and
offsets, then the data without gaps or overlaps.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from assistant.models.untrusted_folder import refuse

_LARGEST_HEADER = 100_000_000
"""The limit of the format's own library, in bytes."""
_BYTES = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2}
_OTHERS = frozenset(
    {
        "I64",
        "I32",
        "I16",
        "I8",
        "U64",
        "U32",
        "U16",
        "U8",
        "BOOL",
        "F8_E4M3",
        "F8_E5M2",
        "F8_E8M0",
        "F4",
        "F6_E2M3",
        "F6_E3M2",
        "C64",
    }
)


@dataclass(frozen=True, slots=True)
class TensorInfo:
    """One tensor: its type as the format names it, and its shape."""

    dtype: str
    shape: tuple[int, ...]

    @property
    def count(self) -> int:
        return math.prod(self.shape)


def read_header(path: Path) -> dict[str, TensorInfo]:
    """The tensors of a file by name, after every check that does not need the data.

    Raises:
        ModelRefusedError: `shelf.weights-damaged` if the file is truncated or contradicts itself;
            `shelf.quantised` if its numbers are not plain floating point.
    """
    size = path.stat().st_size
    header, begin = _header(path, size)
    spans = []
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        info, span = _tensor(path.name, entry)
        tensors[name] = info
        spans.append(span)
    _check_places(path.name, spans, size - begin)
    return tensors


def _header(path: Path, size: int) -> tuple[Mapping[str, Any], int]:
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if size < 8 or length > min(_LARGEST_HEADER, size - 8):
            _damaged(path.name, "a header longer than the file")
        content = file.read(length)
    try:
        header = json.loads(content)
    except (ValueError, RecursionError):
        _damaged(path.name, "a header that is not JSON")
    if not isinstance(header, dict):
        _damaged(path.name, "a header that is not a table")
    return header, 8 + length


def _tensor(file: str, entry: Any) -> tuple[TensorInfo, tuple[int, int]]:
    try:
        dtype, shape, (begin, end) = entry["dtype"], entry["shape"], entry["data_offsets"]
        plain = all(type(value) is int and value >= 0 for value in (*shape, begin, end))
    except (KeyError, TypeError, ValueError):
        _damaged(file, "a tensor without type, shape or place")
    if not plain or not isinstance(dtype, str) or len(shape) > 8:
        _damaged(file, "an impossible shape or place")
    if dtype in _OTHERS:
        refuse(
            "shelf.quantised",
            "weights in half, bfloat16 or single precision",
            f"{dtype} in {file}",
            "Get the model as its authors published it, not quantised",
        )
    info = TensorInfo(dtype, tuple(shape))
    if dtype not in _BYTES or info.count * _BYTES[dtype] != end - begin:
        _damaged(file, "a tensor whose shape does not fit its place")
    return info, (begin, end)


def _check_places(file: str, spans: list[tuple[int, int]], length: int) -> None:
    at = 0
    for begin, end in sorted(spans):
        if begin != at:
            _damaged(file, "tensors that overlap or leave gaps")
        at = end
    if at != length:
        _damaged(file, f"{length} bytes of data where {at} are declared")


def _damaged(file: str, found: str) -> NoReturn:
    refuse("shelf.weights-damaged", f"{file} as safetensors, whole", found, "Get the file again")
