"""The control file of a run: go, pause or cancel; written by the engine, read by the trainer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, Literal, cast, get_args

from assistant.paths import unwritable, write_owner_only

Wish = Literal["go", "pause", "cancel"]
_WISHES: Final = get_args(Wish)


def write_wish(path: Path, wish: Wish) -> None:
    """Write what the trainer should do from now on.

    Raises:
        StoreFullError, HomeUnwritableError: The file could not be written and is unchanged.
    """
    try:
        write_owner_only(path, json.dumps({"wish": wish}).encode())
    except OSError as error:
        raise unwritable(path, error) from error


def read_wish(path: Path) -> Wish:
    """What the trainer should do; "go" if the file is missing or unreadable."""
    try:
        wish = json.loads(path.read_bytes())["wish"]
    except (OSError, ValueError, KeyError, TypeError):
        return "go"
    return cast("Wish", wish) if wish in _WISHES else "go"
