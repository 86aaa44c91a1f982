"""Any bytes at all: records and problems, or one coded error, never anything else."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.documents.wording import clean, folded, tidy
from retrieval.errors import InputError
from tests.retrieval.documents.files import read, write_pdf, write_xlsx

CELLS = st.text(alphabet=st.sampled_from("ab问。\"',;\t|\n\r\0 =😀\ud800"), max_size=12)
TABLES = st.lists(st.lists(CELLS, max_size=5).map(",".join), max_size=12).map("\n".join)
ENDINGS = st.sampled_from(["csv", "tsv", "jsonl", "json", "md", "html", "txt", "dat"])
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def outcome(data: bytes, ending: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"x.{ending}"
        path.write_bytes(data)
        try:
            records, problems = read(path)
        except InputError:
            return
        assert all(record.answer and record.key for record in records)
        assert len({record.key for record in records}) == len(records)
        assert all(p.expected and p.found and p.remedy for p in problems)


@QUICK
@given(st.binary(min_size=1, max_size=400), ENDINGS)
def test_any_bytes(data: bytes, ending: str) -> None:
    outcome(data, ending)


@QUICK
@given(TABLES, st.sampled_from(["utf-8", "utf-16", "gb18030", "latin-1"]), ENDINGS)
def test_any_table(table: str, encoding: str, ending: str) -> None:
    outcome(b"" + ("id,question,answer\n" + table).encode(encoding, "replace"), ending)


@QUICK
@given(TABLES)
def test_every_row_is_told_once(table: str) -> None:
    """No row is both taken and reported, and rows come in order."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        path.write_bytes(("question,answer\n" + table).encode("utf-8", "replace"))
        try:
            records, problems = read(path)
        except InputError:
            return
    taken = [record.locator.row for record in records]
    assert taken == sorted(set(taken))
    assert not set(taken) & {problem.row for problem in problems}


@pytest.mark.parametrize("name", ["x.xlsx", "x.docx", "x.pdf"])
def test_flipped_bytes_in_binary_formats(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "x.xlsx":
        write_xlsx(path, ["question", "answer"], ["q", "a"])
    elif name == "x.docx":
        document = Document()
        document.add_heading("How?", 1)
        document.add_paragraph("Thus.")
        document.save(path)
    else:
        write_pdf(path, [[(11, "How do I pay?"), (11, "By card.")]])
    good = path.read_bytes()
    step = max(1, len(good) // 60)
    for at in range(0, len(good), step):
        path.write_bytes(good[:at] + bytes([good[at] ^ 0x55]) + good[at + 1 :])
        try:
            read(path)
        except InputError:
            continue


@QUICK
@given(st.text())
def test_cleaning_is_stable(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert tidy(tidy(text)) == tidy(text)
    assert folded(folded(text)) == folded(text)
