"""Model folders from outside: which files are accepted, and how they are copied into the home.

Nothing in such a folder is trusted: only regular files with known names are copied, links are not
followed, pipes are not opened, and a folder with pickles or program code is refused as a whole, so
that nobody loads them later by mistake.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from assistant.models.errors import ModelRefusedError
from assistant.paths import OWNER_ONLY_FILE, unwritable

PICKLES = frozenset({".bin", ".pt", ".pth", ".pkl", ".pickle", ".ckpt", ".joblib", ".dill"})
CODE = frozenset({".py", ".pyc", ".pyd", ".so", ".dll", ".dylib", ".exe", ".sh", ".bat", ".js"})
_MEGABYTE = 1 << 20
_CHUNK = 8 * _MEGABYTE
_ENTRIES = 2000
_LARGEST_TEXT = 64 * _MEGABYTE
_TEXTS = frozenset(
    {
        "config.json",
        "generation_config.json",
        "tokenizer.json",
        "tokenizer_config.json",
        "special_tokens_map.json",
        "added_tokens.json",
        "chat_template.jinja",
        "chat_template.json",
        "model.safetensors.index.json",
        "replydesk.json",
        "readme.md",
        "adapter_config.json",
    }
)
_LICENCE = re.compile(r"(licen[cs]e|copying|notice|use_policy)[a-z0-9._-]{0,40}", re.IGNORECASE)
_WEIGHTS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}\.safetensors")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that belongs to the model."""

    path: Path
    name: str
    size: int


def is_licence(name: str) -> bool:
    """Whether a file of this name holds a licence or terms of use."""
    return _LICENCE.fullmatch(name) is not None


def examine(folder: Path) -> list[Wanted]:
    """The files of a model folder that are needed, sorted by name.

    Raises:
        ModelRefusedError: `shelf.folder` if it is missing or not readable; `shelf.link` for a link,
            pipe or device; `shelf.pickle`; `shelf.remote-code`; `shelf.too-large`.
    """
    wanted = []
    for entry in _entries(folder):
        mode = _mode(entry)
        if stat.S_ISDIR(mode):
            continue  # subfolders are not read
        if not stat.S_ISREG(mode):
            refuse(
                "shelf.link",
                "plain files",
                f"a link, pipe or device: {_shown(entry.name)}",
                "Copy the folder so that links become files (cp -rL), then add the copy",
            )
        _refuse_suffix(entry.name)
        size = entry.stat(follow_symlinks=False).st_size
        if _is_text(entry.name):
            if size > _LARGEST_TEXT:
                refuse(
                    "shelf.too-large",
                    f"at most {_LARGEST_TEXT // _MEGABYTE} MB",
                    f"{size // _MEGABYTE} MB in {_shown(entry.name)}",
                    "Get the folder again",
                )
        elif not _WEIGHTS.fullmatch(entry.name):
            continue
        wanted.append(Wanted(Path(entry.path), entry.name, size))
    return sorted(wanted, key=lambda file: file.name)


def copy(file: Wanted, target: Path) -> Iterator[int]:
    """Copy a file that may be replaced in the meantime; yields the size of each chunk in bytes.

    Raises:
        ModelRefusedError: It is not (or no longer) a regular file, or cannot be read.
        StoreFullError, HomeUnwritableError: The copy cannot be written.
    """
    source = _open(file.path, file.name)
    try:
        try:
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE)
            with os.fdopen(descriptor, "wb") as copied:
                while piece := os.read(source, _CHUNK):
                    copied.write(piece)
                    yield len(piece)
                copied.flush()
                os.fsync(copied.fileno())
        except OSError as error:
            raise unwritable(target, error) from error
    finally:
        os.close(source)


def refuse(code: str, expected: str, found: str, remedy: str) -> NoReturn:
    """Raise ModelRefusedError."""
    raise ModelRefusedError(code=code, expected=expected, found=found, remedy=remedy)


def _open(path: Path, name: str) -> int:
    flags = os.O_RDONLY
    for extra in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC"):
        flags |= getattr(os, extra, 0)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        refuse(
            "shelf.folder",
            f"to be able to read {_shown(name)}",
            error.strerror or type(error).__name__,
            "Check the folder and your rights to it",
        )
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        refuse(
            "shelf.link",
            "plain files",
            f"something else: {_shown(name)}",
            "Leave the folder alone while it is being added",
        )
    return descriptor


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            entries = list(found)
    except OSError as error:
        refuse(
            "shelf.folder",
            "a model folder on this machine",
            error.strerror or type(error).__name__,
            "Check the path and your rights to it",
        )
    if len(entries) > _ENTRIES:
        refuse(
            "shelf.folder",
            "a folder with one model",
            f"{len(entries)} entries",
            "Name the folder that has the model's config.json",
        )
    return entries


def _mode(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat(follow_symlinks=False).st_mode
    except OSError as error:
        refuse(
            "shelf.folder",
            "files that can be read",
            error.strerror or type(error).__name__,
            "Check your rights to the folder",
        )


def _refuse_suffix(name: str) -> None:
    suffix = Path(name.lower()).suffix
    if suffix in PICKLES:
        refuse(
            "shelf.pickle",
            "weights as safetensors only",
            f"{_shown(name)}, a format that can run programs when it is read",
            "Remove that file if the weights are there as safetensors too; otherwise get the "
            "model in that format",
        )
    if suffix in CODE:
        refuse(
            "shelf.remote-code",
            "a model without program code",
            f"the program {_shown(name)}",
            "Use a model whose architecture Replydesk knows; code of others is never run",
        )


def _is_text(name: str) -> bool:
    return name.lower() in _TEXTS or is_licence(name)


def _shown(name: str) -> str:
    """A file name without characters that could disturb a terminal."""
    return "".join(character if character.isprintable() else "?" for character in name)[:80]
