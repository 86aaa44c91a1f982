"""Which model writes: one small file, replaced whole, so that a kill leaves the old or the new."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.paths import OWNER_ONLY_FOLDER, unwritable, write_owner_only

FILE_NAME: Final = "active.json"
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """Which model writes, and which one did before."""

    active: str = ""
    previous: str = ""


def read(root: Path) -> Choice | None:
    """What the file in a shelf's folder says; None where there is none, no choice if damaged."""
    try:
        found = json.loads((root / FILE_NAME).read_text("utf-8"))
        return Choice(str(found["active"]), str(found["previous"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return Choice()


def write(root: Path, choice: Choice) -> None:
    """Replace the file.

    Raises:
        HomeUnwritableError, StoreFullError: It is as it was.
    """
    content = {"format": _FORMAT, "active": choice.active, "previous": choice.previous}
    path = root / FILE_NAME
    try:
        root.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY_FOLDER)
        write_owner_only(path, json.dumps(content).encode())
    except OSError as error:
        raise unwritable(path, error) from error
