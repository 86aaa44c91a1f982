"""What a person wants of a run: a small file that the engine writes and the trainer reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, Literal, cast, get_args

from assistant.paths import unwritable, write_owner_only

Wish = Literal["go", "pause", "cancel"]
_WISHES: Final = get_args(Wish)


def write_wish(path: Path, wish: Wish) -> None:
    """Say what is wanted from now on.

    Raises:
        StoreFullError, HomeUnwritableError: It is as it was.
    """
    try:
        write_owner_only(path, json.dumps({"wish": wish}).encode())
    except OSError as error:
        raise unwritable(path, error) from error


def read_wish(path: Path) -> Wish:
    """What is wanted; "go" where nothing readable says otherwise."""
    try:
        wish = json.loads(path.read_bytes())["wish"]
    except (OSError, ValueError, KeyError, TypeError):
        return "go"
    return cast("Wish", wish) if wish in _WISHES else "go"
