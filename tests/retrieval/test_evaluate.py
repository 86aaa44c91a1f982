"""`eval search`: the figures and the files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.embedder import Embedder
from retrieval.evaluate import evaluate_files
from retrieval.evaluate_files import EvaluationFileError, read_knowledge, read_queries

KB = (
    "\ufeffid,question,answer,title,tags,lang\n"
    'p1,"How do I reset my password?\nI cannot log in",Use the link on sign-in.,,login,en\n'
    "o1,Where is my order?,Open your orders and choose track.,,,en\n"
    "s1,,We ship to all countries of the European Union.,Shipping,,en\n"
    "zh,怎么退货？,在订单页面申请退货。,,退货,zh-CN\n"
)
QUERIES = [
    {"query": "forgot my password", "relevant": ["p1"]},
    {"query": "parcel not here", "context": ["hello", {"text": "hi"}], "relevant": ["o1"]},
    {"query": "do you deliver to France", "relevant": ["s1"]},
    {"query": "我要退货", "relevant": ["zh", "p1"]},
    {"query": "which wine goes with fish", "relevant": []},
]


def files(folder: Path, kb: str = KB, queries: str = "", name: str = "kb.csv") -> tuple[Path, Path]:
    table, asked = folder / name, folder / "q.jsonl"
    table.write_text(kb, encoding="utf-8")
    lines = queries or "\n".join(json.dumps(query) for query in QUERIES)
    asked.write_text(lines, encoding="utf-8")
    return table, asked


def test_the_figures_of_a_small_base(tmp_path: Path, shipped_embedder: Embedder) -> None:
    found = evaluate_files(*files(tmp_path), shipped_embedder)
    assert set(found) == {
        "n", "r_at_1", "r_at_5", "mrr", "singles", "ece", "abstain", "p50_ms", "p95_ms"
    }  # fmt: skip
    assert found["n"] == 5
    assert found["r_at_1"] == found["r_at_5"] == found["mrr"] == 1
    assert set(found["singles"]) == {"dense", "words"}
    assert found["singles"]["words"]["r_at_1"] < 1
    assert found["abstain"] == {"precision": 1.0, "recall": 1.0}
    assert 0 < found["p50_ms"] <= found["p95_ms"]
    assert 0 <= found["ece"] <= 1
    json.dumps(found)


def test_a_folded_duplicate_counts_as_found(tmp_path: Path, shipped_embedder: Embedder) -> None:
    rows = [{"id": n, "question": ["Where is my order?"], "answer": "Open your orders."}
            for n in (1, 2)]  # fmt: skip
    kb = "\n".join(map(json.dumps, rows))
    for relevant in (1, "2"):
        asked = json.dumps({"query": "where is my order", "relevant": [relevant]})
        paths = files(tmp_path, kb, asked, "kb.jsonl")
        assert evaluate_files(*paths, shipped_embedder)["r_at_1"] == 1


def test_where_nothing_should_abstain_its_figures_are_undefined(
    tmp_path: Path, shipped_embedder: Embedder
) -> None:
    paths = files(tmp_path, KB, json.dumps(QUERIES[0]))
    found = evaluate_files(*paths, shipped_embedder)
    assert found["abstain"] == {"precision": None, "recall": None}


def test_a_cell_holds_variants_and_tags(tmp_path: Path) -> None:
    entries, numbers = read_knowledge(files(tmp_path)[0])
    assert entries[0].questions == ("How do I reset my password?", "I cannot log in")
    assert entries[2].questions == ()
    assert entries[3].lang == "zh"
    assert entries[0].tags == ("login",)
    assert numbers == {"p1": 1, "o1": 2, "s1": 3, "zh": 4}


@pytest.mark.parametrize(
    ("kb", "code"),
    [
        ("", "eval.kb.columns"),
        ("a,b\n1,2\n", "eval.kb.columns"),
        ("id,answer\n", "eval.kb.empty"),
        ("id,answer\n1,\n", "eval.kb.row"),
        ("id,answer\n1,yes\n1,no\n", "eval.kb.id"),
    ],
)
def test_a_bad_knowledge_base_has_a_coded_error(tmp_path: Path, kb: str, code: str) -> None:
    with pytest.raises(EvaluationFileError) as caught:
        read_knowledge(files(tmp_path, kb)[0])
    assert caught.value.code == code
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("\n", "eval.query.empty"),
        ("{", "eval.file.json"),
        ("[1]", "eval.file.json"),
        ('{"query": "x"}', "eval.query.row"),
        ('{"query": 5, "relevant": []}', "eval.query.row"),
        ('{"query": "x", "relevant": "p1"}', "eval.query.row"),
        ('{"query": "secret", "relevant": ["nobody"]}', "eval.query.id"),
        ('{"query": "x", "relevant": [], "context": "y"}', "eval.query.context"),
        ('{"query": "x", "relevant": [], "context": [5]}', "eval.query.context"),
    ],
)
def test_bad_queries_have_a_coded_error_without_their_text(
    tmp_path: Path, line: str, code: str
) -> None:
    with pytest.raises(EvaluationFileError) as caught:
        read_queries(files(tmp_path, KB, line)[1], {"p1": 1})
    assert caught.value.code == code
    assert "secret" not in str(caught.value)


def test_files_of_other_encodings_and_absent_ones_are_told(tmp_path: Path) -> None:
    path = tmp_path / "kb.csv"
    path.write_bytes("id,answer\n1,été\n".encode("latin-1"))
    with pytest.raises(EvaluationFileError) as caught:
        read_knowledge(path)
    assert caught.value.code == "eval.file.encoding"
    with pytest.raises(EvaluationFileError) as caught:
        read_knowledge(tmp_path / "absent.csv")
    assert caught.value.code == "eval.file.unreadable"
