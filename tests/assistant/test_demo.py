"""The demo's files keep their shape: counts, ids, tags, dates, and nothing that looks real."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections import Counter
from datetime import UTC, datetime
from importlib.resources.abc import Traversable
from typing import Any

import pytest

from assistant.demo import paths

COLUMNS = ["id", "question", "answer", "title", "tags", "lang"]
TAGS = {
    "en": {
        "payments",
        "delivery",
        "customs",
        "returns",
        "refunds",
        "account",
        "privacy",
        "warranty",
        "repairs",
        "invoices",
        "orders",
        "products",
        "assembly",
        "vouchers",
        "business",
        "complaints",
    },
    "zh": {
        "支付",
        "配送",
        "关税",
        "退货",
        "退款",
        "账户",
        "隐私",
        "保修",
        "维修",
        "发票",
        "订单",
        "商品",
        "安装",
        "优惠",
        "企业",
        "投诉",
    },
}
PLACEHOLDERS = {"Order Number", "Tracking Number", "Customer Name"}
RESERVED_PHONE = re.compile(r"\+353 20 91\d \d{4}")  # ComReg's range for fiction: 020 91x xxxx


def rows(file: Traversable) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")), strict=True)
    found = list(reader)
    assert reader.fieldnames == COLUMNS
    return found


def lines(file: Traversable) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def normalised(text: str) -> str:
    """A text without case, width variants, punctuation and spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def moment(text: str) -> datetime:
    assert text.endswith("Z"), text
    return datetime.fromisoformat(text)


@pytest.fixture(scope="module")
def faq() -> dict[str, list[dict[str, str]]]:
    files = paths()
    return {"en": rows(files.faq_en), "zh": rows(files.faq_zh)}


@pytest.fixture(scope="module")
def everything(faq: dict[str, list[dict[str, str]]]) -> list[dict[str, str]]:
    return faq["en"] + faq["zh"]


def test_there_are_enough_entries_in_both_languages(
    faq: dict[str, list[dict[str, str]]],
) -> None:
    assert len(faq["en"]) >= 130
    assert len(faq["zh"]) >= 65
    for lang, entries in faq.items():
        assert {entry["lang"] for entry in entries} == {lang}


def test_ids_are_unique_and_stable_looking(everything: list[dict[str, str]]) -> None:
    ids = Counter(entry["id"] for entry in everything)
    assert [i for i, n in ids.items() if n > 1] == []
    assert [i for i in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", i)] == []


def test_each_entry_has_one_to_four_variants_used_nowhere_else(
    everything: list[dict[str, str]],
) -> None:
    variants = Counter[str]()
    for entry in everything:
        questions = entry["question"].split("\n")
        assert 1 <= len(questions) <= 4, entry["id"]
        assert all(normalised(question) for question in questions), entry["id"]
        variants.update(map(normalised, questions))
    assert [question for question, n in variants.items() if n > 1] == []


def test_no_field_is_empty_and_no_answer_is_given_twice(
    everything: list[dict[str, str]],
) -> None:
    for entry in everything:
        assert all(value == value.strip() and value for value in entry.values()), entry["id"]
        assert re.fullmatch(r"[^›]+ › [^›]+", entry["title"]), entry["id"]
    for field in ("answer", "title"):
        assert max(Counter(normalised(entry[field]) for entry in everything).values()) == 1


def test_tags_are_from_the_known_set(everything: list[dict[str, str]]) -> None:
    for entry in everything:
        tags = entry["tags"].split("; ")
        assert len(tags) == len(set(tags)), entry["id"]
        assert set(tags) <= TAGS[entry["lang"]], entry["id"]
    assert {tag for entry in everything for tag in entry["tags"].split("; ")} == set.union(
        *TAGS.values()
    )


def test_placeholders_are_known_and_used(everything: list[dict[str, str]]) -> None:
    text = "\n".join(entry["answer"] for entry in everything)
    assert set(re.findall(r"\{\{(.*?)\}\}", text)) == PLACEHOLDERS
    assert "{{" not in re.sub(r"\{\{[A-Z][A-Za-z ]+\}\}", "", text)


def test_conversations_are_whole() -> None:
    conversations = lines(paths().conversations)
    assert len(conversations) == 20
    assert len({each["id"] for each in conversations}) == 20
    status = Counter(each["status"] for each in conversations)
    assert set(status) == {"solved", "open", "waiting"}
    assert status["solved"] >= 10
    for each in conversations:
        assert set(each) == {
            "id", "customer", "subject", "status", "rating", "created_at", "messages",
        }  # fmt: skip
        assert set(each["customer"]) == {"name", "email"}
        assert each["rating"] in {None, 1, 2, 3, 4, 5}
        check_messages(each)


def check_messages(conversation: dict[str, Any]) -> None:
    messages = conversation["messages"]
    assert 1 <= len(messages) <= 6
    for message in messages:
        assert set(message) == {"role", "author", "at", "text"}
        assert message["role"] in {"customer", "agent", "note"}
        assert message["author"].strip()
        assert message["text"].strip()
        if message["role"] == "customer":
            assert message["author"] == conversation["customer"]["name"]
    times = [moment(message["at"]) for message in messages]
    assert times == sorted(times)
    assert moment(conversation["created_at"]) == times[0]
    assert all(time.year == 2026 and time.tzinfo == UTC for time in times)
    roles = [message["role"] for message in messages]
    if conversation["status"] == "solved":
        assert "agent" in roles
    else:
        assert conversation["rating"] is None
        assert roles[-1] == ("customer" if conversation["status"] == "open" else "agent")


def test_held_out_questions_point_at_entries_and_repeat_no_variant(
    everything: list[dict[str, str]],
) -> None:
    questions = lines(paths().questions)
    languages = {entry["id"]: entry["lang"] for entry in everything}
    variants = {normalised(q) for entry in everything for q in entry["question"].split("\n")}
    assert len(questions) >= 60
    assert sum(not question["relevant"] for question in questions) >= 12
    for question in questions:
        assert set(question) == {"query", "relevant", "lang"}
        assert {languages[i] for i in question["relevant"]} <= {question["lang"]}
        assert normalised(question["query"]) not in variants
    assert len({normalised(question["query"]) for question in questions}) == len(questions)


def test_addresses_and_numbers_are_reserved_ones() -> None:
    for file in paths():
        text = file.read_text(encoding="utf-8")
        domains = set(re.findall(r"@([\w.-]*\w)", text, flags=re.ASCII))
        assert domains <= {"example.com", "example.org"}, file.name
        assert "://" not in text, file.name
        phones = re.findall(r"\+\d[\d ]{7,}\d", text)
        assert [phone for phone in phones if not RESERVED_PHONE.fullmatch(phone)] == []
        assert not re.search(r"(?<!TV-)(?<!\d)\d{8,}", text), "a long number that is no order"
