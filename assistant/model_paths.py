"""Locates the embedding model and prepares it where it is missing.

Search order: the folder named in the settings; `models/` of an installed program; `build/models/`
of a source checkout (made by `make setup`); `models/` in the home folder.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from assistant.paths import Home
from retrieval import default_model
from retrieval.embedder_errors import ModelDamagedError
from retrieval.embedder_manifest import read_manifest
from retrieval.progress import Progress

_ROOT = Path(__file__).resolve().parent.parent


def embedding_model(home: Home, configured: str = "") -> Path:
    """Return the folder of the embedding model to use, preparing the built-in one if missing.

    Args:
        home: Its `models/` is the last place to look for the model, or to prepare it in.
        configured: The folder from the settings; "" for the built-in model.

    Raises:
        ModelDamagedError: The configured folder is not a prepared model.
        ModelSourceError: The built-in model is not prepared and its weights are missing.
    """
    if configured:
        folder = Path(configured)
        read_manifest(folder, verify=False)
        return folder
    target = default_folder(home)
    if not is_prepared(target):
        for _ in default_model.prepare_default(target):
            pass
    return target


def default_folder(home: Home) -> Path:
    """Return the folder of the built-in model, or the one in which it would be prepared."""
    places = [*_product_folders(), home.models]
    for place in places:
        if is_prepared(place / default_model.NAME):
            return place / default_model.NAME
    return (_checkout_folder() or home.models) / default_model.NAME


def dialogue_models(home: Home, configured: str = "") -> Path:
    """Return the folder that holds dialogue models.

    Args:
        home: Its `models/` is used if no folder is configured.
        configured: The folder from the settings.
    """
    return Path(configured).expanduser() if configured else home.models


def built_in_models() -> Path | None:
    """Return the folder of the dialogue models shipped with the program, or None if it has none."""
    return next(iter(_product_folders()), None)


def prepare_default(home: Home, *, again: bool = False) -> Iterator[Progress]:
    """Prepare the built-in model unless it is there and intact, or in any case if `again` is set.

    Raises:
        ModelSourceError: Its weights are missing, or are not the official ones.
    """
    target = default_folder(home)
    if again or not is_prepared(target, verify=True):
        yield from default_model.prepare_default(target)


def prepare_other(source: Path, target: Path) -> Iterator[Progress]:
    """Prepare another model, from a folder in sentence-transformers layout.

    Raises:
        ModelSourceError: No embedding model can be made from the folder; the code says why.
    """
    from retrieval.embedder_export.prepare import prepare  # onnx is needed nowhere else

    yield from prepare(source, target)


def is_prepared(folder: Path, *, verify: bool = False) -> bool:
    """Whether a folder holds a prepared model; `verify` also compares the files' checksums."""
    try:
        read_manifest(folder, verify=verify)
    except ModelDamagedError:
        return False
    return True


def _product_folders() -> list[Path]:
    if getattr(sys, "frozen", False):
        return [Path(getattr(sys, "_MEIPASS", _ROOT)) / "models"]
    checkout = _checkout_folder()
    return [checkout] if checkout else []


def _checkout_folder() -> Path | None:
    """Return `build/models` if this file is part of a source checkout, else None."""
    if getattr(sys, "frozen", False) or not (_ROOT / "pyproject.toml").is_file():
        return None
    return _ROOT / "build" / "models"
