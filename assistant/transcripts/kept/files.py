"""The files of exports: paths on this machine, or uploads.

An uploaded file is stored encrypted (`assistant.encrypted_uploads`), and deleted as soon as it
need not be read again.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from assistant.encrypted_uploads import decrypted, encrypt
from assistant.errors import ConflictError
from assistant.paths import Home

_SENT: Final = "sent"


def on_this_machine(path: Path) -> dict[str, str]:
    """The reference, as stored in a set, to a file or folder that stays where it is."""
    return {"path": str(path)}


def sent(home: Home, key: bytes, arrived: Path) -> dict[str, str]:
    """Store an encrypted copy of an uploaded file; the caller removes the original.

    Raises:
        StoreFullError, HomeUnwritableError: There is no room for it; no partial copy is left.
    """
    name = secrets.token_hex(8) + arrived.suffix
    encrypt(_place(home, name), key, arrived)
    return {_SENT: name}


@contextmanager
def readable(home: Home, key: bytes, file: dict[str, str]) -> Iterator[Path]:
    """A readable path of the file; a decrypted copy exists until the block ends.

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
    with decrypted(home, key, held) as plain:
        yield plain


def is_gone(home: Home, file: dict[str, str]) -> bool:
    """Whether this is an uploaded file that is no longer stored."""
    return _SENT in file and not _place(home, file[_SENT]).exists()


def gone() -> ConflictError:
    """The error for an uploaded file that is no longer stored."""
    return ConflictError(
        expected="the file that was sent",
        found="that it is no longer held",
        remedy="Send it again",
        code="transcripts.file-gone",
    )


def mark_of(path: Path, file: dict[str, str]) -> str:
    """A fingerprint of a local file or folder (number, size, newest time) to detect changes; ""
    for an upload, or a file that cannot be read."""
    if _SENT in file:
        return ""
    with suppress(OSError):
        parts = sorted(path.rglob("*")) if path.is_dir() else [path]
        states = [part.stat() for part in parts]
        newest = max((state.st_mtime_ns for state in states), default=0)
        return f"{len(states)}-{sum(state.st_size for state in states)}-{newest}"
    return ""


def drop(home: Home, file: dict[str, Any]) -> None:
    """Delete the stored copy of a file, if it was uploaded."""
    if _SENT in file:
        _place(home, file[_SENT]).unlink(missing_ok=True)


def drop_all_but(home: Home, files: list[dict[str, str]]) -> int:
    """Delete every stored copy that belongs to none of these files; return how many there were."""
    wanted = {file[_SENT] for file in files if _SENT in file}
    others = [path for path in _folder(home).glob("*") if path.name not in wanted]
    for path in others:
        path.unlink(missing_ok=True)
    return len(others)


def _folder(home: Home) -> Path:
    return home.training / "sent"


def _place(home: Home, name: str) -> Path:
    return _folder(home) / name
