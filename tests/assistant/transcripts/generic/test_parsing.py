"""Conversations from generic tables and JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.transcripts import ConversationRecord, Role, Status, read_file
from assistant.transcripts.generic.parsing import parse
from assistant.transcripts.values.cells import rating_of, role_of, status_of, time_of
from retrieval.documents import Limits, Problem, Record
from retrieval.errors import InputError

ENGLISH = (
    "ticket_id,who,when,text,status,rating,customer,customer_email\n"
    "T1,customer,2026-03-01 10:05,My card was charged twice,solved,5,Ann Lee,ann@example.com\n"
    "T2,visitor,2026-03-01 10:06,Where is my parcel?,open,,Bo,bo@example.com\n"
    "T1,agent,2026-03-01 10:01,I see only one payment,solved,5,Ann Lee,ann@example.com\n"
    "T1,internal,2026-03-01 10:10,a regular,solved,5,Ann Lee,ann@example.com\n"
    "T2,Eve47,2026-03-01 10:07,It left today,open,,Bo,bo@example.com\n"
    "T2,Bo,2026-03-01 10:09,Thanks,open,,Bo,bo@example.com\n"
    "T1,customer,2026-03-01 10:11,,solved,5,Ann Lee,ann@example.com\n"
)
CHINESE = (
    "会话编号,角色,发送时间,消息内容,状态,满意度,客户姓名\n"
    "7,客户,2026年3月1日 下午2:05,怎么退货？,已解决,满意,李雷\n"
    "7,客服,2026年3月1日 14:06,七天内可以退货。,已解决,满意,李雷\n"
    "7,备注,2026年3月1日 14:07,老客户,已解决,满意,李雷\n"
)


def read(
    path: Path, mapping: dict[str, str] | None = None
) -> tuple[list[ConversationRecord], list[Problem]]:
    events = list(parse(path, mapping, Limits()))
    return (
        [event for event in events if isinstance(event, ConversationRecord)],
        [event for event in events if isinstance(event, Problem)],
    )


def write(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_one_row_a_message_in_english(tmp_path: Path) -> None:
    records, problems = read(write(tmp_path, "c.csv", ENGLISH))
    by_key = {record.key: record for record in records}
    assert by_key.keys() == {"T1", "T2"}
    first = by_key["T1"]
    assert [(m.role, m.text) for m in first.messages] == [
        (Role.AGENT, "I see only one payment"),  # ordered by time, not by row
        (Role.CUSTOMER, "My card was charged twice"),
        (Role.NOTE, "a regular"),
    ]
    assert (first.status, first.rating, first.row) == (Status.SOLVED, 5.0, 2)
    assert (first.customer_name, first.customer_email) == ("Ann Lee", "ann@example.com")
    assert first.created_at == datetime(2026, 3, 1, 10, 1, tzinfo=UTC)
    assert by_key["T2"].status is Status.OPEN
    # the author with the customer's name is the customer, the other one is the agent
    assert [m.role for m in by_key["T2"].messages] == [Role.CUSTOMER, Role.AGENT, Role.CUSTOMER]
    assert [(p.code, p.row) for p in problems] == [("row.text", 8)]


def test_one_row_a_message_in_chinese_and_xlsx(tmp_path: Path) -> None:
    csv_records, problems = read(write(tmp_path, "c.csv", CHINESE))
    book = Workbook()
    for line in CHINESE.strip().split("\n"):
        book.active.append(line.split(","))
    book.save(tmp_path / "c.xlsx")
    assert read(tmp_path / "c.xlsx") == (csv_records, problems)
    (record,) = csv_records
    assert (record.key, record.status, record.rating) == ("7", Status.SOLVED, 5.0)
    assert [m.role for m in record.messages] == [Role.CUSTOMER, Role.AGENT, Role.NOTE]
    assert record.created_at == datetime(2026, 3, 1, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize("jsonl", [True, False])
def test_nested_json(tmp_path: Path, jsonl: bool) -> None:
    conversations = [
        {
            "id": 11,
            "customer": {"name": "Ann", "email": "ann@example.com", "id": 4},
            "subject": "Refund",
            "status": "closed",
            "rating": 4,
            "created_at": "2026-02-03T09:12:00Z",
            "messages": [
                {"role": "user", "text": "Refund?", "at": "2026-02-03T09:12:00Z"},
                {"role": "assistant", "author": "Eve", "text": "Done.", "at": 1770110400},
            ],
        },
        {"id": 12, "messages": [{"role": "note", "text": "only a note"}]},
        {"id": 13, "messages": []},
    ]
    text = "\n".join(map(json.dumps, conversations)) if jsonl else json.dumps(conversations)
    records, problems = read(write(tmp_path, f"c.json{'l' if jsonl else ''}", text))
    (record,) = records
    assert (record.key, record.customer_id, record.rating) == ("11", "4", 4.0)
    assert [(m.role, m.author) for m in record.messages] == [
        (Role.CUSTOMER, ""), (Role.AGENT, "Eve"),
    ]  # fmt: skip
    assert [(p.code, p.row) for p in problems] == [
        ("conversation.empty", 2), ("conversation.empty", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "mapping",
    [
        {"text": "no_such"},
        {"subject": "no_such"},
        {"messages": "no_such"},
        {"text": "said", "nonsense": "said"},
    ],
)
@pytest.mark.parametrize("jsonl", [True, False])
def test_nested_json_refuses_a_mapping_that_fits_nothing(
    tmp_path: Path, jsonl: bool, mapping: dict[str, str]
) -> None:
    values = [{"messages": [{"role": "user", "said": "Refund?"}]}] * 2
    text = "\n".join(map(json.dumps, values)) if jsonl else json.dumps(values)
    with pytest.raises(InputError) as caught:
        read(write(tmp_path, f"c.json{'l' if jsonl else ''}", text), mapping)
    assert caught.value.code == "table.mapping"


def test_nested_json_goes_by_its_mapping(tmp_path: Path) -> None:
    value = {"talk": [{"role": "user", "text": "its id", "Said": "Refund?"}], "topic": "Money"}
    mapping = {"messages": "talk", "text": "said", "subject": "topic"}
    (record,), _ = read(write(tmp_path, "c.json", json.dumps([value])), mapping)
    assert (record.messages[0].text, record.subject) == ("Refund?", "Money")


def test_a_single_conversation_object(tmp_path: Path) -> None:
    value = {"ticket": "A", "turns": [{"speaker": "USER", "utterance": "Hi"}]}
    records, _ = read(write(tmp_path, "c.json", json.dumps(value)))
    assert [(r.key, r.messages[0].text) for r in records] == [("A", "Hi")]


def test_jsonl_one_object_a_message_grouped_by_id(tmp_path: Path) -> None:
    lines = [
        {"id": 1, "role": "customer", "text": "a"},
        {"id": 2, "role": "customer", "text": "b"},
        {"id": 1, "role": "agent", "text": "c"},
    ]
    records, _ = read(write(tmp_path, "c.jsonl", "\n".join(map(json.dumps, lines))))
    assert {r.key: [m.text for m in r.messages] for r in records} == {"1": ["a", "c"], "2": ["b"]}


def test_without_ids_neighbouring_rows_of_a_customer_are_one(tmp_path: Path) -> None:
    text = (
        "who,text,customer\ncustomer,one,Ann\nagent,two,Ann\n"
        "customer,three,Bo\ncustomer,four,Ann\nsomebody,five,\n"
    )
    records, problems = read(write(tmp_path, "c.csv", text))
    assert [[m.text for m in r.messages] for r in records] == [["one", "two"], ["three"], ["four"]]
    assert len({r.key for r in records}) == 3
    assert [(p.code, p.row) for p in problems] == [("row.role", 6)]


def test_requests_with_replies_of_known_customers_are_conversations(tmp_path: Path) -> None:
    """They are not taken as verified answers, as they contain personal data until redacted."""
    text = "ticket_id,customer,question,reply,status\n9,Ann,Where is it?,On its way,resolved\n"
    records, _ = read(write(tmp_path, "c.csv", text))
    assert [(m.role, m.text) for m in records[0].messages] == [
        (Role.CUSTOMER, "Where is it?"), (Role.AGENT, "On its way"),
    ]  # fmt: skip


def test_explicit_mapping(tmp_path: Path) -> None:
    path = write(tmp_path, "c.csv", "Nr,Wer,Was\n1,customer,Hallo\n1,agent,Guten Tag\n")
    mapping = {"conversation": "Nr", "role": "Wer", "text": "Was"}
    records, _ = read(path, mapping)
    assert [m.text for m in records[0].messages] == ["Hallo", "Guten Tag"]
    with pytest.raises(InputError, match=r"table\.mapping"):
        read(path, {**mapping, "text": "Nope"})


def test_faq_and_documents_pass_through_the_same_door(tmp_path: Path) -> None:
    faq = write(tmp_path, "kb.csv", "id,question,answer\n1,q?,a\n")
    page = write(tmp_path, "kb.md", "# How do I pay?\nBy card.\n")
    chats = write(tmp_path, "c.csv", ENGLISH)
    for path, kind in ((faq, Record), (page, Record), (chats, ConversationRecord)):
        assert any(isinstance(event, kind) for event in read_file(path))
    through_pipe = [e for e in read_file(chats) if isinstance(e, ConversationRecord)]
    assert through_pipe == read(chats)[0]


def test_nothing_fits(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"table\.columns"):
        read(write(tmp_path, "x.csv", "foo,bar\n1,2\n"))


def test_the_demo_conversations() -> None:
    from assistant import demo

    path = Path(demo.__file__).parent / "conversations.jsonl"
    records, problems = read(path)
    assert problems == []
    assert len(records) == len(path.read_text(encoding="utf-8").splitlines())
    assert all(r.customer_email and r.created_at and r.messages for r in records)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01T10:00:00+08:00", (2026, 3, 1, 2, 0)),
        ("2026-03-01", (2026, 3, 1, 0, 0)),
        ("2026/3/1 9:05", (2026, 3, 1, 9, 5)),
        ("1/3/2026", None),
        ("13/3/2026 21:30", (2026, 3, 13, 21, 30)),
        ("3/13/2026 9:30 PM", (2026, 3, 13, 21, 30)),
        ("Sun, 01 Mar 2026 10:00:00 +0000", (2026, 3, 1, 10, 0)),
        ("1772359200", (2026, 3, 1, 10, 0)),
        ("1772359200000", (2026, 3, 1, 10, 0)),
        ("2026年3月1日 上午12:30", (2026, 3, 1, 0, 30)),
        ("yesterday", None),
        ("0001-01-01", None),
        ("", None),
    ],
)
def test_times(text: str, expected: tuple[int, ...] | None) -> None:
    assert time_of(text) == (datetime(*expected, tzinfo=UTC) if expected else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5", 5.0),
        ("4/5", 4.0),
        ("4,5", 4.5),
        ("★★★☆", 3.0),
        ("不满意", 1.0),
        ("?", None),
        ("", None),
    ],
)
def test_ratings(text: str, expected: float | None) -> None:
    assert rating_of(text) == expected


def test_roles_and_statuses() -> None:
    assert [role_of(w) for w in ("End-user", "客服", "Internal note", "", "Anna")] == [
        Role.CUSTOMER, Role.AGENT, Role.NOTE, None, None,
    ]  # fmt: skip
    assert [status_of(w) for w in ("Resolved", "已解决", "In progress", "?")] == [
        Status.SOLVED, Status.SOLVED, Status.OPEN, Status.UNKNOWN,
    ]  # fmt: skip
