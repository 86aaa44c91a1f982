"""Exports can be imported again, and contain no formulas that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import export
from assistant.contracts import ConversationBody, CustomerBody, Identifier, MessageBody
from assistant.store import articles, conversations, customers
from assistant.store.articles import ArticleDraft
from assistant.store.database import OWNER, Store
from assistant.transcripts import ConversationRecord, read_file
from retrieval.documents import Record
from retrieval.documents.formula_guard import guarded, unguarded
from retrieval.entry import Kind

FORMULAS = ["=1+1", "+49 171", "-5 °C", "@all", "\tx", "'=1", "''-1", "＝SUM(A1)"]
ARTICLES = [
    ArticleDraft(
        questions=("How do I pay?", "Ways to pay", "=cmd|' /C calc'!A1"),
        answer='By card, "SEPA" or invoice.\n\nEven by post; really.', title="Pay, now",
        tags=("payments", "money back"), lang="en",
    ),
    ArticleDraft(questions=("怎么付款？",), answer="支付宝，微信", title="付款", lang="zh"),
    ArticleDraft(answer="- first\n- second", title="A list", kind=Kind.PASSAGE, lang="en"),
    *(ArticleDraft(questions=(f"{text.strip()} what?",), answer=f"{text} so") for text in FORMULAS),
]  # fmt: skip


def _fill(store: Store) -> None:
    with store.write(OWNER) as transaction:
        articles.create(transaction, ARTICLES)
        articles.create(transaction, [ArticleDraft(answer="secret reply", kind=Kind.SOLVED)])


def _written(pieces: Iterator[bytes], path: Path) -> Path:
    path.write_bytes(b"".join(pieces))
    return path


def _content(record: Record) -> tuple[object, ...]:
    return record.questions, record.answer, record.title, sorted(record.tags), record.lang


@pytest.mark.parametrize("format_", ["csv", "jsonl"])
def test_articles_come_in_as_they_went_out(store: Store, tmp_path: Path, format_: str) -> None:
    _fill(store)
    stream = export.articles_csv if format_ == "csv" else export.articles_jsonl
    path = _written(stream(store), tmp_path / f"articles.{format_}")
    records = [event for event in read_file(path) if isinstance(event, Record)]
    assert [_content(record) for record in records] == [
        (draft.questions, draft.answer.strip(), draft.title, sorted(draft.tags), draft.lang)
        for draft in ARTICLES
    ]
    assert [record.key for record in records] == [str(n) for n in range(1, len(ARTICLES) + 1)]


def test_no_cell_of_the_csv_is_a_formula(store: Store, tmp_path: Path) -> None:
    _fill(store)
    content = b"".join(export.articles_csv(store))
    assert content.startswith(b"\xef\xbb\xbf")  # for spreadsheets to read it as UTF-8
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == list(export.COLUMNS)
    assert len(rows) == len(ARTICLES) + 1
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r＝＋－＠")]


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n＝a1 "), max_size=6))
def test_a_guard_is_taken_off_again(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


@given(st.text(max_size=30))
def test_harmless_cells_are_left_alone(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    if cell[:1] not in tuple("'=+-@\t\r\n＝＋－＠"):
        assert guarded(cell) == cell


def test_solved_replies_come_with_their_conversations_unless_asked_for(store: Store) -> None:
    _fill(store)
    assert b"secret reply" not in b"".join(export.articles_jsonl(store))
    assert b"secret reply" in b"".join(export.articles_jsonl(store, kinds=("solved",)))


def test_conversations_come_in_as_they_went_out(store: Store, tmp_path: Path) -> None:
    at = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    with store.write(OWNER) as transaction:
        person = customers.create(
            transaction,
            CustomerBody(
                name="王小明",
                identifiers=[
                    Identifier(kind="email", value="wang@example.com"),
                    Identifier(kind="number", value="K-7"),
                ],
            ),
        )
        body = ConversationBody(
            subject='Refund, "now"', customer_id=person.id, status="solved", channel="mail",
            messages=[
                MessageBody(role="customer", author="王小明", text="=1+1\nWhere is it?", at=at),
                MessageBody(role="agent", author="Ann", text="On its way to you.", at=at),
                MessageBody(role="note", author="Ann", text="Check on Monday", at=at),
            ],
        )  # fmt: skip
        nobody = ConversationBody(messages=[MessageBody(role="customer", text="Hello?", at=at)])
        conversations.create(
            transaction,
            [
                conversations.ConversationDraft(body=body, rating=4),
                conversations.ConversationDraft(body=nobody),
            ],
        )
    path = _written(export.conversations_jsonl(store), tmp_path / "conversations.jsonl")
    first, second = (e for e in read_file(path) if isinstance(e, ConversationRecord))
    assert (first.key, first.subject, str(first.status)) == ("1", 'Refund, "now"', "solved")
    assert (first.customer_name, first.customer_email) == ("王小明", "wang@example.com")
    assert (first.customer_id, first.rating, first.created_at) == ("K-7", 4, at)
    assert [(str(m.role), m.author, m.text, m.at) for m in first.messages] == [
        (m.role, m.author, m.text, m.at) for m in body.messages
    ]
    assert second.customer_name == ""
    assert [m.text for m in second.messages] == ["Hello?"]


def test_an_empty_store_gives_a_header_only(store: Store) -> None:
    content = b"".join(export.articles_csv(store)).decode("utf-8-sig")
    assert content == ",".join(export.COLUMNS) + "\r\n"
    assert b"".join(export.articles_jsonl(store)) == b""
    assert b"".join(export.conversations_jsonl(store)) == b""


def test_a_large_export_takes_little_memory(store: Store) -> None:
    with store.write(OWNER) as transaction:
        articles.create(
            transaction, [ArticleDraft(answer=f"{n} " + "x" * 4000) for n in range(3000)]
        )
    list(export.articles_jsonl(store, kinds=("solved",)))  # do lazy imports before measuring
    tracemalloc.start()
    size = sum(len(piece) for piece in export.articles_jsonl(store))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 12_000_000
    assert peak < size


def test_an_export_under_way_holds_up_no_writer(store: Store) -> None:
    _fill(store)
    pieces = export.articles_jsonl(store)
    first = next(pieces)
    with store.write(OWNER) as transaction:
        articles.create(transaction, [ArticleDraft(answer="came in between")])
    store.checkpoint()
    wal = store.path.with_name(store.path.name + "-wal")
    assert wal.stat().st_size == 0
    assert len([json.loads(line) for line in first.splitlines()]) == len(ARTICLES)
    assert b"came in between" in b"".join(pieces)
