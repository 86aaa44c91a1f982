"""Reads a file to records according to its format. Runs in the reading process, not the engine."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

from retrieval.documents.delimited import DelimitedRows
from retrieval.documents.encoding import Encoding, sniff_encoding
from retrieval.documents.errors import FileError
from retrieval.documents.formats import Format, detect
from retrieval.documents.json_files import JsonLines, ObjectRows, load_json, objects_in
from retrieval.documents.limits import MEGABYTE, Limits
from retrieval.documents.outline import records_of_blocks
from retrieval.documents.records import ColumnMap, Event, Progress
from retrieval.documents.table import Rows, read_table


def parse(path: Path, mapping: ColumnMap | None, limits: Limits) -> Iterator[Event]:
    """Yield the records, problems and progress of a file of any known format.

    Raises:
        FileError: If the file as a whole cannot be read.
    """
    kind = detect(path)
    if kind in (Format.CSV, Format.JSON, Format.JSONL, Format.XLSX):
        rows = yield from load_rows(path, kind, mapping, limits)
        yield from read_table(rows, mapping, limits)
    else:
        yield from _parse_document(path, kind, limits)


def load_rows(
    path: Path, kind: Format, mapping: ColumnMap | None, limits: Limits
) -> Generator[Progress, None, Rows]:
    """The rows of a table, which can be iterated several times; yields progress while loading."""
    if kind is Format.XLSX:
        from retrieval.documents.spreadsheet import SheetRows

        sheet = SheetRows(path, limits, tuple((mapping or {}).values()))
        yield from sheet.load()
        return sheet
    encoding = sniff_encoding(path)
    if kind is Format.JSONL:
        return ObjectRows(JsonLines(path, encoding, limits))
    if kind is Format.JSON:
        check_held_size(path, limits)
        return ObjectRows(objects_in(load_json(path, encoding)))
    delimiter = "\t" if path.suffix.lower() in (".tsv", ".tab") else ""
    return DelimitedRows(path, path.stat().st_size, encoding, limits, delimiter)


def check_held_size(path: Path, limits: Limits) -> None:
    """Refuse a file that is too large to be loaded as a whole."""
    size = path.stat().st_size
    if size > limits.held_bytes:
        raise FileError(
            code="file.size",
            expected=f"at most {limits.held_bytes // MEGABYTE} MB in this format",
            found=f"{size // MEGABYTE} MB",
            remedy="Split the file, or export it as CSV or JSONL",
        )


def _parse_document(path: Path, kind: Format, limits: Limits) -> Iterator[Event]:
    check_held_size(path, limits)
    if kind is Format.PDF:
        from retrieval.documents.pdf import pdf_events

        yield from pdf_events(path, limits)
        return
    if kind is Format.DOCX:
        from retrieval.documents.docx import docx_blocks

        events: Iterator[Event] = records_of_blocks(docx_blocks(path, limits), limits)
    else:
        events = _parse_text(held_text(path, sniff_encoding(path)), kind, limits)
    empty = True
    for event in events:
        empty = False
        yield event
    if empty:
        raise no_text_error()


def held_text(path: Path, encoding: Encoding) -> str:
    """The whole text of a file with "\\n" as line ending; if not `exact`, errors become U+FFFD."""
    with encoding.open(path) as file:
        text = file.read()
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _parse_text(source: str, kind: Format, limits: Limits) -> Iterator[Event]:
    if kind is Format.HTML:
        from retrieval.documents.html import html_blocks, html_language

        yield from records_of_blocks(html_blocks(source), limits, lang=html_language(source))
    elif kind is Format.MARKDOWN:
        from retrieval.documents.markdown import markdown_blocks

        yield from records_of_blocks(markdown_blocks(source), limits)
    else:
        from retrieval.documents.plain import plain_blocks

        yield from records_of_blocks(plain_blocks(source), limits)


def no_text_error() -> FileError:
    """The error for a document without any text."""
    return FileError(
        code="file.no-text",
        expected="a document with text",
        found="none",
        remedy="If it holds scanned pages, run text recognition (OCR) on it first",
    )
