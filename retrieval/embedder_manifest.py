"""The manifest of a prepared embedding model: its description, and the checksums of its files.

It is written last, so that a folder without a manifest is incomplete.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from retrieval.embedder_errors import ModelDamagedError

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
TOKENIZER: Final = "tokenizer.json"
Precision = Literal["int8", "fp32"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The description of a prepared model.

    `source_digest` is the sha256 of the weights it was made from, `fidelity` the mean cosine
    similarity of its vectors to the unquantised ones on held-out sentences, `languages` the primary
    subtags its authors declare (empty: not declared), `scripts` those in which its vocabulary has
    whole words.
    """

    name: str
    source_digest: str
    precision: Precision
    dims: int
    max_length: int
    pooling: tuple[str, ...]
    query_prompt: str
    passage_prompt: str
    lowercase: bool
    languages: tuple[str, ...]
    scripts: tuple[str, ...]
    fidelity: float
    files: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def graph(self) -> str:
        """The file name of the ONNX graph."""
        return graph_name(self.precision)

    @property
    def model_id(self) -> str:
        """Identifies the vectors: two models with the same id produce the same vectors."""
        return f"{self.name}@{self.source_digest[:12]}-{self.precision}-v{self.format}"

    def write(self, folder: Path) -> None:
        """Write it into a folder whose other files are complete."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def graph_name(precision: Precision) -> str:
    """The file name of the ONNX graph of this precision."""
    return f"model.{precision}.onnx"


def sha256_of(path: Path) -> str:
    """The sha256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_manifest(folder: Path, *, verify: bool = True) -> Manifest:
    """Read the manifest of a prepared folder, and check the files against it.

    Args:
        folder: A prepared model.
        verify: Whether to check every file's sha256 (tens of milliseconds for a small model).

    Raises:
        ModelDamagedError: not prepared, damaged, or prepared by a newer version.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise _damaged("model.not-prepared", "a prepared model", "a folder without manifest.json")
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
        version = int(found["format"])
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged("model.damaged", "a readable manifest.json", "a damaged one") from error
    if version > FORMAT:
        raise _damaged(
            "model.newer",
            f"a model of format {FORMAT} or older",
            f"format {version}",
            remedy="update Replydesk, or prepare the model again with this version",
        )
    manifest = _checked(found)
    if verify:
        verify_files(folder, manifest)
    return manifest


def _checked(found: dict[str, Any]) -> Manifest:
    lists = ("pooling", "languages", "scripts")
    try:
        values: dict[str, Any] = {
            key: tuple(value) if key in lists else value for key, value in found.items()
        }
        manifest = Manifest(**values)
        whole = (
            manifest.precision in ("int8", "fp32")
            and int(manifest.dims) > 0
            and int(manifest.max_length) > 2
            and {manifest.graph, TOKENIZER} <= set(manifest.files)
        )
    except (TypeError, ValueError) as error:
        raise _damaged("model.damaged", "a complete manifest.json", "another shape") from error
    if not whole:
        raise _damaged("model.damaged", "a complete manifest.json", "impossible values")
    return manifest


def verify_files(folder: Path, manifest: Manifest) -> None:
    """Check the files of a prepared folder against its manifest.

    Raises:
        ModelDamagedError: a file is missing or was changed.
    """
    for name, digest in manifest.files.items():
        path = folder / Path(name).name
        if not path.is_file():
            raise _damaged("model.damaged", f"the file {path.name}", "no such file")
        if sha256_of(path) != digest:
            raise _damaged("model.damaged", f"{path.name} as it was prepared", "other bytes")


def _damaged(
    code: str, expected: str, found: str, *, remedy: str = "prepare the model again"
) -> ModelDamagedError:
    return ModelDamagedError(code=code, expected=expected, found=found, remedy=remedy)
