"""Where the embedding model lies, and how it gets there.

Looked for in this order: the folder the settings name; `models/` of an installed bundle;
`build/models/` of a source checkout (made by `make setup`); `models/` in the home folder.
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
    """The folder of the embedding model to use; the built-in one is prepared if it is missing.

    Args:
        home: The home whose `models/` is the last place to look, and to prepare into.
        configured: The folder from the settings; "" for the built-in model.

    Raises:
        ModelDamagedError: The configured folder is no prepared model.
        ModelSourceError: The built-in model is prepared nowhere and its weights are missing.
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
    """Where the built-in model is, or would be prepared."""
    places = [*_product_folders(), home.models]
    for place in places:
        if is_prepared(place / default_model.NAME):
            return place / default_model.NAME
    return (_checkout_folder() or home.models) / default_model.NAME


def dialogue_models(home: Home, configured: str = "") -> Path:
    """The folder in which dialogue models stand.

    Args:
        home: Its `models/` is the place where none is configured.
        configured: The folder from the settings.
    """
    return Path(configured).expanduser() if configured else home.models


def built_in_models() -> Path | None:
    """Where dialogue models stand that came with the program; None where there is no such place."""
    return next(iter(_product_folders()), None)


def prepare_default(home: Home, *, again: bool = False) -> Iterator[Progress]:
    """Prepare the built-in model unless it is there and whole (or `again` is asked).

    Raises:
        ModelSourceError: Its weights are missing, or are not the official ones.
    """
    target = default_folder(home)
    if again or not is_prepared(target, verify=True):
        yield from default_model.prepare_default(target)


def prepare_other(source: Path, target: Path) -> Iterator[Progress]:
    """Prepare another model, from a folder in sentence-transformers layout.

    Raises:
        ModelSourceError: The folder cannot become an embedding model; the code says why.
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
    """`build/models` when this file is part of a source checkout."""
    if getattr(sys, "frozen", False) or not (_ROOT / "pyproject.toml").is_file():
        return None
    return _ROOT / "build" / "models"
