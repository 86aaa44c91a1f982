"""Reading tables with headers in various places and with broken parts."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import psutil
import pytest
from openpyxl import Workbook

from assistant.contracts import TrainingRequest
from assistant.errors import CodedError, InputError
from assistant.jobs import Step
from retrieval.documents import wire
from retrieval.documents.errors import FileError
from retrieval.documents.limits import Limits
from training.classify.tables import read_table
from training.search.pairs import Pairs, collect
from training.tables.reading import no_columns, rows_of
from training.tables.wire import Header, Row, decode, encode

if TYPE_CHECKING:
    from assistant.engine import Engine

PROJECT = Path(__file__).resolve().parents[3]
_TEXT, _LABEL = ("text", "message"), ("label", "intent")


def _rows(path: Path) -> list[list[str]]:
    with rows_of(path, _TEXT, _LABEL) as rows:
        return [list(cells) for cells in rows.rest]


def test_a_quote_that_is_never_closed_costs_its_row(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('text,label\n"never closed,a\nwhere is it,b\nrefund,c\n', "utf-8")
    assert _rows(path) == [[""], ["where is it", "b"], ["refund", "c"]]


def test_a_cell_of_a_million_letters_is_read(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"text,label\n{'x' * 1_000_000},a\n", "utf-8")
    ((text, label),) = _rows(path)
    assert (len(text), label) == (1_000_000, "a")


def test_a_header_is_found_below_titles_and_by_its_own_separator(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Export, of May, 2026\n\nIntent;Message\na;one, two, three\n", "utf-8")
    with rows_of(path, _TEXT, _LABEL) as rows:
        assert (rows.column(_TEXT), rows.column(_LABEL)) == (1, 0)
        assert list(rows.rest) == [("a", "one, two, three")]


def test_a_header_is_found_on_another_sheet(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["How to read this"])
    sheet = book.create_sheet("data")
    sheet.append(["Text", "Label"])
    sheet.append(["退款", "refund"])
    sheet.append(["what is love", None])
    book.save(tmp_path / "table.xlsx")
    assert _rows(tmp_path / "table.xlsx") == [["退款", "refund"], ["what is love", ""]]
    with rows_of(tmp_path / "table.xlsx", _TEXT, _LABEL) as rows:
        assert not rows.unsaved


def test_formulas_without_a_saved_value_are_told(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["text", "label"])
    book.active.append(["where is it", '=CONCATENATE("deli", "very")'])
    book.save(tmp_path / "table.xlsx")
    with rows_of(tmp_path / "table.xlsx", _TEXT, _LABEL) as rows:
        assert rows.unsaved


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "nothing in it"),
        (b"text\nhello\n", "one column"),
        (b"a,b\n1,2\n", "2 columns of other names"),
    ],
)
def test_what_was_found_in_place_of_the_columns_is_said(
    tmp_path: Path, content: bytes, found: str
) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with rows_of(path, _TEXT, _LABEL) as rows:
        assert no_columns(rows, "text and label").found == found


def test_what_is_no_text_is_refused_as_such(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(CodedError) as told:
        _rows(path)
    assert told.value.code == "file.binary"


@pytest.mark.parametrize(
    ("whole", "broken"),
    [(b'r="A2"', b'r="ZZZZZZZ99999999999999"'), (b"<v>1</v>", b"<v>x</v>")],
)
def test_a_workbook_with_a_broken_cell_is_damaged(
    tmp_path: Path, whole: bytes, broken: bytes
) -> None:
    book = Workbook()
    for row in (("text", "label"), ("Where is it?", "delivery"), (1, "other")):
        book.active.append(row)
    book.save(tmp_path / "whole.xlsx")
    with (
        zipfile.ZipFile(tmp_path / "whole.xlsx") as original,
        zipfile.ZipFile(tmp_path / "t.xlsx", "w") as copy,
    ):
        for name in original.namelist():
            copy.writestr(name, original.read(name).replace(whole, broken))
    with pytest.raises(FileError) as refused:
        _rows(tmp_path / "t.xlsx")
    assert refused.value.code == "file.damaged"


def test_whoever_leaves_a_table_early_ends_its_reader(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("text,label\n" + "where is it,a\n" * 100_000, "utf-8")
    before = _children()
    with rows_of(path, _TEXT, _LABEL) as rows:
        next(rows.rest)
        assert _children() - before
    assert not _children() - before


@pytest.mark.parametrize("read", [read_table, lambda path: list(_pairs_of(path))])
def test_a_table_without_the_columns_ends_its_reader(
    tmp_path: Path, read: Callable[[Path], object]
) -> None:
    path = tmp_path / "table.csv"
    path.write_text("a,b\n" + "where is it,parcel\n" * 100_000, "utf-8")
    before = _children()
    with pytest.raises(InputError) as told:
        read(path)
    assert told.tb is not None  # the traceback still keeps its frames and their objects alive
    assert not _children() - before


def _pairs_of(path: Path) -> Generator[Step, None, Pairs]:
    request = TrainingRequest(kind="search", tables=[str(path)])
    return collect(cast("Engine", None), request, 10)  # no engine is needed for tables


def _children() -> set[int]:
    return {child.pid for child in psutil.Process().children()}


@pytest.mark.skipif(os.name != "posix", reason="pipes have no names here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "t.csv")
    for odd in (tmp_path / "t.csv", Path(os.devnull), tmp_path):
        with pytest.raises(InputError) as refused:
            _rows(odd)
        assert refused.value.code == "examples.missing"


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "t.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            archive.writestr(name, "<x/>")
        archive.writestr("xl/media/noise", os.urandom(1 << 20))
        with archive.open("xl/sharedStrings.xml", "w") as strings:
            for _ in range(170):
                strings.write(os.urandom(1 << 13) + bytes((1 << 20) - (1 << 13)))
    with pytest.raises(FileError) as refused:
        _rows(tmp_path / "t.xlsx")
    assert refused.value.code == "file.bomb"


def test_a_table_is_parsed_in_a_process_of_its_own(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["text", "label"])
    book.active.append(["where is it", "parcel"])
    book.save(tmp_path / "t.xlsx")
    program = (
        "import sys\nfrom pathlib import Path\nfrom training.tables.reading import rows_of\n"
        "with rows_of(Path(sys.argv[1]), ['text'], ['label']) as rows: print(list(rows.rest))\n"
        "print([name for name in ('openpyxl', 'csv', 'zipfile') if name in sys.modules])\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "t.xlsx")],
        capture_output=True, text=True, check=True, cwd=PROJECT,
    )  # fmt: skip
    rows, loaded = told.stdout.splitlines()
    assert rows == "[('where is it', 'parcel')]"
    assert "openpyxl" not in loaded


def test_an_installed_program_plays_the_role_of_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("text,label\nwhere is it,parcel\n", "utf-8")
    asked = wire.request_bytes(path, {"wanted": [["text"], ["label"]]}, Limits())
    command = [sys.executable, "main.py", "read-table"]
    told = subprocess.run(command, input=asked, capture_output=True, check=True, cwd=PROJECT).stdout
    messages = [message for line in told.splitlines() for message in wire.load(line)]
    assert [decode(one) for one in messages[:-1]] == [
        Header(("text", "label"), "utf-8"), Row(("where is it", "parcel")),
    ]  # fmt: skip
    assert messages[-1] == wire.END


@pytest.mark.parametrize("event", [Header(("text",), "", unsaved=True), Row(("a", "", "b"))])
def test_what_crosses_arrives_as_it_was(event: Header | Row) -> None:
    (message,) = wire.load(wire.dump([encode(event)]))
    assert decode(message) == event


@pytest.mark.parametrize(
    "message", [["h", ["text"], "", 1], ["h", [3], "", False], ["w", 7], ["x"], ["h"]]
)
def test_what_is_none_is_refused(message: list[object]) -> None:
    with pytest.raises((TypeError, ValueError)):
        decode(message)
