"""Tables of questions and answers: columns, separators, broken rows, ids, keys."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from retrieval.documents.errors import FileError
from tests.retrieval.documents.files import read, write_xlsx


def csv(tmp_path: Path, text: str, name: str = "kb.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize(
    "header",
    [
        "question,answer",
        "Question ,ANSWER",
        "Q,A",
        "Customer question,Reply",
        "title,content",
        "问题,答案",
        "标准问,回答",
        "标题,内容",
        "提问,回复",
        "問題,答覆",
    ],
)
def test_columns_are_recognised_in_both_languages(tmp_path: Path, header: str) -> None:
    records, problems = read(csv(tmp_path, f"{header}\nHow do I pay?,By card.\n"))
    assert problems == []
    assert records[0].answer == "By card."
    assert "How do I pay?" in (*records[0].questions, records[0].title)
    assert records[0].locator.row == 2


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_separators_are_sniffed(tmp_path: Path, mark: str) -> None:
    rows = [["问题", "答案", "标签"], ["运费, 多少;元", "满 99 元包邮|免费", "运费"]]
    text = "\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows)
    records, problems = read(csv(tmp_path, text))
    assert problems == []
    assert records[0].questions == ("运费, 多少;元",)
    assert records[0].answer == "满 99 元包邮|免费"
    assert records[0].tags == ("运费",)


def test_excel_separator_hint_is_heeded_and_not_counted(tmp_path: Path) -> None:
    records, _ = read(csv(tmp_path, "sep=;\nquestion;answer\nq, r;a, b\n"))
    assert (records[0].answer, records[0].locator.row) == ("a, b", 2)


def test_variants_come_from_lines_columns_and_rows_of_one_id(tmp_path: Path) -> None:
    text = (
        "id,question,similar questions 1,similar questions 2,answer\n"
        '7,"How to pay?\nWays to pay?",Payment methods|Cards?,How to PAY,By card.\n'
        "8,Returns?,,,Within 30 days.\n"
        "7,Can I pay by card?,,,\n"
        "7,Do you take cards?,,,By card.\n"
    )
    records, problems = read(csv(tmp_path, text))
    assert problems == []
    by_key = {record.key: record for record in records}
    assert by_key.keys() == {"7", "8"}
    assert by_key["7"].questions == (
        "How to pay?",
        "Ways to pay?",
        "Payment methods",
        "Cards?",
        "Can I pay by card?",
        "Do you take cards?",
    )


def test_one_id_with_two_answers_makes_two_entries(tmp_path: Path) -> None:
    records, _ = read(csv(tmp_path, "id,question,answer\n1,a?,x\n1,b?,y\n"))
    assert [record.answer for record in records] == ["x", "y"]
    assert len({record.key for record in records}) == 2


def test_two_columns_without_header(tmp_path: Path) -> None:
    records, _ = read(csv(tmp_path, "如何退货？,七天内可以退货。\n运费多少？,满 99 元包邮。\n"))
    assert [record.questions for record in records] == [("如何退货？",), ("运费多少？",)]
    assert records[0].locator.row == 1


def test_title_rows_above_the_header_are_passed_over(tmp_path: Path) -> None:
    records, _ = read(csv(tmp_path, "Acme FAQ,,\n,,\nid,question,answer\n1,q,a\n"))
    assert [(record.key, record.locator.row) for record in records] == [("1", 4)]


def test_explicit_mapping_wins_and_keeps_the_rest(tmp_path: Path) -> None:
    text = "Frage,answer,Antwort,tags\nWie?,internal,So.,x\n"
    records, _ = read(csv(tmp_path, text), {"question": "Frage", "answer": "Antwort"})
    assert (records[0].questions, records[0].answer) == (("Wie?",), "So.")
    assert records[0].tags == ("x",)


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        (None, "table.columns"),
        ({"question": "foo", "answer": "nope"}, "table.mapping"),
        ({"question": "foo"}, "table.mapping"),
        ({"colour": "foo", "answer": "bar"}, "table.mapping"),
    ],
)
def test_a_table_that_fits_nothing_names_its_columns(
    tmp_path: Path, mapping: dict[str, str] | None, code: str
) -> None:
    with pytest.raises(FileError) as caught:
        read(csv(tmp_path, "foo,bar\n1,2\n"), mapping)
    assert caught.value.code == code
    if code == "table.columns":
        assert "'foo', 'bar'" in caught.value.found
        assert "--map question=" in caught.value.remedy


def test_a_header_without_rows_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"table\.empty"):
        read(csv(tmp_path, "question,answer\n"))


def test_a_bad_row_costs_that_row(tmp_path: Path) -> None:
    text = (
        "question,answer\n"
        "one?,1\n"
        "no answer,\n"
        "too,many,cells\n"
        'four?,"never closed\n'
        "\n"
        "seven?,7\n"
        '"eight?","8 ""quoted"""\n'
        "one?,1\n"
        "nul\0?,\0ten\n"
    )
    records, problems = read(csv(tmp_path, text))
    assert [(r.locator.row, r.answer) for r in records] == [
        (2, "1"), (7, "7"), (8, '8 "quoted"'), (10, "ten"),
    ]  # fmt: skip
    assert [(p.row, p.code) for p in problems] == [
        (3, "row.answer"), (4, "row.cells"), (5, "row.quotes"), (9, "row.duplicate"),
    ]  # fmt: skip
    assert all(p.expected and p.found and p.remedy for p in problems)


def test_a_row_over_several_lines_counts_once(tmp_path: Path) -> None:
    records, problems = read(csv(tmp_path, 'question,answer\na?,"1\n2\n\n3"\nb?,\nc?,x\n'))
    assert [(r.answer, r.locator.row) for r in records] == [("1\n2\n\n3", 2), ("x", 4)]
    assert [p.row for p in problems] == [3]


def test_long_cells_are_refused_by_row(tmp_path: Path) -> None:
    records, problems = read(csv(tmp_path, f"q,a\nx,{'y' * 50}\nz,ok\n"), cell_chars=40)
    assert [(p.code, p.row) for p in problems] == [("row.long", 2)]
    assert "y" * 10 not in problems[0].found
    assert len(records) == 1


def test_language_labels_become_subtags(tmp_path: Path) -> None:
    text = "question,answer,lang\na,1,en-US\nb,2,中文\nc,3,Klingonisch!\nd,4,zh_CN\n"
    records, _ = read(csv(tmp_path, text))
    assert [record.lang for record in records] == ["en", "zh", "", "zh"]


def test_jsonl_reports_lines_and_takes_lists(tmp_path: Path) -> None:
    path = tmp_path / "kb.jsonl"
    lines = [
        json.dumps({"id": 5, "question": ["怎么付款？", "如何付款？"], "answer": "刷卡。"}),
        "{broken",
        "[1]",
        "",
        json.dumps({"id": 6.0, "question": None, "answer": "plain", "tags": ["a", "b"]}),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    records, problems = read(path)
    assert [(r.key, r.questions, r.tags, r.locator.row) for r in records] == [
        ("5", ("怎么付款？", "如何付款？"), (), 1),
        ("6", (), ("a", "b"), 5),
    ]
    assert [(p.code, p.row) for p in problems] == [("row.json", 2), ("row.json", 3)]


@pytest.mark.parametrize(
    "value",
    [
        [{"question": "q?", "answer": "a"}],
        {"version": 1, "data": {"items": [{"question": "q?", "answer": "a"}]}},
        {"q?": "a"},
        [["q?", "a"]],
    ],
)
def test_json_shapes(tmp_path: Path, value: object) -> None:
    path = tmp_path / "kb.json"
    path.write_text(json.dumps(value))
    records, _ = read(path)
    assert [(r.questions, r.answer) for r in records] == [(("q?",), "a")]


def test_xlsx_values_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "kb.xlsx",
        ["编号", "问题", "答案", "分类"],
        [1.0, "价格？", 99.0, dt.date(2024, 3, 1)],
        [2, "多少？", 0.1 + 0.2, "a"],
        [],
        [3, "error", "#REF!", ""],
        [4, "formula", "=1+1", ""],
    )
    records, problems = read(path)
    assert [(r.key, r.answer, r.tags, r.locator.row) for r in records] == [
        ("1", "99", ("2024-03-01",), 2),
        ("2", "0.3", ("a",), 3),
    ]
    assert [(p.code, p.row) for p in problems] == [("row.formula", 5), ("row.answer", 6)]


def test_xlsx_merged_cells_count_for_every_row(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "kb.xlsx", ["question", "answer"], ["a?", "same"], ["b?", None], ["c?", "x"]
    )
    book = load_workbook(path)
    book.active.merge_cells("B2:B3")
    book.save(path)
    records, _ = read(path)
    assert [r.answer for r in records] == ["same", "same", "x"]


def test_xlsx_takes_the_sheet_that_fits(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Notes to self"])
    book.create_sheet("FAQ").append(["question", "answer"])
    book["FAQ"].append(["q?", "a"])
    book.save(tmp_path / "kb.xlsx")
    records, _ = read(tmp_path / "kb.xlsx")
    assert [r.answer for r in records] == ["a"]


def test_keys_survive_edits_and_moves(tmp_path: Path) -> None:
    before = "question,answer\nHow do I pay?,By card.\nReturns?,Yes.\nWho are you?,Acme.\n"
    after = "question,answer\nNew?,New.\nWho are you?,Acme.\nhow do I pay ?,By card or cash.\n"
    old, _ = read(csv(tmp_path, before))
    new, _ = read(csv(tmp_path, after))
    assert old[0].key == new[2].key
    assert old[2].key == new[1].key
    assert new[0].key not in {record.key for record in old}
