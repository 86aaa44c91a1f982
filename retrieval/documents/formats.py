"""Detects the format of a file by its content if that is unambiguous, else by its extension."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from retrieval.documents.errors import FileError

KNOWN = "CSV, TSV, XLSX, JSON, JSONL, Markdown, HTML, plain text, DOCX or PDF"


class Format(StrEnum):
    """A format that can be read."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "md"
    HTML = "html"
    TEXT = "txt"
    DOCX = "docx"
    PDF = "pdf"


_BY_ENDING = {
    "csv": Format.CSV, "tsv": Format.CSV, "tab": Format.CSV,
    "xlsx": Format.XLSX, "xlsm": Format.XLSX, "xltx": Format.XLSX,
    "json": Format.JSON, "jsonl": Format.JSONL, "ndjson": Format.JSONL, "jsonlines": Format.JSONL,
    "md": Format.MARKDOWN, "markdown": Format.MARKDOWN, "mdown": Format.MARKDOWN,
    "html": Format.HTML, "htm": Format.HTML, "xhtml": Format.HTML,
    "txt": Format.TEXT, "text": Format.TEXT, "log": Format.TEXT,
    "docx": Format.DOCX, "docm": Format.DOCX, "dotx": Format.DOCX,
    "pdf": Format.PDF,
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"%!PS", "a PostScript document"),
)
_HEAD = 8192


def detect(path: Path) -> Format:
    """The format of a file.

    Raises:
        FileError: `file.encrypted`, `file.damaged`, or `file.format` for an unsupported format.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(_OLE):
        raise _ole_error(path)
    if head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return Format.PDF
    for magic, name in _OTHERS:
        if head.startswith(magic):
            raise _format_error(name)
    ending = path.suffix.lower().lstrip(".")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _office_format(path)
    known = _BY_ENDING.get(ending)
    if known in (Format.XLSX, Format.DOCX, Format.PDF):
        raise FileError(
            code="file.damaged",
            expected=f"a {known.value.upper()} file",
            found="a file that begins like something else",
            remedy="Open it in its program and save it again, or give it its true ending",
        )
    return known or _by_content(head)


def _office_format(path: Path) -> Format:
    """XLSX or DOCX, by the members of the archive."""
    from retrieval.documents.archive import member_names

    members = member_names(path)
    if "xl/workbook.xml" in members or "xl/workbook.bin" in members:
        return Format.XLSX
    if "word/document.xml" in members:
        return Format.DOCX
    if _BY_ENDING.get(path.suffix.lower().lstrip(".")) in (Format.XLSX, Format.DOCX):
        raise FileError(
            code="file.damaged",
            expected="a workbook or document of an office program",
            found="an archive without one",
            remedy="Open it in its program and save it again",
        )
    raise _format_error("a ZIP archive")


_TAG = re.compile(rb"<(?:!doctype html|html|head|body|h[1-6]|p|div|dl|table)\b", re.IGNORECASE)
_MARKDOWN = re.compile(rb"^(?:#{1,6} \S|```|\[[^\]]+\]\(|\| ?:?-+)", re.MULTILINE)


def _by_content(head: bytes) -> Format:
    """The likely format of a text file with an unknown extension."""
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _TAG.search(text[:2048]):
        return Format.HTML
    if text.startswith(b"{"):
        return Format.JSONL if re.search(rb"\}\r?\n\s*\{", text) else Format.JSON
    if text.startswith(b"["):
        return Format.JSON
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    for mark in (b"\t", b",", b";"):
        counts = {line.count(mark) for line in lines[:-1]}
        if len(lines) > 2 and len(counts) == 1 and counts != {0}:
            return Format.CSV
    return Format.MARKDOWN if _MARKDOWN.search(text) else Format.TEXT


def _ole_error(path: Path) -> FileError:
    """The error for an OLE file: an old Office file, or a new one with a password."""
    marker = "EncryptedPackage".encode("utf-16-le")
    with path.open("rb") as file:
        encrypted = marker in file.read(1 << 20)
        if not encrypted:
            file.seek(max(0, path.stat().st_size - (1 << 20)))
            encrypted = marker in file.read(1 << 20)
    return encrypted_error() if encrypted else _format_error("an old Office file (before 2007)")


def encrypted_error() -> FileError:
    """The error for a password-protected file."""
    return FileError(
        code="file.encrypted",
        expected="a file that opens without a password",
        found="a password-protected file",
        remedy="Save a copy without a password and import that",
    )


def _format_error(found: str) -> FileError:
    return FileError(
        code="file.format",
        expected=KNOWN,
        found=found,
        remedy="Save or unpack it as one of these formats",
    )
