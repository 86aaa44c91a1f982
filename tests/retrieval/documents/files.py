"""Makes the files the tests read: good ones and hostile ones, nothing kept in the repository."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from retrieval.documents import Event, Limits, Problem, Record
from retrieval.documents.parse import parse


def read(
    path: Path, mapping: dict[str, str] | None = None, **limits: int
) -> tuple[list[Record], list[Problem]]:
    """Records and problems of a file, parsed in this process: quick, and errors have a trace."""
    return apart(list(parse(path, mapping, Limits(**limits))))


def apart(events: list[Event]) -> tuple[list[Record], list[Problem]]:
    records = [event for event in events if isinstance(event, Record)]
    problems = [event for event in events if isinstance(event, Problem)]
    return records, problems


def write_pdf(path: Path, pages: Sequence[Sequence[tuple[int, str]]]) -> Path:
    """A PDF by hand: each page is lines of (font size, text), from the top down."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for at, lines in enumerate(pages):
        stream, y = "BT", 780
        for size, text in lines:
            escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            stream += f" /F1 {size} Tf 1 0 0 1 50 {y} Tm ({escaped}) Tj"
            y -= size + 4
        stream += " ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * at} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream".encode("latin-1")
        )
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    data += (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    path.write_bytes(data)
    return path


def write_xlsx(path: Path, *rows: Sequence[object]) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def rewrite_member(
    source: Path, target: Path, member: str, change: Callable[[bytes], bytes]
) -> Path:
    """A copy of an archive with one member changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == member else data)
    return target


def laughs(root: str) -> bytes:
    """The DOCTYPE of an entity bomb: `&j;` stands for 20 thousand million characters."""
    lines = [f'<!DOCTYPE {root} [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa">']
    lines += [f'<!ENTITY {chr(98 + at)} "' + f"&{chr(97 + at)};" * 10 + '">' for at in range(9)]
    return "".join(lines).encode() + b"]>"
