"""Limits on the resources that reading a file may use."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits for reading one file. The defaults allow 100,000-row tables and 1,000-page manuals.

    Attributes:
        file_bytes: Size of a table read row by row (CSV, TSV, JSONL).
        held_bytes: Size of a file that is loaded as a whole (JSON, HTML, Markdown, text …).
        line_chars: Length of one line of a table.
        cell_chars: Length of one answer or question.
        archive_members: Number of files inside an XLSX or DOCX.
        archive_bytes: Total unpacked size of these files.
        archive_ratio: Ratio of unpacked to packed bytes, checked from 1 MB on.
        pages: Pages of a PDF.
        records: Records of one file.
        problems: Number of problems reported one by one, after which reading stops.
        output_bytes: Size of the reading process's output.
        memory_bytes: Address space of the reading process.
        stalled_cpu_seconds: CPU time without any progress.
        stalled_seconds: Idle time without any progress.
        bytes_per_second: Lowest acceptable reading speed, by which the two limits above grow with
            the size of the file.
        total_seconds: CPU time for the whole file.
    """

    file_bytes: int = 1024 * MEGABYTE
    held_bytes: int = 64 * MEGABYTE
    line_chars: int = 8 * MEGABYTE
    cell_chars: int = 100_000
    archive_members: int = 5_000
    archive_bytes: int = 512 * MEGABYTE
    archive_ratio: int = 200
    pages: int = 5_000
    records: int = 1_000_000
    problems: int = 10_000
    output_bytes: int = 2_048 * MEGABYTE
    memory_bytes: int = 1_024 * MEGABYTE
    stalled_cpu_seconds: float = 5.0
    stalled_seconds: float = 9.0
    bytes_per_second: int = 10 * MEGABYTE
    total_seconds: float = 900.0
