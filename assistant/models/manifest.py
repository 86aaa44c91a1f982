"""The manifest of an installed dialogue model: what it is, and a checksum of every file.

It is written last. A folder without it is an unfinished installation and is not a model.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePosixPath
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from assistant.models.errors import ModelFilesDamagedError
from assistant.paths import unwritable, write_owner_only

FORMAT: Final = 1
KIND: Final = "dialogue-model"
FILE_NAME: Final = "manifest.json"
_LARGEST = 1 << 20

ModelId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,79}$")]
Precision = Literal["int4", "fp32"]
ModelFormat = Literal["safetensors", "onnx-int4", "onnx-fp32"]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class FileRecord(_Frozen):
    """One file of the model: its hexadecimal SHA-256 and its size in bytes."""

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    size: int = Field(ge=0)


class Parity(_Frozen):
    """How close the converted model is to the original, measured at conversion.

    All perplexities are of the same held-out replies. What was not measured is None.
    """

    positions: int = 0
    """Number of next-token predictions compared."""
    agreement: float | None = None
    """Share of them in which fp32 ONNX and the original predict the same token."""
    perplexity: float | None = None
    """Of the original weights."""
    perplexity_int4: float | None = None
    reference: Literal["torch", "onnx-fp32", ""] = ""
    """What served as the original."""
    passed: bool = False


class Manifest(_Frozen):
    """The description of a model in its folder."""

    format: int = FORMAT
    kind: Literal["dialogue-model"] = KIND
    id: ModelId
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    family: str
    architecture: str
    parameters: int = Field(ge=1)
    context_tokens: int = Field(ge=1)
    vocabulary: int = Field(ge=1)
    """Rows of the embedding table, and therefore the number of logits."""
    end_tokens: tuple[int, ...]
    """Ids of the tokens that end a reply."""
    rendering: Literal["own", "chat"]
    rendering_version: int = 0
    """Version of Replydesk's own prompt format (`assistant.prompt.RENDERING`); 0 for chat
    templates."""
    languages: tuple[str, ...] = ()
    shipped: bool = False
    """Whether it came with the program, so that nobody chose it."""
    writes_by_default: bool = False
    """Whether it measured better than composed drafts; a model that came with the program then
    writes even before anybody has chosen it."""
    licence: str = ""
    licence_files: tuple[str, ...] = ()
    formats: tuple[ModelFormat, ...]
    parity: Parity
    adapter: str = ""
    """Name of the LoRA adapter that was merged into the weights."""
    converted: Literal["here", "elsewhere"] = "here"
    made_with: dict[str, str] = Field(default_factory=dict)
    """Versions of the packages that converted it."""
    source_digest: str
    """SHA-256 over the names and checksums of the files it was made from."""
    created_at: str
    notes: tuple[str, ...] = ()
    """Stable codes of what a person should know."""
    files: dict[str, FileRecord]
    """Every file by its path inside the folder, with `/` as separator."""

    def write(self, folder: Path) -> None:
        """Write the manifest into a folder whose other files are complete and on disk.

        Raises:
            StoreFullError, HomeUnwritableError: It could not be written.
        """
        path = folder / FILE_NAME
        try:
            write_owner_only(path, self.model_dump_json(indent=1).encode())
        except OSError as error:
            raise unwritable(path, error) from error


def read(folder: Path) -> Manifest:
    """Read the manifest of a folder, without looking at the files it lists.

    Raises:
        ModelFilesDamagedError: It is missing (`shelf.unfinished`), unreadable or of a newer format.
    """
    path = folder / FILE_NAME
    try:
        if path.is_symlink() or path.stat().st_size > _LARGEST:
            raise _damaged("a small manifest.json", "a link, or a huge file")
        manifest = Manifest.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise _damaged("a manifest.json", "none", code="shelf.unfinished") from None
    except (OSError, ValidationError) as error:
        raise _damaged("a readable manifest.json", type(error).__name__) from error
    if manifest.format > FORMAT:
        raise ModelFilesDamagedError(
            code="shelf.newer",
            expected=f"a model of format {FORMAT} or older",
            found=f"format {manifest.format}",
            remedy="Update Replydesk, or add the model again with this version",
        )
    if not all(is_plain_path(name) for name in manifest.files):
        raise _damaged("files inside the model's folder", "a path that leads out of it")
    return manifest


def is_plain_path(name: str) -> bool:
    """Whether a `/`-separated path stays inside its folder, on every operating system."""
    parts = PurePosixPath(name).parts
    ordinary = all(
        part not in ("..", ".", "") and not set('\\:*?"<>|\0') & set(part) for part in parts
    )
    return bool(parts) and ordinary and not name.startswith("/") and "/".join(parts) == name


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def record_files(folder: Path) -> dict[str, FileRecord]:
    """A record of every file below a folder, except the manifest."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != FILE_NAME:
            found[name] = FileRecord(sha256=sha256_of(path), size=path.stat().st_size)
    return found


def sync_files(folder: Path) -> None:
    """Flush every file below a folder to disk, so that the manifest is written after them.

    Raises:
        StoreFullError, HomeUnwritableError: A file could not be flushed.
    """
    for path in folder.rglob("*"):
        if path.is_file():
            try:
                with path.open("rb+") as file:
                    os.fsync(file.fileno())
            except OSError as error:
                raise unwritable(path, error) from error


def sync_folder(folder: Path) -> None:
    """Make a rename inside a folder survive a power failure, where the system supports it."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def verify_sizes(folder: Path, manifest: Manifest) -> None:
    """Check that every file is there with its size, without reading any.

    Raises:
        ModelFilesDamagedError: A file is missing or has another size.
    """
    for name, record in manifest.files.items():
        path = folder / name
        if path.is_symlink() or not path.is_file():
            raise _damaged(f"the file {name}", "no such file")
        if path.stat().st_size != record.size:
            raise _damaged(f"{name} as it was installed", "another length")


def verify(folder: Path, manifest: Manifest, *, below: tuple[str, ...] = ("",)) -> None:
    """Compare files with their checksums (about a second per gigabyte).

    Args:
        below: Only files whose path starts with one of these prefixes.

    Raises:
        ModelFilesDamagedError: A file is missing or has different content.
    """
    verify_sizes(folder, manifest)
    for name, record in manifest.files.items():
        if name.startswith(below) and sha256_of(folder / name) != record.sha256:
            raise _damaged(f"{name} as it was installed", "other bytes")


def _damaged(
    expected: str, found: str, *, code: str = "shelf.files-damaged"
) -> ModelFilesDamagedError:
    return ModelFilesDamagedError(
        code=code,
        expected=expected,
        found=found,
        remedy="Remove the model and add it again: replydesk models remove ID",
    )
