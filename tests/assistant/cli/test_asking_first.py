"""Commands that delete much ask for confirmation, and what they ask about can be listed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assistant.cli.terminals import at_a_terminal
from tests.end_to_end.command_line import CommandLine


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandLine]:
    """A home with conversations of two customers of the same name, from one file."""
    folder = tmp_path_factory.mktemp("homes")
    file = folder / "talks.jsonl"
    file.write_text("\n".join(json.dumps(talk(number)) for number in range(2)), "utf-8")
    line = CommandLine(folder / "shop")
    line("import", file)
    yield line
    line.stop_engine()


def talk(number: int) -> dict[str, object]:
    return {
        "id": number,
        "customer": {"name": "Maria Lopez", "email": f"maria{number}@example.com"},
        "subject": f"Kettle {number}",
        "messages": [
            {
                "role": "customer",
                "text": "Maria here, the kettle leaks at the handle, what can I do?",
            },
            {"role": "agent", "text": "We send you a new one today, keep the old one."},
        ],
    }


def test_a_dry_run_shows_the_first_conversations_without_personal_data(
    shop: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "more.jsonl"
    file.write_text("\n".join(json.dumps(talk(number)) for number in range(7)), "utf-8")
    (job,) = shop.json("import", "--dry-run", file)["imports"]
    shown = job["result"]["preview_conversations"]
    assert [one["subject"] for one in shown] == [f"Kettle {number}" for number in range(5)]
    assert (shown[0]["customer"], shown[0]["messages"]) == ("M. L.", 2)
    said = shop("import", "--dry-run", file).out
    assert "M. L., 2 messages, solved: Kettle 0 – {{Name}} here, the kettle leaks" in said
    assert "Maria" not in said + json.dumps(job)
    assert [source["name"] for source in shop.json("sources", "list")["items"]] == ["talks.jsonl"]


def test_a_source_is_removed_only_when_the_person_agrees(
    shop: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove = ("sources", "remove", "talks.jsonl", "--home", str(shop.home))
    asked = at_a_terminal(monkeypatch, *remove, typed="n\n")
    assert asked.status == 1
    assert "0 articles, 2 conversations, 2 customers" in asked.text
    assert "Nothing was removed" in asked.text
    (source,) = shop.json("sources", "list")["items"]
    assert (source["conversations"], source["customers"]) == (2, 2)


def test_namesakes_can_be_told_apart_and_erased(shop: CommandLine) -> None:
    refused = shop.json("erase", "--customer", "Maria Lopez", status=1)
    assert refused["code"] == "erase.several"
    assert "customers list" in refused["remedy"]
    page = shop.json("customers", "list", "lopez")
    assert page["total"] == 2
    known = {one["identifiers"][0]["value"]: one["id"] for one in page["items"]}
    id_ = known["maria1@example.com"]
    assert "maria1@example.com" in shop("customers", "list", "maria1").out
    shown = shop("customers", "show", id_).out
    assert f"#{id_} Maria Lopez" in shown
    assert "1 conversation," in shown
    assert shop.json("erase", "--customer", f"#{id_}")["customers"] == 1
    assert shop.json("customers", "show", id_, status=1)["code"] == "not-found"


def test_yes_is_not_asked(
    shop: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "faq.csv"
    file.write_text("question,answer\nA?,B.\n", "utf-8")
    shop("import", file)
    remove = ("sources", "remove", "faq.csv", "--yes", "--home", str(shop.home))
    gone = at_a_terminal(monkeypatch, *remove)
    assert (gone.status, "[y/N]" in gone.text) == (0, False)
    assert "Removed 1 article, 0 conversations, 0 customers" in gone.text
