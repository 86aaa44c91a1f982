"""Checks XLSX and DOCX files, which are ZIP archives, before any reader opens them."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from retrieval.documents.errors import FileError
from retrieval.documents.formats import encrypted_error
from retrieval.documents.limits import MEGABYTE, Limits

_CHUNK = 256 * 1024
_XML = (".xml", ".rels", ".vml")
_ENTITY_MARKS = tuple(
    mark.encode(code)
    for mark in ("<!DOCTYPE", "<!ENTITY", "<!doctype", "<!entity")
    for code in ("utf-8", "utf-16-le", "utf-16-be")
)
_OVERLAP = max(map(len, _ENTITY_MARKS))


def member_names(path: Path) -> frozenset[str]:
    """The names in the directory of an archive.

    Raises:
        FileError: `file.damaged` if there is no readable directory.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError):
        raise damaged_error() from None


def check_archive(path: Path, limits: Limits) -> None:
    """Refuse an archive that unpacks to too much, or whose XML defines entities.

    The sizes in the directory are checked first; as they may be false, every member is then
    unpacked and counted.

    Raises:
        FileError: `file.bomb`, `file.entities`, `file.encrypted` or `file.damaged`.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            check_directory(members, path.stat().st_size, limits)
            left = limits.archive_bytes
            for member in members:
                left -= _check_member(archive, member, left, limits)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, OSError):
        raise damaged_error() from None
    except RuntimeError:  # zipfile raises it if a password is needed
        raise encrypted_error() from None


def check_directory(members: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    """Refuse an archive that, according to its directory, unpacks to too much.

    Raises:
        FileError: `file.bomb` or `file.encrypted`.
    """
    if len(members) > limits.archive_members:
        raise _bomb_error(
            f"at most {limits.archive_members} files inside", f"{len(members)} of them"
        )
    total = sum(member.file_size for member in members)
    if total > limits.archive_bytes:
        raise _bomb_error(_most_bytes(limits), f"{total // MEGABYTE} MB")
    if total > MEGABYTE and total > limits.archive_ratio * size:
        raise ratio_error(total / max(1, size), limits)
    for member in members:
        if member.flag_bits & 0x1:
            raise encrypted_error()
        if member.file_size > max(MEGABYTE, limits.archive_ratio * 5 * member.compress_size):
            raise ratio_error(member.file_size / max(1, member.compress_size), limits)


def _check_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, limits: Limits
) -> int:
    """Unpack one member in chunks, and return its true size; refuse XML that defines entities."""
    is_xml = member.filename.lower().endswith(_XML)
    size = 0
    tail = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > left:
                raise _bomb_error(_most_bytes(limits), "more, against its own directory")
            if is_xml:
                window = tail + chunk
                if any(mark in window for mark in _ENTITY_MARKS):
                    raise entities_error()
                tail = window[-_OVERLAP:]
    return size


def _most_bytes(limits: Limits) -> str:
    return f"a file that unpacks to at most {limits.archive_bytes // MEGABYTE} MB"


def ratio_error(ratio: float, limits: Limits) -> FileError:
    """The error for a file that unpacks to far more than its size."""
    return _bomb_error(
        f"a file that unpacks to at most {limits.archive_ratio} times its size",
        f"{round(ratio)} times",
    )


def _bomb_error(expected: str, found: str) -> FileError:
    return FileError(
        code="file.bomb",
        expected=expected,
        found=found,
        remedy="If you trust the file, save it again without pictures or empty cells, or as CSV",
    )


def entities_error() -> FileError:
    """The error for XML or HTML that defines its own entities."""
    return FileError(
        code="file.entities",
        expected="a document without entity definitions of its own",
        found="a DOCTYPE or ENTITY definition",
        remedy="Do not trust this file; open it in its program and save it again if you must",
    )


def damaged_error() -> FileError:
    """The error for a file that is truncated or cannot be unpacked."""
    return FileError(
        code="file.damaged",
        expected="a complete file",
        found="a truncated or damaged one",
        remedy="Get the file again, or open it in its program and save it again",
    )
