"""The doctor: consistent numbers, correct findings, and memory that does not grow with the file."""

from __future__ import annotations

import gc
import os
import random
from collections import Counter

import psutil
import pytest

from assistant.contracts import DetectedFormat, Examination
from assistant.transcripts.doctor.counting import Doctor, labels_of
from assistant.transcripts.doctor.examining import Examiner, Reason
from assistant.transcripts.doctor.sufficiency import sufficiency
from assistant.transcripts.records import ConversationRecord, Status
from retrieval.documents import Problem
from tests.assistant.transcripts.made import many, said, solved

DETECTED = DetectedFormat(format="table")
TELLS = ("agent", "It left our warehouse yesterday and comes tomorrow.")


def examined(records: list[ConversationRecord], *problems: str) -> Examination:
    doctor, examiner = Doctor(), Examiner()
    for record in records:
        doctor.add(record, examiner.judge(record))
    for code in problems:
        doctor.left_out(Problem(code, "one", "none", "correct it", row=7))
    return doctor.examination(DETECTED)


def mixture(seed: int, count: int = 300) -> list[ConversationRecord]:
    """Conversations of all kinds, in random order."""
    chance = random.Random(seed)
    records = []
    for number in range(count):
        good = solved(number, seed)
        match chance.randrange(8):
            case 0:
                records.append(said(*((m.role.value, m.text) for m in good.messages[:1])))
            case 1:
                records.append(said(("agent", f"Offer {number}: the router for half its price")))
            case 2:
                records.append(
                    said(*((m.role.value, m.text) for m in good.messages), status=Status.OPEN)
                )
            case 3:
                records += [good, good]
            case 4:
                records.append(said(("customer", f"question {number} about it"), ("bot", "Wait")))
            case _:
                records.append(good)
    return records


@pytest.mark.parametrize("seed", range(5))
def test_conversations_are_those_used_and_those_of_each_reason(seed: int) -> None:
    records = mixture(seed)
    found = examined(records, "conversation.twice", "conversation.empty", "row.text")
    judge = Examiner()
    reasons = Counter(judge.judge(record).reason for record in records)
    assert found.conversations == len(records) + 2
    used = found.conversations - sum(found.reasons.values())
    assert used == reasons[""] > 0
    assert found.problems == 1
    for reason in (Reason.NOT_ANSWERED, Reason.ONE_SIDE, Reason.UNSOLVED, Reason.BOT_ONLY):
        assert found.reasons[reason] == reasons[reason] > 0
    assert found.reasons[Reason.DUPLICATE] == reasons[Reason.DUPLICATE] + 1
    assert found.messages == sum(len(record.messages) for record in records)
    assert found.pairs == sum(found.per_agent.values()) == 2 * used
    assert sum(found.per_month.values()) + 2 <= found.conversations
    assert sum(found.labels.values()) == sum(bool(record.labels) for record in records)


def test_examples_of_what_is_used_and_of_each_reason_hold_no_personal_data() -> None:
    found = examined(mixture(1))
    assert {example.reason for example in found.examples} == {"", *found.reasons}
    shown = found.model_dump_json()
    assert "@post.example" not in shown
    for agent in ("Tom Baker", "Ann Lee", "Tim Bruhn"):
        assert agent not in shown
    # two agents with the same initials are counted separately
    assert set(found.per_agent) == {"T. B. 1", "T. B. 2", "A. L. 1"}


def test_findings_are_what_stands_out() -> None:
    def codes(found: Examination) -> set[str]:
        return {finding.code for finding in found.findings}

    assert codes(examined(list(many(60)))) == {"usable", "one-month", "ratings"}
    silent = examined([said(("customer", f"Where is parcel {n}? I wait")) for n in range(9)])
    assert codes(silent) == {"nothing-usable", "no-agent", "many-unanswered", "many-duplicates"} - (
        {"many-duplicates"} if not silent.reasons.get("duplicate") else set()
    )
    assert codes(examined([], "row.text")) == {"no-conversations", "unread"}
    unknown = Doctor().examination(DetectedFormat(format="", columns=["a", "b"]))
    assert codes(unknown) == {"format-unknown"}
    twice = list(many(20)) * 2
    assert "many-duplicates" in codes(examined(twice))
    one = [
        said(("customer", record.messages[0].text), ("agent", record.messages[1].text))
        for record in many(40)
    ]
    assert {"one-agent", "no-times", "no-labels", "no-ratings"} <= codes(examined(one))


def test_one_author_on_both_sides_is_told() -> None:
    record = said(("customer", "Where is my parcel now?"), TELLS, author="Zoe Quill")
    found = examined([record])
    assert "both-sides" in {finding.code for finding in found.findings}


@pytest.mark.parametrize(
    ("kind", "numbers", "levels"),
    [
        ("replies", {"pairs": (99, 100, 500, 5_000)}, ("no", "little", "enough", "plenty")),
        ("preferences", {"edited": (49, 50, 200, 1_000)}, ("no", "little", "enough", "plenty")),
        ("search", {"used": (299, 300, 1_000, 10_000)}, ("no", "little", "enough", "plenty")),
    ],
)
def test_whether_it_is_enough_has_stated_numbers(kind, numbers, levels) -> None:
    [(name, values)] = numbers.items()
    for value, level in zip(values, levels, strict=True):
        given = {"pairs": 0, "used": 0, "edited": 0, name: value}
        told = sufficiency(labels={}, content=0, discontent=0, **given)
        [one] = [each for each in told if each.kind == kind]
        assert (one.enough, one.examples) == (level, value)
        assert f"{one.needed:,}" in one.text


def test_labels_need_eight_conversations_each() -> None:
    def intents(used: int = 0, **labels: int) -> str:
        told = sufficiency(pairs=0, used=used, labels=labels, content=0, discontent=0, edited=0)
        return next(one.enough for one in told if one.kind == "intents")

    assert intents(used=100, a=100) == "no"
    assert intents(used=400) == "little"
    assert intents(used=18, a=8, b=8, c=2) == "enough"
    assert intents(used=61, a=30, b=31) == "plenty"
    # "web" is a channel: it is on every conversation, beside the intent
    assert intents(used=100, web=100, a=95) == "no"
    assert intents(used=100, a=70, b=30) == "plenty"


def test_mood_needs_both_sides() -> None:
    def mood(content: int, discontent: int) -> str:
        told = sufficiency(
            pairs=0, used=0, labels={}, content=content, discontent=discontent, edited=0
        )
        return next(one.enough for one in told if one.kind == "mood")

    assert mood(5_000, 19) == "no"
    assert mood(40, 20) == "little"
    assert mood(80, 20) == "enough"
    assert mood(980, 20) == "plenty"


@pytest.mark.parametrize(
    ("customer", "labels", "kept"),
    [
        (
            "Ann Lee",
            ("vip-ann-lee", "Lee, Ann", "ann_lee", "lee", "late"),
            ("{{Name}}", "lee", "late"),
        ),
        ("王小明", ("VIP王小明", "退款"), ("{{Name}}", "退款")),
        ("", ("late", "", "a"), ("late", "", "a")),
        ("?", ("late?",), ("late?",)),
        ("Visitor", ("a@example.com",), ("{{Email}}",)),
    ],
)
def test_a_label_does_not_bear_the_customers_name(
    customer: str, labels: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    record = said(("customer", "Hello"), customer_name=customer, labels=labels)
    assert labels_of(record) == kept
    found = examined([record])
    assert set(found.labels) == set(kept) - {""}


def test_a_file_of_nothing_but_different_names_and_labels_stays_bounded() -> None:
    doctor, examiner = Doctor(), Examiner()
    for number in range(6_000):
        record = said(
            ("customer", f"question {number}"), TELLS, author=f"Agent {number}",
            labels=(f"label {number}",), rating=float(number),
        )  # fmt: skip
        doctor.add(record, examiner.judge(record))
    found = doctor.examination(DETECTED)
    assert found.conversations == 6_000
    assert len(doctor._labels) <= 5_000
    assert len(doctor._ratings) <= 5_000
    assert len(found.labels) <= 200
    assert len(found.per_agent) <= 50


@pytest.mark.soak
def test_a_hundred_thousand_conversations_fit_into_little_memory() -> None:
    process = psutil.Process(os.getpid())
    doctor, examiner = Doctor(), Examiner()
    for record in many(2_000, seed=9):
        doctor.add(record, examiner.judge(record))
    gc.collect()
    before = process.memory_info().rss
    for record in many(100_000):
        doctor.add(record, examiner.judge(record))
    grown = process.memory_info().rss - before
    assert doctor.conversations == 102_000
    assert grown < 120 * 2**20, f"{grown / 2**20:.0f} MB"
