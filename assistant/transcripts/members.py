"""The files of an export: a single file, the files of a folder, or the members of an archive.

Archives are read in place, member by member: nothing is unpacked to the disk.
"""

from __future__ import annotations

import errno
import gzip
import io
import lzma
import os
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, cast

from retrieval.documents.archive import check_directory, damaged_error, ratio_error
from retrieval.documents.errors import FileError
from retrieval.documents.formats import encrypted_error
from retrieval.documents.limits import MEGABYTE, Limits

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_GZIP = b"\x1f\x8b"
_OFFICE = frozenset(("[Content_Types].xml", "word/document.xml", "xl/workbook.xml"))
_PASSED_OVER = ("__MACOSX", ".", "~$")
_READ_AT_ONCE = 1 << 18


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an export. Like a path, it can be opened several times.

    Attributes:
        name: Its path inside the export, with "/" as separator.
        size: Size in bytes as known in advance; for gzip the compressed size.
    """

    name: str
    size: int
    _open: Callable[[], BinaryIO]

    @property
    def suffix(self) -> str:
        """The suffix of its name, with the dot, in lower case, ignoring ".gz"."""
        name = PurePosixPath(self.name.lower().removesuffix(".gz"))
        return name.suffix

    @property
    def stem(self) -> str:
        """Its name without folder and suffix, in lower case."""
        return PurePosixPath(self.name.lower().removesuffix(".gz")).stem

    @property
    def folder(self) -> str:
        """The folder it is in; "" at the top level."""
        parent = PurePosixPath(self.name).parent.as_posix()
        return "" if parent == "." else parent

    def open(
        self,
        mode: str = "rb",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
    ) -> IO[Any]:
        """Open it for reading, as bytes or as text."""
        raw = io.BufferedReader(_Guarded(self._open()), _READ_AT_ONCE)
        if "b" in mode:
            return raw
        return io.TextIOWrapper(raw, encoding, errors, newline)


class _Guarded(io.RawIOBase):
    """A stream that turns the various errors that libraries raise for damaged data into one."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self._read = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._read

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._inner.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, gzip.BadGzipFile):
            raise damaged_error() from None
        except OSError as error:
            if error.errno is not None:
                raise
            raise damaged_error() from None  # bz2 raises it without errno
        except RuntimeError:  # zipfile raises it if a password is needed
            raise encrypted_error() from None
        buffer[: len(data)] = data
        self._read += len(data)
        return len(data)

    def close(self) -> None:
        self._inner.close()
        super().close()


def members_of(path: Path, limits: Limits) -> list[Member]:
    """The files that an export consists of, sorted by name.

    Raises:
        FileError: `file.bomb`, `file.damaged`, `file.encrypted`, or `file.empty` if there is none.
    """
    if path.is_dir():
        found = _of_folder(path, limits)
    else:
        with path.open("rb") as file:
            head = file.read(4)
        if head.startswith(_ZIP) and (inside := _of_zip(path, limits)) is not None:
            found = inside
        elif head.startswith(_GZIP):
            size = path.stat().st_size
            found = [Member(path.name, size, lambda: cast(BinaryIO, _Unpacked(path, size, limits)))]
        else:
            found = [Member(path.name, path.stat().st_size, lambda: path.open("rb"))]
    if not found:
        raise _nothing_error()
    return found


def _of_folder(path: Path, limits: Limits) -> list[Member]:
    found = []
    for folder, inside, names in os.walk(path):
        inside[:] = sorted(name for name in inside if not name.startswith(_PASSED_OVER))
        for name in sorted(names):
            file = Path(folder) / name
            if name.startswith(_PASSED_OVER) or file.is_symlink() or not file.is_file():
                continue
            found.append(_plain(file, file.relative_to(path).as_posix()))
            if len(found) > limits.archive_members:
                raise _many_error(limits)
    return found


def _plain(file: Path, name: str) -> Member:
    return Member(name, file.stat().st_size, lambda: file.open("rb"))


def _of_zip(path: Path, limits: Limits) -> list[Member] | None:
    """The members of a ZIP archive; None for an office document, which is one as well."""
    try:
        archive = zipfile.ZipFile(path)  # stays open: reading its directory again may take long
        inside = archive.infolist()
        if _OFFICE & {member.filename for member in inside}:
            archive.close()
            return None
        check_directory(inside, path.stat().st_size, limits)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        raise damaged_error() from None
    return [
        Member(info.filename, info.file_size, _opener(archive, info))
        for info in sorted(inside, key=lambda info: info.filename)
        if not info.is_dir() and not _passed_over(info.filename)
    ]


def _opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        try:
            return cast(BinaryIO, archive.open(info))
        except (zipfile.BadZipFile, NotImplementedError):
            raise damaged_error() from None
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            raise damaged_error() from None  # its directory points to before the start of the file
        except RuntimeError:
            raise encrypted_error() from None

    return opened


def _passed_over(name: str) -> bool:
    return any(part.startswith(_PASSED_OVER) for part in name.split("/"))


class _Unpacked(gzip.GzipFile):
    """A gzip file that raises an error once its unpacked size exceeds the limits."""

    def __init__(self, path: Path, packed: int, limits: Limits) -> None:
        super().__init__(path, "rb")
        self._packed = packed
        self._limits = limits
        self._out = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self._out += len(data)
        ratio = self._out / max(1, self._packed)
        if self._out > self._limits.archive_bytes or (
            self._out > MEGABYTE and ratio > self._limits.archive_ratio
        ):
            raise ratio_error(ratio, self._limits)
        return data


def _many_error(limits: Limits) -> FileError:
    return FileError(
        code="file.bomb",
        expected=f"a folder with at most {limits.archive_members} files",
        found="more of them",
        remedy="Give the folder of the export itself, or the file in it",
    )


def _nothing_error() -> FileError:
    return FileError(
        code="file.empty",
        expected="an archive or a folder with files",
        found="an empty one",
        remedy="Export it again",
    )
