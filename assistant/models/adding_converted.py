"""Adding a folder that Replydesk converted on another machine; torch is not needed.

The manifest is not trusted: the checksums are compared, the graphs are checked, and the int4 model
reads the held-out replies on this machine, where its perplexity must match the manifest's.
"""

from __future__ import annotations

import math
import shutil
from pathlib import Path, PurePosixPath
from typing import Final

from assistant.models import conversion, untrusted_folder
from assistant.models import manifest as manifests
from assistant.models.adding import Adding, ModelToAdd, check_room, copy_all
from assistant.models.convert.wire import Outcome, Progress, Request
from assistant.models.manifest import Manifest
from assistant.models.shelf import SOURCE, Shelf
from assistant.models.untrusted_folder import Wanted, refuse

NOTE: Final = "shelf.converted-elsewhere"
_TOLERANCE: Final = 0.05
"""Relative tolerance of the perplexity between different kinds of processor."""
_GRAPHS: Final = ("onnx-int4", "onnx-fp32")
_GRAPH_FILES: Final = (".onnx", ".data", ".json")


def add_converted(shelf: Shelf, asked: ModelToAdd) -> Adding:
    """Add a converted folder as it is.

    Raises:
        ModelRefusedError, ModelFilesDamagedError: It is not what its manifest says.
        ConflictError: The model is on the shelf already.
        StoreFullError, HomeUnwritableError: The disk is full, or the home cannot be written.
    """
    if asked.adapter is not None:
        refuse(
            "shelf.adapter-converted",
            "an adapter with its base model as safetensors",
            "a base model that was converted already",
            "Add the original base model with the adapter, on a machine that has torch",
        )
    manifest = manifests.read(asked.folder)
    shelf.refuse_present(manifest.id)
    groups = _groups(asked.folder, manifest)
    check_room(shelf, *groups.values())
    total = sum(file.size for files in groups.values() for file in files)
    staging = shelf.staging()
    try:
        done = 0
        for name, files in groups.items():
            yield from copy_all(files, staging / name, begin=done, total=total)
            done += sum(file.size for file in files)
        manifests.verify(staging, manifest)
        outcome = yield from conversion.run(
            Request(operation="try", staging=str(staging), formats=manifest.formats)
        )
        _compare(manifest, outcome)
        yield Progress("finish", 0, 1)
        notes = tuple(dict.fromkeys((*manifest.notes, NOTE)))
        taken = manifest.model_copy(
            update={"converted": "elsewhere", "shipped": False, "notes": notes}
        )
        taken.write(staging)
        return shelf.install(staging)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _groups(source: Path, manifest: Manifest) -> dict[str, list[Wanted]]:
    """Group the manifest's files by folder; every folder is checked like one of unknown origin."""
    if "onnx-int4" not in manifest.formats:
        refuse("shelf.not-converted", "a graph in four bits", "none", "Convert the model again")
    groups: dict[str, list[Wanted]] = {SOURCE: []}
    for name, record in manifest.files.items():
        path = PurePosixPath(name)
        group = str(path.parent)
        allowed = group == SOURCE or (group in _GRAPHS and path.suffix in _GRAPH_FILES)
        if not allowed or (source / group).is_symlink():
            refuse(
                "shelf.folder",
                "files of the source and of the graphs only",
                "others, or a folder that is a link",
                "Take the whole folder of the model again: models/ID in the home it was made in",
            )
        groups.setdefault(group, []).append(Wanted(source / name, path.name, record.size))
    known = {file.name for file in untrusted_folder.examine(source / SOURCE)}
    if {file.name for file in groups[SOURCE]} - known:
        refuse("shelf.file-missing", "every file of the manifest", "some missing", "Take it again")
    return groups


def _compare(manifest: Manifest, outcome: Outcome) -> None:
    """Refuse the folder if its contents do not match its manifest."""
    found = outcome.inspected
    same = (
        manifest.architecture == found.architecture
        and manifest.vocabulary == found.vocabulary
        and manifest.rendering == found.rendering
        and manifest.rendering_version == found.rendering_version
        and manifest.end_tokens == found.end_tokens
        and manifest.context_tokens == found.context_tokens
    )
    promised, told = manifest.parity.perplexity_int4, outcome.parity.perplexity_int4
    near = promised and told and math.isclose(promised, told, rel_tol=_TOLERANCE)
    if not same or not near:
        refuse(
            "shelf.manifest-wrong",
            "a model that matches its manifest, in its files and in what it writes",
            "another one" if not same else "other words of it on this machine",
            "Convert it again, with this version of Replydesk",
        )
