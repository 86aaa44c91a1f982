"""Reads knowledge files: CSV, TSV, XLSX, JSON, JSONL, Markdown, HTML, plain text, DOCX, PDF."""

from retrieval.documents.limits import Limits
from retrieval.documents.records import (
    ColumnMap,
    Event,
    Locator,
    Problem,
    Progress,
    Record,
    Table,
)
from retrieval.documents.sandbox import read_file

__all__ = [
    "ColumnMap",
    "Event",
    "Limits",
    "Locator",
    "Problem",
    "Progress",
    "Record",
    "Table",
    "read_file",
]
