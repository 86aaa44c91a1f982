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
    """Whether the shipped starter should be brought: it is not there, and nobody chose a model.

    A starter that a person removed after choosing another model is not brought back.
    """
    if shipped(folder) is None:
        return False
    known = any(model.manifest.name == NAME for model in shelf.listed())
    return not known and not shelf.choice().active


def bring(shelf: Shelf, folder: Path = _FOLDER) -> Adding:
    """Convert the shipped starter onto the shelf and let it write, if nobody chose another model.

    Raises:
        CodedError: As `add` and `Shelf.use`.
    """
    model = yield from add(shelf, ModelToAdd(folder, name=NAME), torch=False)
    if not shelf.choice().active and model.manifest.parity.passed:
        shelf.use(model.id)
    return model
