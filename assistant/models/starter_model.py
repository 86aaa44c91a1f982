"""The starter model that comes with the program: small, Replydesk's own, always on the shelf.

It is shipped as half-precision safetensors; its graphs are written on the user's machine, without
torch, so that every edition has exactly the same numbers. Its model card (`replydesk.json`) decides
whether it writes before anybody has chosen it: only a model that measured better than composed
drafts does. A newer release of the program brings newer weights, which replace the older ones.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.models import manifest as manifests
from assistant.models.installed import SOURCE, InstalledModel
from assistant.models.shelf import Shelf

if TYPE_CHECKING:
    from assistant.models.adding import Adding

NAME = "Replydesk starter"
_FOLDER = Path(__file__).resolve().parent / "starter"


def weights_folder(folder: Path | None = None) -> Path | None:
    """The folder of the starter's weights; None in a build without one."""
    folder = folder or _FOLDER
    return folder if (folder / "config.json").is_file() else None


def is_due(shelf: Shelf, folder: Path | None = None) -> bool:
    """Whether the shipped starter should be added: this edition of it is not on the shelf yet."""
    source = weights_folder(folder)
    return source is not None and not any(_is_of(model, source) for model in _brought(shelf))


def bring(shelf: Shelf, folder: Path | None = None) -> Adding:
    """Convert the shipped starter onto a shelf, replacing an older edition.

    Raises:
        CodedError: As `add`.
    """
    # imported late: every engine calls `is_due`, which needs none of the conversion code
    from assistant.models.adding import ModelToAdd, add

    asked = ModelToAdd(folder or _FOLDER, name=NAME, shipped=True)
    model = yield from add(shelf, asked, torch=False)
    for old in _brought(shelf):
        if old.id != model.id and old.folder.parent == shelf.root:
            shelf.replace(old, model)
    return model


def _brought(shelf: Shelf) -> list[InstalledModel]:
    return [model for model in shelf.listed() if model.manifest.shipped]


def _is_of(model: InstalledModel, source: Path) -> bool:
    """Whether a model was made from exactly these weights and this model card."""
    files = [*sorted(source.glob("*.safetensors")), source / "replydesk.json"]
    recorded = model.manifest.files
    return all(
        (record := recorded.get(f"{SOURCE}/{file.name}")) is not None
        and record.size == file.stat().st_size
        and record.sha256 == manifests.sha256_of(file)
        for file in files
    )
