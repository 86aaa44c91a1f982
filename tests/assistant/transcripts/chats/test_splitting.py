"""Copied chats are split into turns without losing any text."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.transcripts.chats.splitting import MOST_TURNS, split
from assistant.transcripts.records import Role
from tests.effort import at_most

C, A, N = Role.CUSTOMER, Role.AGENT, Role.NOTE
MARCH = datetime(2026, 3, 15, 9, 38, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_bern(monkeypatch):
    """Set the local time zone to UTC+1 in winter."""
    monkeypatch.setenv("TZ", "Europe/Zurich")
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


def told(text: str, *agents: str) -> list[tuple[Role, str, str]]:
    return [(turn.role, turn.author, turn.text) for turn in split(text, agents).turns]


@pytest.mark.parametrize(
    ("text", "certain", "turns"),
    [
        (
            "Maria Gonzalez  09:38\nHello,\nmy parcel is late.\n\nAnn  09:40\nLet me look.",
            False,
            [(C, "Maria Gonzalez", "Hello,\nmy parcel is late."), (A, "Ann", "Let me look.")],
        ),
        (
            "[09:38] Maria: hello\n[09:39] Ann: hi",
            False,
            [(C, "Maria", "hello"), (A, "Ann", "hi")],
        ),
        (
            "Customer: Where is it?\nAgent: In Bern.\nAddress: Bundesplatz 3",
            True,
            [(C, "Customer", "Where is it?"), (A, "Agent", "In Bern.\nAddress: Bundesplatz 3")],
        ),
        (
            "客户：你好，我的订单呢？\n订单号：12345\n客服：您好，请稍等",
            True,
            [(C, "客户", "你好，我的订单呢？\n订单号：12345"), (A, "客服", "您好，请稍等")],
        ),
        (
            "Agent (09:40): Hello\nMaria (09:41): Hi",
            True,
            [(A, "Agent", "Hello"), (C, "Maria", "Hi")],
        ),
        (
            "You, 09:40: Hello\nMaria, 09:41: Hi",
            True,
            [(A, "You", "Hello"), (C, "Maria", "Hi")],
        ),
        (
            "Maria Lopez\nMar 15, 2026 at 09:38\n\nA\n\nAnn (Support)\nMar 16, 2026 at 9:38\n\nB",
            True,
            [(C, "Maria Lopez", "A"), (A, "Ann (Support)", "B")],
        ),
        (
            "客服小王 2026-03-01 09:38:12\n您好\n买家tb12 2026-03-01 09:39:00\n在吗",
            True,
            [(A, "客服小王", "您好"), (C, "买家tb12", "在吗")],
        ),
        (
            "(09:38:12 AM) Visitor 1234: hi\n(09:39:12 AM) Ann: hello\n(09:40:00 AM) Ann: yes?",
            True,
            [(C, "Visitor 1234", "hi"), (A, "Ann", "hello"), (A, "Ann", "yes?")],
        ),
        (
            "[9:38 AM, 3/15/2026] Maria: hello\n[9:39 AM, 3/15/2026] +41 79 123 45 67: hi",
            False,
            [(C, "Maria", "hello"), (A, "+41 79 123 45 67", "hi")],
        ),
        (
            "\u200e[15.03.26, 09:38:12] Maria: hello\r\n[15.03.26, 09:39:12] Support: hi",
            True,
            [(C, "Maria", "hello"), (A, "Support", "hi")],
        ),
        (
            "Internal note: she is angry\nCustomer: hello\nSupport: hi",
            True,
            [(N, "Internal note", "she is angry"), (C, "Customer", "hello"), (A, "Support", "hi")],
        ),
        ("09:38 <maria> hello\n09:39 <ann> hi\n09:40 <maria> ok\n09:41 <ann> so", False,
         [(C, "maria", "hello"), (A, "ann", "hi"), (C, "maria", "ok"), (A, "ann", "so")]),
        ("Maria: hello\nAnn: hi", False, [(C, "Maria", "hello"), (A, "Ann", "hi")]),
        ("王小明：在吗\n李娜：在的", False, [(C, "王小明", "在吗"), (A, "李娜", "在的")]),
    ],
)  # fmt: skip
def test_chats_as_they_are_copied(text, certain, turns):
    assert told(text) == turns
    assert split(text).certain is certain


@pytest.mark.parametrize(
    "text",
    [
        "Hello",
        "The train leaves at 09:38 and I want a refund.\nOrder: 12\nThanks, Maria",
        "Name: Maria Gonzalez\nOrder: 4711\nAddress: Bern",
        "Dear team: please help.\nhttps://example.com/a: b\nNote: I am deaf.",
        "From: Maria\nTo: Ann\nSubject: late\n\nWhere is it?",
        "姓名：王小明\n订单号：4711\n问题：没有收到",
        "Customer number: 4711\nCustomer name: Maria",
        "客户姓名：王小明\n客服电话：4711",
        "Maria 09:38",
    ],
)
def test_what_is_no_chat_is_one_message_of_the_customer(text):
    assert told(text) == [(C, "", text)]
    assert not split(text).certain


def test_what_stands_before_the_first_speaker_stays():
    assert told("my parcel is late\nSupport 09:40\nLet me look\nJane 09:44\nthanks") == [
        (C, "", "my parcel is late"), (A, "Support", "Let me look"), (C, "Jane", "thanks"),
    ]  # fmt: skip
    assert told("Chat of today, page 2\nCustomer: hello\nSupport: hi")[0] == (
        N, "", "Chat of today, page 2",
    )  # fmt: skip


def test_a_name_without_words_stays_in_the_text():
    turns = told("Maria 09:38\nMaria 09:39\nhello\nAnn 09:40\nhi")
    assert [text for _, _, text in turns] == ["Maria 09:38", "hello", "hi"]
    assert told("Maria 09:38\nhello\nAnn 09:40") == [(C, "Maria", "hello\nAnn 09:40")]


def test_colleagues_are_agents():
    chat = "Ann Umbrella: hello, this is Ann\nMaria: hi"
    assert [role for role, _, _ in told(chat, "ann umbrella")] == [A, C]
    assert split(chat, ["Ann Umbrella"]).certain


@pytest.mark.parametrize(
    ("stamp", "at"),
    [
        ("09:38", None),
        ("Today 09:38", None),
        ("15/03 09:38", None),
        ("03/04/2026, 09:38", None),
        ("2026-03-15T09:38:00Z", MARCH),
        ("2026-03-15 10:38:00+01:00", MARCH),
        ("2026-03-15 10:38", MARCH),
        ("15/03/2026, 10:38", MARCH),
        ("3/15/2026 10:38 AM", MARCH),
        ("10:38, 15/03/2026", MARCH),
        ("Mar 15, 2026 10:38", MARCH),
        ("15 March 2026 10:38", MARCH),
        ("15.03.26, 10:38", MARCH),
        ("10:38 AM, 3/15/26", MARCH),
        ("99/99/2026, 10:38", None),
        ("2026年3月15日 10:38", MARCH),
    ],
)
def test_a_time_is_kept_where_there_is_a_whole_date(stamp, at):
    (turn,) = split(f"Maria {stamp}\nhello").turns
    assert (turn.author, turn.text) == ("Maria", "hello")
    if at is not None and not hasattr(time, "tzset") and "Z" not in stamp and "+" not in stamp:
        at = at.replace(hour=10, tzinfo=None).astimezone(UTC)
    assert turn.at == at


def test_one_date_tells_how_the_others_are_meant():
    chat = "[{}, 10:38] Maria: hello\n[{}, 10:38] Ann: hi"
    for first, second in (("03/04/2026", "13/04/2026"), ("04/03/2026", "04/13/2026")):
        turns = split(chat.format(first, second)).turns
        days = [(turn.at.month, turn.at.day) for turn in turns if turn.at is not None]
        assert days == [(4, 3), (4, 13)]
    unclear = split(chat.format("04/03/2026", "03/04/2026")).turns
    assert [turn.at for turn in unclear] == [None, None]


def test_a_conversation_can_take_the_turns():
    many = "\n".join(f"Customer: {n}" for n in range(MOST_TURNS + 50))
    turns = split(f"before\n{many}").turns
    assert len(turns) == MOST_TURNS
    assert turns[-1].text.endswith(f"Customer: {MOST_TURNS + 49}")
    assert turns[-1].text.startswith(f"{MOST_TURNS - 2}\n")
    assert len(split(many).turns) == MOST_TURNS


@pytest.mark.parametrize(
    "text",
    ["a: b\n" * 50_000, "A" * 200_000, "Maria 09:38\n" * 16_000, " :" * 100_000,
     ("Maria " + " " * 140 + "x\n") * 1300, "09:3" * 50_000, "(" * 200_000],
)  # fmt: skip
def test_hostile_text_takes_no_time(text):
    with at_most(5):
        split(text)


WORDS = st.sampled_from(
    ["parcel", "late", "你好", "thanks", "4711", ":-)", "https://a.b/c", "what?", "09:38", "x:y"]
)
NAMES = st.sampled_from(["Maria Gonzalez", "Ann", "Customer", "Support Bob", "客服小王", "王小明"])
STAMPS = st.sampled_from(["09:38", "9:38:12", "2026-03-15 09:38", "15/03/2026, 09:38:12"])
FORMATS = st.sampled_from(
    ["{name}  {at}\n{said}", "[{at}] {name}: {said}", "{at} - {name}: {said}",
     "{name} ({at}): {said}", "{name}: {said}", "{name}：{said}", "{name}\n{at}\n{said}"]
)  # fmt: skip
SAID = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
TURN = st.tuples(NAMES, STAMPS, SAID)
PIECES = st.lists(
    WORDS | NAMES | STAMPS | st.sampled_from(["\n", ": ", "：", "[", "] ", "(", ")", " - ", "  "]),
    max_size=40,
)  # fmt: skip
QUICK = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def nothing_is_lost(text: str) -> None:
    """Check that the turns contain all letters of a text in order, with names as authors."""
    turns = split(text).turns
    assert all(turn.text.strip() for turn in turns)
    assert letters("".join(turn.author + turn.text for turn in turns)) == letters(text)
    said = "\n".join(f"{turn.author}\n{turn.text}" for turn in turns)
    for told_by_nobody in ("4711", ":-)"):
        assert said.count(told_by_nobody) == text.count(told_by_nobody)


@QUICK
@given(PIECES.map(" ".join) | PIECES.map("".join) | st.text(max_size=200))
def test_no_text_is_lost(text):
    if text.strip():
        nothing_is_lost(text.strip())


@QUICK
@given(FORMATS, st.lists(TURN, min_size=1, max_size=8))
def test_no_turn_of_a_chat_is_lost(form, turns):
    nothing_is_lost("\n".join(form.format(name=n, at=at, said=said) for n, at, said in turns))


@QUICK
@given(FORMATS, st.lists(st.tuples(STAMPS, SAID), min_size=2, max_size=8))
def test_every_turn_of_a_chat_is_found(form, turns):
    speakers = ["Customer", "Support Bob"]
    said = [
        (speakers[place % 2], at, re.sub(r"\S*[:：]\S*", "well", words))
        for place, (at, words) in enumerate(turns)
    ]
    found = split("\n".join(form.format(name=n, at=at, said=words) for n, at, words in said))
    assert [(turn.author, turn.text) for turn in found.turns] == [
        (n, words) for n, _, words in said
    ]
    assert [turn.role for turn in found.turns] == [(C, A)[n % 2] for n in range(len(said))]
    assert found.certain
