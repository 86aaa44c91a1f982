"""Exports that are truncated, mis-encoded, empty, endless or malicious: each gives a coded finding,
and everything readable is read."""

from __future__ import annotations

import gzip
import json
import struct
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.contracts import TranscriptChoices
from assistant.transcripts.exporting import export_events
from assistant.transcripts.reading import EXPORT_LIMITS, read_export
from assistant.transcripts.recognition.detection import detect
from assistant.transcripts.records import ConversationRecord, Role
from retrieval.documents import Problem
from retrieval.errors import CodedError
from tests.assistant.transcripts.exports import (
    ANSWERED,
    ASKED,
    FORMATS,
    lines,
    write,
    zendesk_comments,
    zendesk_ticket,
    zipped,
)
from tests.assistant.transcripts.formats.test_formats import read, said


def tickets(count: int) -> list[dict[str, object]]:
    return [
        zendesk_ticket(
            n, comments=[{**c, "body": f"{c.get('body', '')} {n}"} for c in zendesk_comments()]
        )
        for n in range(1, count + 1)
    ]


def outcome(
    path: Path, reader: Callable[..., Iterable[object]] = export_events
) -> tuple[list[ConversationRecord], list[str]]:
    """The conversations of an export, and the codes of its problems."""
    records, codes = [], []
    arguments = ({}, EXPORT_LIMITS) if reader is export_events else ()
    try:
        for event in reader(path, *arguments):
            if isinstance(event, ConversationRecord):
                records.append(event)
            elif isinstance(event, Problem):
                codes.append(event.code)
    except CodedError as error:
        codes.append(error.code if error.fault != "bug" else f"bug: {error}")
    return records, codes


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_truncated_export_is_a_finding_or_is_read_to_its_end(
    tmp_path: Path, name: str, share: float
) -> None:
    _, file, make = FORMATS[name]
    content = make()
    content = content if isinstance(content, bytes) else content.encode()
    path = write(tmp_path, file, content[: int(len(content) * share)])
    records, codes = outcome(path)
    told = records or codes
    if not told:  # the format was not recognised, and the evidence says so
        detected = detect(path)
        assert (detected.format, bool(detected.settings["evidence"] or detected.columns)) == (
            "",
            True,
        )
    assert all(any(m.text for m in record.messages) for record in records)


def test_a_truncated_list_keeps_what_was_whole(tmp_path: Path) -> None:
    for text in (json.dumps(tickets(20)), json.dumps({"tickets": tickets(20), "count": 20})):
        records, codes = outcome(write(tmp_path, "t.json", text[: len(text) // 2]))
        assert 8 <= len(records) < 20
        assert "file.rest" in codes


def test_a_broken_object_costs_itself(tmp_path: Path) -> None:
    text = json.dumps(tickets(9))
    broken = text.replace('"id": 4,', '"id" 4,', 1)
    records, codes = outcome(write(tmp_path, "t.json", broken))
    assert (len(records), codes) == (8, ["row.json"])
    whole = [json.dumps(ticket) for ticket in tickets(9)]
    whole[3] = whole[3][:-40]
    records, codes = outcome(write(tmp_path, "t.jsonl", "\n".join(whole)))
    assert (len(records), codes) == (8, ["row.json"])


def test_mis_encoded_objects_are_told(tmp_path: Path) -> None:
    good = lines(*tickets(3)).replace("order", "Größe").encode()
    one = lines(*tickets(4)[3:]).replace("order", "Größe").encode("cp1252")
    records, codes = outcome(write(tmp_path, "t.json", good * 9 + one))
    assert len(records) == 3  # the nine copies are identical
    assert codes.count("row.encoding") == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "gb18030", "cp1252"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    words = (
        "订单什么时候发货？我们等了很久了。"
        if encoding == "gb18030"
        else "Größe ändern, bitte. Straße"
    )
    ticket = zendesk_ticket(comments=[{**zendesk_comments()[0], "plain_body": words}])
    text = json.dumps([ticket] * 2, ensure_ascii=False)
    detected, (record,), _ = read(write(tmp_path, "t.json", text.encode(encoding)))
    assert record.messages[0].text == words
    assert detected.encoding.replace("-", "_").startswith(encoding.replace("-", "_"))
    chosen = read(write(tmp_path, "t.json", text.encode(encoding)), encoding=encoding)
    assert chosen[1] == [record]


def misplaced() -> bytes:
    """A ZIP archive whose end record has a wrong, too large offset of the central directory."""
    data = bytearray(zipped({"a.json": "[]" * 50}))
    end = data.rindex(b"PK\x05\x06")
    (at,) = struct.unpack_from("<I", data, end + 16)
    struct.pack_into("<I", data, end + 16, at + 5_000)
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "content", "codes"),
    [
        ("x.json", b"", {"file.empty"}),
        ("x.json", b" \n ", {"file.empty", ""}),
        ("x.json", b"[]", {"file.json"}),
        ("x.zip", zipped({}), {"file.empty"}),
        ("x.json", b"[" * 20_000, {"file.rest", "row.json", "file.json"}),
        ("x.json", b'[{"a":' * 10_000, {"file.rest", "row.json", "file.json"}),
        ("x.jsonl", b'{"a": [' * 10_000 + b"\n{}\n", {""}),
        ("x.json", b"\x7fELF" + bytes(range(256)) * 99, {"file.binary"}),
        ("x.zip", b"PK\x03\x04" + b"\0" * 99, {"file.damaged"}),
        ("x.json.gz", gzip.compress(b"[]" * 9_999)[:40], {"file.damaged"}),
        ("x.zip", misplaced(), {"file.damaged"}),
    ],
    ids=("empty", "blank", "no objects", "empty archive", "deep arrays", "deep objects",
         "deep lines", "binary", "no archive", "cut archive", "misplaced archive"),
)  # fmt: skip
def test_nothing_to_read(tmp_path: Path, name: str, content: bytes, codes: set[str]) -> None:
    path = write(tmp_path, name, content)
    records, found = outcome(path, read_export if not content else export_events)
    assert records == []
    assert codes & {*found, *([""] if not found else [])}


def bomb_of_zeros(folder: Path) -> Path:
    path = folder / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tickets.json", bytes(400 << 20))
    return path


def bomb_of_gzip(folder: Path) -> Path:
    return write(folder, "t.json.gz", gzip.compress(b'[{"a": "' + b" " * (300 << 20)))


@pytest.mark.parametrize("make", [bomb_of_zeros, bomb_of_gzip])
def test_bombs(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    assert outcome(make(tmp_path), read_export) == ([], ["file.bomb"])


def test_a_message_of_a_million_characters(tmp_path: Path) -> None:
    comments = [
        *zendesk_comments(),
        {**zendesk_comments()[0], "id": 9, "plain_body": "log " * 250_000},
    ]
    (record,), codes = outcome(
        write(tmp_path, "t.json", lines(zendesk_ticket(comments=comments), {}))
    )
    assert codes == ["row.long", "conversation.unknown"]
    assert said(record, Role.AGENT) == [ANSWERED]


def test_an_author_on_both_sides(tmp_path: Path) -> None:
    message = {"message_type": 0, "content": ASKED, "inbox_id": 1, "conversation_id": 1,
               "private": False,
               "sender": {"id": 1, "name": "Ann"}, "created_at": 1772442000}  # fmt: skip
    other = {**message, "message_type": 1, "content": ANSWERED}
    talk = {"id": 1, "messages": [message, other]}
    assert outcome(write(tmp_path, "c.json", json.dumps([talk]))) == ([], ["conversation.roles"])
    rows = f"1,customer,Ann,{ASKED}\n1,agent,Ann,{ANSWERED}\n1,agent,Eve,Bye\n"
    text = f"conversation,role,author,text\n{rows}"
    assert outcome(write(tmp_path, "c.csv", text)) == ([], ["conversation.roles"])


def test_only_one_side_is_read_and_told(tmp_path: Path) -> None:
    path = write(
        tmp_path, "c.json", json.dumps([{"messages": [{"role": "user", "content": ASKED}]}] * 2)
    )
    detected, (record,), problems = read(path)
    assert [message.role for message in record.messages] == [Role.CUSTOMER]
    assert "no message of an agent was seen" in detected.evidence
    assert [problem.code for problem in problems] == ["conversation.twice"]


def test_languages_are_counted(tmp_path: Path) -> None:
    words = {
        "en": ASKED,
        "de": "Wo ist meine Bestellung? Ich warte schon sehr lange.",
        "zh": "我的订单在哪里？请帮我查一下。",
        "fr": "Où est ma commande ? Je n'ai rien reçu.",
    }
    talks = [
        {
            "messages": [
                {"role": "user", "content": text},
                {"role": "assistant", "content": ANSWERED},
            ]
        }
        for text in words.values()
    ]
    detected, records, _ = read(write(tmp_path, "c.jsonl", lines(*talks)))
    assert [record.language for record in records] == list(words)
    assert detected.languages == dict.fromkeys(words, 1)


def test_times_that_run_backwards_are_put_in_order(tmp_path: Path) -> None:
    comments = zendesk_comments()[::-1]
    detected, (record,), _ = read(
        write(tmp_path, "t.json", lines(zendesk_ticket(comments=comments), {}))
    )
    assert [m.at for m in record.messages] == sorted(m.at for m in record.messages if m.at)
    assert "1 conversations did not stand in order of time" in detected.evidence


def test_a_workbook_with_formulas(tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ("ticket_id", "role", "text"), (1, "customer", ASKED), (1, "agent", '=HYPERLINK("http://x")'),
        (1, "agent", ANSWERED), (1, "agent", "#REF!"), (2, "customer", "'=1+1"),
    ):  # fmt: skip
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    detected, records, problems = read(tmp_path / "t.xlsx")
    assert (detected.format, detected.encoding) == ("table", "xlsx")
    assert said(records[0], Role.AGENT) == [ANSWERED]
    assert {problem.code for problem in problems} == {"row.formula", "row.text"}


def test_hostile_fields_are_only_text(tmp_path: Path) -> None:
    hostile = zendesk_ticket(
        "5; DROP TABLE", subject="<script>alert(1)</script>\0", status=["solved"],
        requester_id={"a": 1},
        tags="not, a list", satisfaction_rating=[], created_at={"$date": 1}, via="email",
        comments=[
            {"author_id": None, "public": "yes", "html_body": "<p>ok" + "<b>" * 10_000,
             "type": "Comment", "created_at": 1e308},
            {"author_id": [1], "public": True, "body": {"x": 1}}, None, 7,
        ],
    )  # fmt: skip
    _, (record,), _ = read(write(tmp_path, "t.json", json.dumps([hostile])))
    assert record.messages[0].text == "ok"
    assert (record.created_at, record.messages[0].at) == (None, None)
    assert record.labels == ("not", "a list")


def test_choices_that_do_not_exist(tmp_path: Path) -> None:
    path = write(tmp_path, "t.json", FORMATS["intercom"][2]())
    for choices, code in (
        ({"format": "nonsense"}, "export.format"), ({"format": "zendesk"}, "export.format"),
        ({"encoding": "klingon"}, "export.encoding"), ({"encoding": "base64"}, "export.encoding"),
        ({"time_zone": "Mars/Base"}, "export.time-zone"),
        ({"mapping": {"text": "Nope"}}, "table.mapping"),
        ({"mapping": {"nonsense": "id"}}, "table.mapping"),
    ):  # fmt: skip
        with pytest.raises(CodedError) as caught:
            list(read_export(path, TranscriptChoices.model_validate(choices)))
        assert caught.value.code == code


def test_through_the_limited_process(tmp_path: Path) -> None:
    path = write(tmp_path, "export.zip", FORMATS["zendesk zip"][2]())
    events = list(read_export(path, TranscriptChoices(agents=["Eve Ops"])))
    assert [type(events[0]).__name__, type(events[-1]).__name__] == ["DetectedFormat"] * 2
    assert detect(path).format == "zendesk"
    through = [event for event in events if isinstance(event, ConversationRecord)]
    assert through == read(path, agents=["Eve Ops"])[1]
