"""The files that exports come as: named on this machine, or sent.

A file that was sent lies encrypted (`assistant.held`) in a file of its own that is deleted as soon
as nothing more is to be read.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from assistant.errors import ConflictError
from assistant.held import hold, plainly
from assistant.paths import Home

_SENT: Final = "sent"


def on_this_machine(path: Path) -> dict[str, str]:
    """A file or folder that stays where it is, as a set remembers it."""
    return {"path": str(path)}


def sent(home: Home, key: bytes, arrived: Path) -> dict[str, str]:
    """Encrypt a file that was sent; the plain one stays for who made it to remove.

    Raises:
        StoreFullError, HomeUnwritableError: There is no room for it; nothing is left.
    """
    name = secrets.token_hex(8) + arrived.suffix
    hold(_place(home, name), key, arrived)
    return {_SENT: name}


@contextmanager
def readable(home: Home, key: bytes, file: dict[str, str]) -> Iterator[Path]:
    """The file as something that can be read, until the block ends.

    Raises:
        ConflictError: It is no longer there, or could not be decrypted.
        StoreFullError, HomeUnwritableError: There is no room for it.
    """
    if _SENT not in file:
        yield Path(file["path"])
        return
    held = _place(home, file[_SENT])
    if is_gone(home, file):
        raise gone()
    with plainly(home, key, held) as plain:
        yield plain


def is_gone(home: Home, file: dict[str, str]) -> bool:
    """Whether a file that was sent is no longer held."""
    return _SENT in file and not _place(home, file[_SENT]).exists()


def gone() -> ConflictError:
    """The error for a file that was sent once and is no longer held."""
    return ConflictError(
        expected="the file that was sent",
        found="that it is no longer held",
        remedy="Send it again",
        code="transcripts.file-gone",
    )


def mark_of(path: Path, file: dict[str, str]) -> str:
    """Size and time of a file that stays where it is, so that a change is noticed; else ""."""
    if _SENT in file:
        return ""
    with suppress(OSError):
        parts = sorted(path.rglob("*")) if path.is_dir() else [path]
        states = [part.stat() for part in parts]
        newest = max((state.st_mtime_ns for state in states), default=0)
        return f"{len(states)}-{sum(state.st_size for state in states)}-{newest}"
    return ""


def drop(home: Home, file: dict[str, Any]) -> None:
    """Delete what was held of a file."""
    if _SENT in file:
        _place(home, file[_SENT]).unlink(missing_ok=True)


def drop_all_but(home: Home, files: list[dict[str, str]]) -> int:
    """Delete every held file that none of these is; returns how many."""
    wanted = {file[_SENT] for file in files if _SENT in file}
    others = [path for path in _folder(home).glob("*") if path.name not in wanted]
    for path in others:
        path.unlink(missing_ok=True)
    return len(others)


def _folder(home: Home) -> Path:
    return home.training / "sent"


def _place(home: Home, name: str) -> Path:
    return _folder(home) / name
