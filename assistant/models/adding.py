"""Adding a model folder to the shelf: copy, check, convert, compare and install it.

Everything happens in a staging folder. Nothing is left of a model that was refused, or whose adding
was cancelled or killed.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Generator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from assistant.errors import StoreFullError
from assistant.models import conversion, untrusted_folder
from assistant.models import manifest as manifests
from assistant.models.convert.wire import Outcome, Progress, Request
from assistant.models.manifest import Manifest
from assistant.models.shelf import SOURCE, InstalledModel, Shelf
from assistant.models.untrusted_folder import Wanted, refuse
from assistant.paths import OWNER_ONLY_FOLDER

ADAPTER: Final = "adapter"
_ROOM: Final = 2.5
"""Upper bound of the disk space for the copy and the graphs together, in multiples of the weights.
"""
_SPARE_BYTES: Final = 64 << 20
_SLUG: Final = re.compile(r"[^a-z0-9.]+")

Adding = Generator[Progress, None, InstalledModel]


@dataclass(frozen=True, slots=True)
class ModelToAdd:
    """A local folder in Hugging Face's layout, or one that Replydesk has already converted.

    Args:
        adapter: The folder of a LoRA adapter to merge into the model; None for none.
        name: The display name; the folder's own name if empty.
        shipped: Whether it comes with the program.
    """

    folder: Path
    adapter: Path | None = None
    name: str = ""
    shipped: bool = False


def add(shelf: Shelf, asked: ModelToAdd, *, torch: bool | None = None) -> Adding:
    """Add a model to the shelf; it does not write drafts until `Shelf.use` selects it.

    A model that fails the parity check is installed all the same, so that a person can see by how
    much it failed; it cannot be used.

    Args:
        torch: Whether to read the original weights with torch; None: if torch is installed. Without
            torch, only Replydesk's own models can be converted.

    Raises:
        ModelRefusedError: The folder is not a model that can be added; the code says why.
        ConflictError: The model is on the shelf already.
        ConversionError: The conversion failed.
        StoreFullError, HomeUnwritableError: The disk is full, or the home cannot be written.
    """
    if (asked.folder / manifests.FILE_NAME).exists():
        from assistant.models.adding_converted import add_converted

        return (yield from add_converted(shelf, asked))
    wanted = untrusted_folder.examine(asked.folder)
    if (asked.folder / "adapter_config.json").exists() and asked.adapter is None:
        refuse(
            "shelf.adapter-alone",
            "a whole model, or an adapter with its base model",
            "an adapter alone",
            "Name both: replydesk models add BASE --adapter ADAPTER",
        )
    extra = untrusted_folder.examine(asked.adapter) if asked.adapter is not None else []
    check_room(shelf, wanted, extra)
    staging = shelf.staging()
    try:
        yield from copy_all(wanted, staging / SOURCE, total=_bytes(wanted, extra))
        if extra:
            begin = _bytes(wanted)
            yield from copy_all(extra, staging / ADAPTER, begin=begin, total=begin + _bytes(extra))
        return (yield from _convert(shelf, asked, staging, torch))
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _convert(shelf: Shelf, asked: ModelToAdd, staging: Path, wanted: bool | None) -> Adding:
    adapter = asked.adapter is not None
    inspect = Request(
        operation="inspect", staging=str(staging), adapter=adapter, formats=("safetensors",)
    )
    found = (yield from conversion.run(inspect)).inspected
    torch = conversion.can_convert(adapter=adapter) if wanted is None else wanted
    ours = found.rendering == "own" and found.architecture == "Qwen3ForCausalLM" and not adapter
    if not torch and not ours:
        refuse(
            "shelf.needs-torch",
            "a model that was converted already: this edition of Replydesk has no torch",
            "one that is not",
            "Add it on a machine that has Replydesk Trainer (or pip install 'replydesk[train]'), "
            "and take the folder of that model from there: models/ID in its home",
        )
    digest = _digest(staging)
    name = name_of(asked)
    id_ = f"{slug(name)}-{digest[:8]}"
    shelf.refuse_present(id_)
    outcome = yield from conversion.run(
        Request(operation="convert", staging=str(staging), adapter=adapter, torch=torch)
    )
    yield Progress("finish", 0, 1)
    manifests.sync_files(staging)
    manifest = _manifest(asked, id_, name, digest, outcome, staging)
    manifest.write(staging)
    return shelf.install(staging)


def _manifest(
    asked: ModelToAdd, id_: str, name: str, digest: str, outcome: Outcome, staging: Path
) -> Manifest:
    found = outcome.inspected
    notes = list(found.notes)
    if outcome.parity.reference == "onnx-fp32":
        notes.append("shelf.compared-without-torch")
    return Manifest(
        id=id_,
        name=name,
        **found.model_dump(exclude={"notes"}),
        shipped=asked.shipped,
        formats=outcome.formats,
        parity=outcome.parity,
        adapter=plain_name(asked.adapter.resolve().name) if asked.adapter else "",
        made_with={"replydesk": version("replydesk")} | outcome.made_with,
        source_digest=digest,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        notes=tuple(notes),
        files=manifests.record_files(staging),
    )


def copy_all(
    wanted: list[Wanted], target: Path, *, begin: int = 0, total: int
) -> Generator[Progress, None, None]:
    """Copy files into a new folder; progress is in bytes, starting from `begin`."""
    target.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
    done = begin
    for file in wanted:
        for size in untrusted_folder.copy(file, target / file.name):
            done += size
            yield Progress("copy", min(done, total), total)


def check_room(shelf: Shelf, *files: list[Wanted]) -> None:
    """Check the free disk space before anything is copied.

    Raises:
        StoreFullError: There is not enough of it.
    """
    place = shelf.root
    while not place.exists():
        place = place.parent
    needed = int(_ROOM * _bytes(*files)) + _SPARE_BYTES
    free = shutil.disk_usage(place).free
    if free < needed:
        raise StoreFullError(
            expected=f"{needed >> 20:,} MB of free space for the model and its conversion",
            found=f"{free >> 20:,} MB",
            remedy="Free some space and try again",
        )


def name_of(asked: ModelToAdd) -> str:
    """The display name of the model."""
    name = plain_name(asked.name or asked.folder.resolve().name)
    if asked.adapter is not None and not asked.name:
        name += f" + {plain_name(asked.adapter.resolve().name)}"
    return name


def plain_name(name: str) -> str:
    """Return a name that can be shown anywhere: printable, one line, not too long."""
    told = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    return told[:90] or "model"


def slug(name: str) -> str:
    """Return the first part of an id: lowercase letters, digits, dots and dashes."""
    return _SLUG.sub("-", name.lower()).strip("-.")[:60].strip("-.") or "model"


def _digest(staging: Path) -> str:
    """Digest that identifies the model; the same files under another name give the same digest."""
    total = hashlib.sha256()
    for name, record in sorted(manifests.record_files(staging).items()):
        if name.endswith((".safetensors", ".json", ".jinja")):
            total.update(f"{name} {record.sha256}\n".encode())
    return total.hexdigest()


def _bytes(*files: list[Wanted]) -> int:
    return sum(file.size for group in files for file in group)
