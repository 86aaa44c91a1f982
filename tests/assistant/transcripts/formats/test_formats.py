"""Exports of all tools: recognised, with roles, times, labels and metadata."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.transcripts.exporting import export_events
from assistant.transcripts.reading import EXPORT_LIMITS
from assistant.transcripts.recognition.detected import Detected
from assistant.transcripts.records import ConversationRecord, MessageRecord, Role, Status, restored
from retrieval.documents import Problem
from tests.assistant.transcripts.exports import (
    ANSWERED,
    ASKED,
    FORMATS,
    write,
    zendesk_comments,
    zendesk_lines,
    zendesk_ticket,
    zipped,
)

Read = tuple[Detected, list[ConversationRecord], list[Problem]]


def read(path: Path, **options: Any) -> Read:
    events = list(export_events(path, options, EXPORT_LIMITS))
    first = events[0]
    assert isinstance(first, Detected)
    assert isinstance(events[-1], Detected)
    return (
        first,
        [event for event in events if isinstance(event, ConversationRecord)],
        [event for event in events if isinstance(event, Problem)],
    )


def exported(folder: Path, name: str, **options: Any) -> Read:
    _, file, make = FORMATS[name]
    return read(write(folder, file, make()), **options)


def said(record: ConversationRecord, role: Role) -> list[str]:
    return [message.text for message in record.messages if message.role is role]


@pytest.mark.parametrize("name", FORMATS)
def test_it_is_recognised_and_who_said_what(tmp_path: Path, name: str) -> None:
    detected, records, _ = exported(tmp_path, name)
    assert (detected.format, bool(detected.title)) == (FORMATS[name][0], True)
    assert detected.confidence > 0.5
    assert detected.evidence
    record = next(one for one in records if any(ASKED in m.text for m in one.messages))
    assert ASKED in "\n".join(said(record, Role.CUSTOMER))
    assert ANSWERED in "\n".join(said(record, Role.AGENT))
    assert ASKED not in "\n".join(said(record, Role.AGENT))
    assert not {"VIP, be quick", "A person will answer soon."} & set(said(record, Role.AGENT))
    assert record.language == "en"


@pytest.mark.parametrize(
    ("name", "key", "labels", "rating"),
    [
        ("zendesk lines", "5", ("delivery", "vip"), 5.0),
        ("zendesk zip", "5", ("delivery", "vip"), 5.0),
        ("intercom", "147", ("delivery",), 4.0),
        ("freshdesk", "33", ("delivery", "Question"), None),
        ("chatwoot", "12", ("delivery",), 5.0),
        ("livechat", "PW1/T1", ("delivery",), 5.0),
        ("help scout", "77", ("delivery",), None),
    ],
)
def test_what_stands_beside_the_words(
    tmp_path: Path, name: str, key: str, labels: tuple[str, ...], rating: float | None
) -> None:
    _, records, problems = exported(tmp_path, name)
    record = records[0] if name != "zendesk zip" else next(r for r in records if r.key == "5")
    assert (record.key, record.labels, record.rating) == (key, labels, rating)
    assert (record.status, record.customer_email) == (Status.SOLVED, "a@x.io")
    assert record.customer_name == "Ann Lee"
    assert record.agent in ("Eve Ops", "") if name == "freshdesk" else record.agent in (
        "Eve Ops", "eve@x.io",
    ) or name == "zendesk lines"  # fmt: skip
    assert "VIP, be quick" in said(record, Role.NOTE)
    assert record.created_at == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert {problem.code for problem in problems} <= {"conversation.unknown"}


def test_zendesk_comments_apart_are_brought_together(tmp_path: Path) -> None:
    detected, records, problems = exported(tmp_path, "zendesk zip")
    assert {record.key for record in records} == {"5", "7"}
    assert problems == []
    first = next(record for record in records if record.key == "5")
    assert [message.author for message in first.messages] == ["Ann Lee", "", "Eve Ops", "Eve Ops"]
    assert said(first, Role.BOT) == ["We received your request."]
    assert detected.agents == ("Eve Ops",)


def test_a_folder_is_read_like_its_archive(tmp_path: Path) -> None:
    import zipfile

    archive = write(tmp_path, "e.zip", FORMATS["slack"][2]())
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(tmp_path / "unpacked")
    assert read(tmp_path / "unpacked")[1] == read(archive)[1]


def test_quotes_and_signatures_are_cut_and_can_be_put_back(tmp_path: Path) -> None:
    _, records, _ = exported(tmp_path, "zendesk lines")
    (answer,) = [m for m in records[0].messages if m.role is Role.AGENT]
    assert answer.text == ANSWERED
    assert [piece.kind for piece in answer.removed] == ["signature", "quote"]
    assert restored(answer) == zendesk_comments()[2]["plain_body"]
    _, (raw, *_), _ = exported(tmp_path, "zendesk lines", clean=["markup"])
    assert raw.messages[-1].text == zendesk_comments()[2]["plain_body"]


def test_a_ticket_with_nothing_but_its_description_is_the_customers(tmp_path: Path) -> None:
    _, records, _ = exported(tmp_path, "zendesk lines")
    assert [(m.role, m.text) for m in records[1].messages] == [(Role.CUSTOMER, ASKED)]


def test_tweets_hang_together_by_their_answers(tmp_path: Path) -> None:
    detected, records, problems = exported(tmp_path, "tweets")
    assert problems == []
    assert detected.boundaries == "thread"
    by_key = {record.key: record for record in records}
    assert by_key.keys() == {"1", "8"}
    assert [(m.role, m.text, m.at) for m in by_key["1"].messages] == [
        (Role.CUSTOMER, f"{ASKED}\n<3", datetime(2017, 10, 31, 22, 10, 47, tzinfo=UTC)),
        (Role.AGENT, ANSWERED, datetime(2017, 10, 31, 22, 11, 45, tzinfo=UTC)),
    ]


def test_crisp_messages_of_two_sessions(tmp_path: Path) -> None:
    _, records, _ = exported(tmp_path, "crisp")
    assert {record.key for record in records} == {"session_1", "session_2"}
    assert records[-1].messages[0].at == datetime(2026, 3, 2, 9, 0, 0, 1000, tzinfo=UTC)


def test_slack_threads(tmp_path: Path) -> None:
    detected, records, _ = exported(tmp_path, "slack")
    (thread,) = [record for record in records if len(record.messages) == 3]
    assert said(thread, Role.CUSTOMER) == [f"{ASKED} cc @Eve Ops"]
    assert said(thread, Role.AGENT) == [f"{ANSWERED} & see here (https://x.io/t)"]
    assert said(thread, Role.BOT) == ["All systems up"]
    assert thread.labels == ("support",)
    assert detected.confidence < 0.9  # that the customer speaks first is only likely


def test_who_answers_can_be_set_right(tmp_path: Path) -> None:
    _, records, _ = exported(tmp_path, "slack", agents=["Ann Lee"], bots=["Eve Ops"])
    thread = max(records, key=lambda record: len(record.messages))
    assert [message.role for message in thread.messages[:2]] == [Role.AGENT, Role.BOT]


def test_alpaca_history_comes_first(tmp_path: Path) -> None:
    _, (record,), _ = exported(tmp_path, "alpaca")
    assert [message.role for message in record.messages] == [Role.CUSTOMER, Role.AGENT] * 2
    assert record.messages[2].text == f"{ASKED}\nOrder 4711"


def test_tools_and_instructions_are_no_replies(tmp_path: Path) -> None:
    for name in ("openai", "sharegpt"):
        _, (record,), _ = exported(tmp_path, name)
        assert said(record, Role.AGENT) == [ANSWERED]
        assert said(record, Role.NOTE)[0] == "You answer for a shop."
        assert len(said(record, Role.NOTE)) == 3


@pytest.mark.parametrize(
    "text",
    [
        '{"recover": ["a", "b"], "reset": ["c"]}',
        '[{"sku": 1, "price": 2.5}, {"sku": 2, "price": 3}]',
        "name,price\nshoe,3\n",
        "Just a text.\nOf two lines.\n",
    ],
)
def test_what_nothing_fits_is_told_and_not_guessed(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, "x.json" if text[0] in "{[" else "x.csv", text)
    events = list(export_events(path, {}, EXPORT_LIMITS))
    assert [type(event) for event in events] == [Detected]
    (detected,) = events
    assert (detected.format, detected.confidence) == ("", 0.0)
    assert detected.columns


def test_an_unknown_table_is_read_by_its_mapping(tmp_path: Path) -> None:
    path = write(
        tmp_path, "x.csv", f"Nr,Wer,Was\n1,???,{ASKED}\n1,Kunde,{ASKED}\n1,agent,{ANSWERED}\n"
    )
    mapping = {"conversation": "Nr", "role": "Wer", "text": "Was"}
    detected, (record,), problems = read(path, format="table", mapping=mapping)
    assert (detected.format, detected.mapping) == ("table", mapping)
    assert said(record, Role.AGENT) == [ANSWERED]
    assert [problem.code for problem in problems] == ["row.role"]


def test_objects_by_their_ids_keep_them(tmp_path: Path) -> None:
    talk = {"messages": [{"role": "usr", "content": ASKED}, {"role": "sys", "content": ANSWERED}]}
    import json

    detected, records, _ = read(
        write(tmp_path, "x.json", json.dumps({"17": talk, "18": talk | {"n": 1}}))
    )
    assert detected.format == "json"
    assert [record.key for record in records] == ["17", "18"]
    assert said(records[0], Role.AGENT) == [ANSWERED]


def test_a_whatsapp_archive_and_other_files_beside_it(tmp_path: Path) -> None:
    chat = f"[02/03/2026, 10:00:00] Ann: {ASKED}\n[02/03/2026, 10:05:00] Shop: {ANSWERED}\n" * 2
    archive = zipped({"_chat.txt": chat, "IMG-1.jpg": b"\xff\xd8\xff\xe0"})
    detected, records, _ = read(write(tmp_path, "WhatsApp Chat - Ann.zip", archive))
    assert (detected.format, detected.boundaries, detected.agents) == ("whatsapp", "gap", ("Shop",))
    assert len(records) == 1


def test_times_without_a_zone_and_the_chosen_one(tmp_path: Path) -> None:
    rows = f"1,customer,2026-03-02 10:00,{ASKED}\n1,agent,2026-03-02 10:05,{ANSWERED}\n"
    text = f"conversation,role,at,text\n{rows}"
    path = write(tmp_path, "x.csv", text)
    detected, (record,), _ = read(path)
    assert detected.time_zone == "UTC"
    assert any("without an offset" in one for one in detected.evidence)
    assert record.messages[0].at == datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    detected, (record,), _ = read(path, time_zone="Asia/Shanghai")
    assert detected.time_zone == "Asia/Shanghai"
    assert record.messages[0].at == datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def test_whether_the_day_comes_first_is_seen_in_all_dates_together(tmp_path: Path) -> None:
    days = ("10/03", "11/03", "12/03", "01/04", "02/04", "03/04")
    rows = [
        f"{n},customer,{day}/2026 10:00,{ASKED}\n{n},agent,{day}/2026 11:00,{ANSWERED}\n"
        for n, day in enumerate(days)
    ]
    path = write(tmp_path, "x.csv", "conversation,role,at,text\n" + "".join(rows))
    detected, records, _ = read(path)
    assert detected.day_first is True
    assert records[0].created_at == datetime(2026, 3, 10, 10, 0, tzinfo=UTC)
    assert read(path, day_first=False)[1][0].created_at == datetime(2026, 10, 3, 10, 0, tzinfo=UTC)
    path.write_text("conversation,role,at,text\n" + "".join(rows[:3]))
    detected, records, _ = read(path)  # nothing tells the order of day and month
    assert (detected.day_first, records[0].created_at) == (None, None)
    assert any("not clear" in one for one in detected.evidence)


def test_the_same_conversation_twice_and_one_id_for_two(tmp_path: Path) -> None:
    other = zendesk_comments()[:1]
    text = zendesk_lines() + zendesk_lines()
    import json

    text += json.dumps(
        zendesk_ticket(comments=[{**other[0], "plain_body": "Something else entirely"}])
    )
    _, records, problems = read(write(tmp_path, "t.json", text))
    assert [problem.code for problem in problems] == ["conversation.twice"]
    keys = [record.key for record in records]
    assert keys[:2] == ["5", "6"]
    assert keys[2].startswith("5/")
    assert read(write(tmp_path, "t.json", text))[1] == records  # keys are stable


def test_the_record_is_whole_on_the_wire(tmp_path: Path) -> None:
    from assistant.transcripts.wire import decode, encode
    from retrieval.documents import wire

    for name in FORMATS:
        _, file, make = FORMATS[name]
        for event in export_events(write(tmp_path / name, file, make()), {}, EXPORT_LIMITS):
            assert decode(wire.load(wire.dump([encode(event)]))[0]) == event
    empty = MessageRecord(Role.BOT, "x")
    assert empty.removed == ()


def test_words_for_the_customer_are_nobody_s_name(tmp_path: Path) -> None:
    table = "ticket_id,sender,author,text\n1,customer,Visitor,Where is it?\n1,agent,Eve,Here.\n"
    _, [record], _ = read(write(tmp_path, "chats.csv", table))
    assert record.customer_name == ""
