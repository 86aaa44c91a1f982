"""An installed dialogue model: its folder, its manifest, and its problems."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.models import manifest as manifests
from assistant.models.errors import ModelFilesDamagedError
from assistant.models.manifest import Manifest, Precision

SOURCE: Final = "source"
"""The subfolder with everything but the graphs; only dialogue models have one."""


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model on the shelf.

    `source` holds configuration, tokenizer, template and licence in Hugging Face's layout, and the
    safetensors if they were kept.
    """

    folder: Path
    manifest: Manifest

    @property
    def id(self) -> str:
        return self.manifest.id

    @property
    def source(self) -> Path:
        return self.folder / SOURCE

    @property
    def weights(self) -> Path | None:
        """The folder torch can load; None if no safetensors were kept."""
        return self.source if "safetensors" in self.manifest.formats else None

    def onnx(self, precision: Precision = "int4") -> Path | None:
        """The folder onnxruntime-genai can load; None if there is none."""
        name: manifests.ModelFormat = "onnx-int4" if precision == "int4" else "onnx-fp32"
        return self.folder / name if name in self.manifest.formats else None

    @property
    def size_bytes(self) -> int:
        return sum(record.size for record in self.manifest.files.values())

    def problems(self) -> list[str]:
        """Codes of what keeps it from being used; checks only the sizes of files, not their
        content.
        """
        found = []
        try:
            manifests.verify_sizes(self.folder, self.manifest)
        except ModelFilesDamagedError as error:
            found.append(error.code)
        if not self.manifest.parity.passed:
            found.append("shelf.parity")
        return found

    def verify(self, *parts: str) -> None:
        """Compare its files with their checksums.

        Args:
            parts: Check only these subfolders, such as `source` or `onnx-int4`; all if none are
                given.

        Raises:
            ModelFilesDamagedError: A file is missing or has different content.
        """
        below = tuple(f"{part}/" for part in parts) or ("",)
        manifests.verify(self.folder, self.manifest, below=below)
