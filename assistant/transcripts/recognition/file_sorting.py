"""Sorts the files of an export by their content: JSON, chats, tables, a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TextIO

from assistant.transcripts.members import Member
from assistant.transcripts.objects.elements import JsonElements
from assistant.transcripts.recognition.plans import is_whatsapp
from assistant.transcripts.settings import ReadingSettings
from retrieval.documents.encoding import Encoding, sniff_encoding
from retrieval.documents.errors import FileError
from retrieval.documents.limits import Limits

_HEAD = 1 << 16
_LINES = 40
_TAR_AT = 257
_TABLES = (".csv", ".tsv", ".tab")
_JSON_START = re.compile(r"""[{\[]\s*(?:["'{\[\]}]|$)""")
"""Matches the beginning of JSON, but not chats such as "[LINE] Chat history"."""
_PASSED_OVER = frozenset(
    (".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".mp4", ".mov", ".3gp", ".opus", ".ogg",
     ".mp3", ".m4a", ".aac", ".wav", ".pdf", ".vcf", ".docx", ".pptx", ".zip", ".md", ".html",
     ".htm", ".xml")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SortedFiles:
    """The members of an export by their content; `other` counts the members that are not read."""

    json: Sequence[JsonElements]
    chats: Sequence[tuple[Member, Encoding]]
    tables: Sequence[tuple[Member, Encoding]]
    sheet: bool
    other: int


def sort_files(members: Sequence[Member], settings: ReadingSettings, limits: Limits) -> SortedFiles:
    """Sort the members by their content; media and documents are only counted.

    Raises:
        FileError: The only member cannot be read.
    """
    as_json: list[JsonElements] = []
    chats: list[tuple[Member, Encoding]] = []
    tables: list[tuple[Member, Encoding]] = []
    sheet = other = 0
    for member in members:
        if member.suffix in _PASSED_OVER:
            other += 1
            continue
        with member.open("rb") as file:
            head = file.read(_HEAD)
        if not head.strip():
            continue
        if head[_TAR_AT:].startswith(b"ustar") and len(members) == 1:
            raise _tar_error()
        if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            sheet += len(members) == 1
            other += len(members) > 1
            continue
        try:
            encoding = encoding_of(member, settings)
        except FileError:
            if len(members) == 1:
                raise
            other += 1
            continue
        kind = _kind(member, encoding)
        if kind == "json":
            as_json.append(JsonElements(member, encoding, limits))
        else:
            (chats if kind == "chat" else tables).append((member, encoding))
    return SortedFiles(as_json, chats, tables, bool(sheet), other)


def _tar_error() -> FileError:
    return FileError(
        code="file.binary",
        expected="the export's own file, a ZIP archive, or a folder",
        found="a tar archive",
        remedy="Unpack it, and give the folder",
    )


def encoding_of(member: Member, settings: ReadingSettings) -> Encoding:
    """The chosen encoding, else the one detected from the bytes."""
    chosen = settings.codec()
    return Encoding(chosen, exact=False) if chosen else sniff_encoding(member)


def _kind(member: Member, encoding: Encoding) -> str:
    """The kind of a text file by its beginning: "chat", "table" or "json"."""
    with encoding.open(member) as text:
        lines = list(islice(_bounded(text), _LINES))
    if is_whatsapp(lines):
        return "chat"
    if member.suffix in _TABLES:
        return "table"
    start = next((line.strip(" \t\r\n\ufeff") for line in lines if line.strip(" \t\r\n\ufeff")), "")
    return "json" if _JSON_START.match(start) else "table"


def _bounded(text: TextIO) -> Iterator[str]:
    while line := text.readline(4096):
        yield line
