"""The starter model that comes with the program: small, our own, and on the shelf from the start.

Half-precision safetensors are shipped; its graphs are written on this machine, without torch, so
that every edition writes with the very same numbers. What it says of itself (`replydesk.json`)
decides whether it writes before anybody chose it: only one that measured better than composed
drafts does. A newer edition of the program brings newer weights, which take the older ones' place.
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


def shipped(folder: Path | None = None) -> Path | None:
    """The folder of the starter's weights; None in a build without one."""
    folder = folder or _FOLDER
    return folder if (folder / "config.json").is_file() else None


def is_due(shelf: Shelf, folder: Path | None = None) -> bool:
    """Whether the shipped starter should be brought: this edition of it does not stand there."""
    source = shipped(folder)
    return source is not None and not any(_is_of(model, source) for model in _brought(shelf))


def bring(shelf: Shelf, folder: Path | None = None) -> Adding:
    """Convert the shipped starter onto a shelf; an older edition makes room for it.

    Raises:
        CodedError: As `add`.
    """
    # every engine asks whether it is due; what converts need not be loaded for that
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
    """Whether a model was made from these very weights, with this very word about itself."""
    files = [*sorted(source.glob("*.safetensors")), source / "replydesk.json"]
    recorded = model.manifest.files
    return all(
        (record := recorded.get(f"{SOURCE}/{file.name}")) is not None
        and record.size == file.stat().st_size
        and record.sha256 == manifests.sha256_of(file)
        for file in files
    )
