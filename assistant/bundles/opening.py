"""Opens a bundle: verifies the signature, then every file, before anything of it is used."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import struct
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from assistant.bundles import keys
from assistant.bundles.manifest import (
    FORMAT,
    MANIFEST,
    SIGNATURE,
    BundleError,
    BundleFile,
    BundleManifest,
    damaged,
)
from assistant.errors import StoreFullError
from assistant.paths import OWNER_ONLY_FILE, OWNER_ONLY_FOLDER, unwritable
from retrieval.progress import Progress

_PIECE: Final = 1 << 20
_LARGEST_MANIFEST: Final = 1 << 22
_SPARE_BYTES: Final = 64 << 20
_BROKEN: Final = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OverflowError,
    struct.error, FileNotFoundError, IsADirectoryError,
)  # fmt: skip
"""Exceptions that `zipfile` raises for damaged or manipulated archives."""


def read_manifest(file: Path, public: Path) -> BundleManifest:
    """Read a bundle's manifest and verify its signature; the files are not verified yet.

    Raises:
        BundleError: `bundle.damaged`, `bundle.untrusted`, `bundle.newer`.
        BundleKeyError: The public key cannot be used.
    """
    with _opened(file) as bundle:
        content, signature = _small(bundle, MANIFEST), _small(bundle, SIGNATURE)
        keys.check(public, content, signature)
        manifest = _parsed(content)
        names = bundle.namelist()
    if sorted(names) != sorted([*manifest.files, MANIFEST, SIGNATURE]):
        raise damaged("files that its list does not name, or names twice, or lacks")
    return manifest


def unpack(
    file: Path,
    manifest: BundleManifest,
    folder: Path | None,
    *,
    keep: Collection[str] | None = None,
) -> Iterator[Progress]:
    """Verify every file against its checksum and, if a folder is given, write it there.

    Args:
        keep: Names of the files to write; None: all of them.

    Raises:
        BundleError: A file is not the one that was signed; nothing in the folder may be used.
        HomeUnwritableError: The folder could not be written.
        StoreFullError: The disk is too full; this is checked before anything is written.
    """
    total = sum(each.size for each in manifest.files.values())
    done = 0
    if folder is not None:
        _check_room(folder, manifest, keep)
    with _opened(file) as bundle:
        for name, expected in manifest.files.items():
            kept = folder is not None and (keep is None or name in keep)
            target = folder / name if folder is not None and kept else Path(os.devnull)
            try:
                _copy(bundle, name, expected, target)
            except OSError as error:
                raise unwritable(target, error) from error
            done += expected.size
            yield Progress("check", done, total)


def _check_room(folder: Path, manifest: BundleManifest, keep: Collection[str] | None) -> None:
    """Check the free disk space in advance, so that the disk is not filled for other programs."""
    sizes = (one.size for name, one in manifest.files.items() if keep is None or name in keep)
    place = next(one for one in (folder, *folder.parents) if one.exists())
    needed, free = sum(sizes) + _SPARE_BYTES, shutil.disk_usage(place).free
    if free < needed:
        raise StoreFullError(
            expected=f"{needed >> 20:,} MB of free space for what the bundle holds",
            found=f"{free >> 20:,} MB",
            remedy="Free some space and try again",
        )


def _copy(bundle: zipfile.ZipFile, name: str, expected: BundleFile, target: Path) -> None:
    entry = bundle.getinfo(name)
    if entry.file_size != expected.size or entry.compress_type != zipfile.ZIP_STORED:
        raise damaged(f"another size of {name}")
    digest = hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY_FOLDER)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT, OWNER_ONLY_FILE)
    with os.fdopen(descriptor, "wb") as written, bundle.open(entry) as packed:
        while piece := packed.read(_PIECE):
            digest.update(piece)
            written.write(piece)
    if digest.hexdigest() != expected.sha256:
        raise damaged(f"another content of {name}")


def _small(bundle: zipfile.ZipFile, name: str) -> bytes:
    try:
        entry = bundle.getinfo(name)
    except KeyError as error:
        raise damaged("no list of contents") from error
    if entry.file_size > _LARGEST_MANIFEST:
        raise damaged("a list of contents that is too long")
    return bundle.read(entry)


def _parsed(content: bytes) -> BundleManifest:
    """Parse a manifest whose signature has been verified."""
    try:
        number = json.loads(content).get("format")
        if isinstance(number, int) and number > FORMAT:
            raise BundleError(
                code="bundle.newer",
                expected=f"a bundle of format {FORMAT}",
                found=f"one of format {number}",
                remedy="Install the newer Replydesk that made it",
            )
        return BundleManifest.model_validate_json(content)
    except (ValueError, AttributeError, ValidationError) as error:
        raise damaged("a list of contents that cannot be read") from error


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    if file.exists() and not file.is_file():  # opening a pipe could block forever
        raise damaged("something that is not a bundle, or a damaged one")
    try:
        bundle = zipfile.ZipFile(file)
    except OSError as error:
        raise _unreadable(error) from error
    except _BROKEN as error:
        raise damaged("something that is not a bundle, or a damaged one") from error
    with bundle:
        try:
            yield bundle
        except _BROKEN as error:
            raise damaged("something that is not a bundle, or a damaged one") from error
        except OSError as error:
            raise _unreadable(error) from error


def _unreadable(error: OSError) -> BundleError:
    return BundleError(
        code="bundle.unreadable",
        expected="a bundle that can be read",
        found=error.strerror or type(error).__name__,
        remedy="Check that you may read it, and that its drive is still there",
    )
