"""The starter model that comes with the program: small, our own, and on the shelf from the start.

Half-precision safetensors are shipped; its graphs are written on this machine, without torch, so
that every edition writes with the very same numbers.
"""

from __future__ import annotations

from pathlib import Path

from assistant.models.adding import Adding, ModelToAdd, add
from assistant.models.shelf import Shelf

NAME = "Replydesk starter"
_FOLDER = Path(__file__).resolve().parent / "starter"


def shipped(folder: Path = _FOLDER) -> Path | None:
    """The folder of the starter's weights; None in a build without one."""
    return folder if (folder / "config.json").is_file() else None


def is_due(shelf: Shelf, folder: Path = _FOLDER) -> bool:
    """Whether the shipped starter should be brought: it is not there, and nobody chose a model."""
    known = any(model.manifest.name == NAME for model in shelf.listed())
    return shipped(folder) is not None and not known and not shelf.choice().active


def bring(shelf: Shelf, folder: Path = _FOLDER) -> Adding:
    """Convert the shipped starter onto a shelf.

    When the program is built, that is the shelf that comes with it; its model writes until
    somebody chooses another.

    Raises:
        CodedError: As `add`.
    """
    return (yield from add(shelf, ModelToAdd(folder, name=NAME), torch=False))
