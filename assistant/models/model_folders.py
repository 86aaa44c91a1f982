"""Finds dialogue models in folders: those whose manifest can be read, and the damaged ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.models import manifest as manifests
from assistant.models.errors import ModelFilesDamagedError
from assistant.models.installed import SOURCE, InstalledModel


def folders(places: Iterable[Path | None]) -> list[Path]:
    """The folders of dialogue models in several places; of two with the same name, the first."""
    found: dict[str, Path] = {}
    for place in places:
        if place is None or not place.is_dir():
            continue
        for path in sorted(place.iterdir()):
            plain = not path.is_symlink() and not path.name.startswith(".")
            # embedding models are stored here too; they have no `source` folder
            if plain and (path / SOURCE).is_dir():
                found.setdefault(path.name, path)
    return list(found.values())


def readable(paths: Iterable[Path]) -> list[InstalledModel]:
    """Every model whose manifest can be read, sorted by name."""
    found = [model for model, _ in _read(paths) if model is not None]
    return sorted(found, key=lambda model: (model.manifest.name.lower(), model.id))


def damaged(paths: Iterable[Path]) -> dict[str, str]:
    """Ids of folders whose manifest cannot be read, with the error code."""
    paths = list(paths)
    return {
        path.name: code
        for path, (model, code) in zip(paths, _read(paths), strict=True)
        if model is None
    }


def _read(paths: Iterable[Path]) -> Iterator[tuple[InstalledModel | None, str]]:
    for path in paths:
        try:
            manifest = manifests.read(path)
        except ModelFilesDamagedError as error:
            yield None, error.code
        else:
            ours = manifest.id == path.name
            yield (InstalledModel(path, manifest) if ours else None), ModelFilesDamagedError.code
