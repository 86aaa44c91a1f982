"""Short tables in the encodings that spreadsheets and old systems write."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.documents.encoding import sniff_encoding
from tests.retrieval.documents.files import read

SIMPLIFIED = "问题,答案\n如何退货？,七天内可以退货。\n怎么修改密码,登录后点击设置\n"
TRADITIONAL = "問題,答案\n如何退貨？,七天內可以退貨。\n運費多少,滿千免運\n"
WESTERN = "question,answer\nWhere’s the café?,In der Müllerstraße – 5 €\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((SIMPLIFIED, name) for name in ("utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk")),
        *((SIMPLIFIED, name) for name in ("utf-16-le", "utf-16-be", "utf-32")),
        *((TRADITIONAL, name) for name in ("utf-8", "big5", "gb18030", "utf-16-le", "utf-16-be")),
        *((WESTERN, name) for name in ("utf-8", "cp1252", "utf-16-le", "utf-16-be")),
    ],
)
def test_the_same_records_come_out_of_every_encoding(
    tmp_path: Path, text: str, encoding: str
) -> None:
    plain, coded = tmp_path / "plain.csv", tmp_path / "coded.csv"
    plain.write_bytes(text.encode())
    coded.write_bytes(text.encode(encoding))
    assert read(coded) == read(plain)


def test_broken_bytes_cost_their_row(tmp_path: Path) -> None:
    rows = [f"问题{at}？,这是第{at}个答案。" for at in range(40)]
    data = ("问题,答案\n" + "\n".join(rows)).encode().replace("第7个".encode(), b"\xff\xfe\xfa")
    path = tmp_path / "kb.csv"
    path.write_bytes(data)
    records, problems = read(path)
    assert len(records) == 39
    assert [(p.code, p.row) for p in problems] == [("row.encoding", 9)]


def test_late_bytes_decide_too(tmp_path: Path) -> None:
    """A file whose first megabyte is ASCII is still read in its true encoding."""
    path = tmp_path / "kb.csv"
    ascii_rows = "".join(f"question {at},answer {at}\n" for at in range(60_000))
    path.write_bytes(b"question,answer\n" + ascii_rows.encode() + "如何退货,可以的\n".encode("gbk"))
    assert sniff_encoding(path).name == "gb18030"
