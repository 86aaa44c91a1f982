"""Reading tables of labelled texts in the forms that people have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.contracts import TrainingRequest
from assistant.errors import CodedError, InputError
from training.classify.collecting import LabelSource, collect, first_message
from training.classify.label_findings import findings
from training.classify.tables import read_table


@pytest.mark.parametrize(
    "content",
    [
        b"text,label\nhello,greeting\nbye,oos\n",
        b"\xef\xbb\xbftext,category\r\nhello,greeting\r\nbye,out_of_scope\r\n",
        b"label;Text\ngreeting;hello\n;bye\n",
        b"id\tutterance\tintent\n1\thello\tgreeting\n2\tbye\tOOS\n",
        "text,label\nhello,greeting\nbye,\n".encode("utf-16"),
    ],
    ids=["plain", "bom-category", "semicolons", "tabs", "utf-16"],
)
def test_columns_marks_and_separators_are_found(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    table = read_table(path)
    assert (table.texts, table.labels) == (["hello", "bye"], ["greeting", ""])


def test_line_breaks_commas_and_foreign_bytes_stay_in_their_text(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes('text,label\n"one,\ntwo",a\ncaf\u00e9 ol\u00e9,b\n'.encode("latin-1"))
    table = read_table(path)
    assert table.texts == ["one,\ntwo", "café olé"]


def test_rows_that_cannot_be_used_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("text,label\nonly one\n  ,a\n\nwhole,a\nnul\0l,b\n", "utf-8")
    table = read_table(path)
    assert table.texts == ["whole", "null"]
    assert table.left_out == {"unreadable": 1, "empty": 1}


def test_a_text_of_a_million_letters_is_cut_not_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"text,label\n{'x' * 1_000_000},a\nshort,b\n", "utf-8")
    assert [text[:3] for text in read_table(path).texts][-1] == "sho"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("a,b\n1,2\n", "examples.columns"),
        ("", "examples.columns"),
        ("text,label\n", "examples.empty"),
        ("text,label\n,\n", "examples.empty"),
    ],
)
def test_what_is_no_such_table_is_refused(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError) as told:
        read_table(path)
    assert told.value.code == code


def test_a_table_that_is_not_there_is_named_so(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        read_table(tmp_path / "none.csv")
    assert told.value.code == "examples.missing"


def test_a_workbook_is_read_like_any_table(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (("Message", "Category"), ("where is my parcel", "delivery"), ("退款", "refund")):
        sheet.append(row)
    path = tmp_path / "labels.xlsx"
    book.save(path)
    table = read_table(path)
    assert table.texts == ["where is my parcel", "退款"]
    assert table.labels == ["delivery", "refund"]
    assert table.encoding == ""


def test_a_damaged_workbook_says_so(tmp_path: Path) -> None:
    path = tmp_path / "labels.xlsx"
    path.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(CodedError) as told:
        read_table(path)
    assert told.value.code == "file.damaged"


def test_texts_with_several_labels_are_told_and_not_learnt(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    rows = [f"my parcel {number} is late,delivery" for number in range(20)]
    rows += ["where is it,delivery", "Where is it?,refund", "one,a", "one,a"]
    path.write_text("text,label\n" + "\n".join(rows), "gb18030")
    request = TrainingRequest(kind="intents", tables=[str(path)])
    source = LabelSource(None, first_message)
    work = collect(None, request, source, least=2)  # type: ignore[arg-type]  # a table needs no engine
    try:
        while True:
            next(work)
    except StopIteration as ended:
        found = ended.value
    assert found.left_out["contradicting"] == 2
    assert not any("where is it" in one.text.casefold() for one in found.examples)
    codes = {one.code: one.count for one in findings(found)}
    assert codes["contradicting"] == 2
    assert codes["repeated"] == 1
