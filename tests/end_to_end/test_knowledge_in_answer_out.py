"""From an empty home to a sourced answer, and what people do with the entries then."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from assistant.contracts import (
    Answer,
    Article,
    ArticlePage,
    ArticleVersion,
    AuditPage,
    EraseReport,
    Health,
    ImportedSource,
    ImportResult,
    Job,
    SearchResults,
)
from tests.end_to_end.command_line import CommandLine

PASSWORD = "how can i reset my password"


def the_import(value: Any) -> ImportResult:
    job = Job.model_validate(value["imports"][0])
    assert job.state == "done"
    return ImportResult.model_validate(job.result)


def test_an_empty_home_abstains_and_says_what_to_do(cli: CommandLine) -> None:
    answer = Answer.model_validate(cli.json("ask", "My card was charged twice"))
    assert answer.abstained
    assert not answer.suggestions
    assert answer.language == "en"
    said = cli("ask", "My card was charged twice")
    assert "Nothing in the knowledge base answers this" in said.out
    assert "replydesk import" in said.err


def test_a_table_goes_in_and_answers_come_out(live: CommandLine, faq: Path) -> None:
    preview = the_import(live.json("import", "--dry-run", faq))
    assert (preview.added, len(preview.preview)) == (3, 3)
    assert ArticlePage.model_validate(live.json("articles", "list")).total == 0

    assert the_import(live.json("import", faq)).added == 3
    assert the_import(live.json("import", faq)).unchanged == 3

    answer = Answer.model_validate(live.json("ask", PASSWORD))
    assert not answer.abstained
    best = answer.suggestions[0]
    assert best.text.startswith("Open Settings")
    assert best.kind == "verified"
    assert best.sources[0].title == "How do I reset my password?"
    assert "total" in answer.timings_ms

    found = SearchResults.model_validate(live.json("search", "开发票"))
    assert found.items[0].source == "faq.csv"
    assert found.language == "zh"

    said = live("ask", stdin=PASSWORD)
    assert "Open Settings" in said.out
    assert "source #" in said.out
    assert "\x1b" not in said.out  # no colours where there is no terminal

    sources = [
        ImportedSource.model_validate(item) for item in live.json("sources", "list")["items"]
    ]
    assert [(source.name, source.articles) for source in sources] == [("faq.csv", 3)]
    assert live.json("sources", "remove", "faq.csv") == {
        "removed": 3, "articles": 3, "conversations": 0, "customers": 0,
    }  # fmt: skip
    assert Answer.model_validate(live.json("ask", PASSWORD)).abstained


def test_an_article_through_its_life(shared: CommandLine) -> None:
    added = Article.model_validate(
        shared.json("articles", "add", "--question", "Is there a shop?", "--question", "Where to?",
                 "--answer", "Yes, at 5 Harbour Road.", "--tag", "shop")
    )  # fmt: skip
    edited = Article.model_validate(
        shared.json("articles", "edit", added.id, "--answer", "Yes, at 9 Harbour Road.")
    )
    assert (edited.version, edited.questions, edited.tags) == (2, added.questions, ["shop"])
    assert "9 Harbour Road" in shared("ask", "is there a shop").out
    shared.json("articles", "delete", added.id)
    assert shared.json("articles", "show", added.id, status=1)["code"] == "not-found"

    history = shared.json("articles", "history", added.id)["items"]
    steps = [ArticleVersion.model_validate(step) for step in history]
    assert [step.action for step in steps] == ["deleted", "changed", "created"]
    back = Article.model_validate(shared.json("articles", "restore", added.id, 1))
    assert back.answer == "Yes, at 5 Harbour Road."
    assert "Harbour Road" in shared("ask", "is there a shop").out

    actions = {entry.action for entry in AuditPage.model_validate(shared.json("audit")).items}
    assert any("delete" in action for action in actions)


def test_customers_words_cannot_drive_the_terminal(shared: CommandLine) -> None:
    added = shared.json(
        "articles", "add", "--question", "Escape\x1b[2J now?", "--answer", "Do\x1b]0;owned\x07ne."
    )
    said = shared("search", "escape now")
    assert "\x1b" not in said.out
    assert "Escape now?" in said.out
    assert "Done." in shared("articles", "show", added["id"]).out


def test_bad_rows_cost_themselves_only(shared: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "some.csv"
    file.write_text("question,answer\nGood one?,Yes.\nNo answer here?,\nAnother?,Fine.\n", "utf-8")
    result = the_import(shared.json("import", file))
    assert (result.added, result.failed) == (2, 1)
    problem = result.problems[0]
    assert problem.row == 3
    assert problem.remedy
    assert "row 3" in shared("import", file).out


def test_files_that_cannot_be_read_are_one_clear_error(shared: CommandLine, tmp_path: Path) -> None:
    junk = tmp_path / "junk.csv"
    junk.write_bytes(bytes(range(256)) * 64)
    job = Job.model_validate(shared.json("import", junk, status=1)["imports"][0])
    assert job.state == "failed"
    assert job.error is not None
    assert job.error.code.startswith(("file.", "table."))
    assert shared.json("import", tmp_path / "absent.csv", status=2)["code"] == "usage"


def test_an_export_makes_the_same_knowledge_elsewhere(
    live: CommandLine, second: CommandLine, faq: Path, tmp_path: Path
) -> None:
    live("import", faq)
    live("articles", "add", "--question", "=SUM(1)?", "--answer", "+49 is our country's prefix")
    folder = tmp_path / "out"
    live("export", folder)
    with (folder / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert live.json("export", folder, status=2)["code"] == "usage"

    second.start_engine()
    assert the_import(second.json("import", folder / "articles.jsonl")).added == 4
    again = tmp_path / "again"
    second("export", again)
    assert told(again) == told(folder)

    third = the_import(second.json("import", folder / "articles.csv", "--name", "from-csv"))
    assert third.added == 4
    assert not third.failed


def told(folder: Path) -> list[tuple[object, ...]]:
    """What an exported knowledge base says, whatever its ids and times are."""
    lines = (folder / "articles.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return sorted(
        (tuple(row["question"]), row["answer"], row["title"], tuple(row["tags"]), row["lang"])
        for row in rows
    )


def test_the_demo_in_and_out(cli: CommandLine) -> None:
    said = cli()  # what `make run` does
    assert "My card was charged twice" in said.out
    assert "Duplicate charge" in said.out
    health = Health.model_validate(cli.json("engine", "status")["health"])
    assert health.entries >= 180
    cli("sources", "remove", "demo")
    assert Health.model_validate(cli.json("engine", "status")["health"]).entries == 0


TALK = """{"id": "t1", "customer": {"name": "Ottoline Grey", "email": "o.grey@example.com"}, \
"status": "solved", "rating": 5, "messages": [\
{"role": "customer", "text": "Hello, my brass kettle whistles even when it is cold, why?"}, \
{"role": "agent", "text": "Dear Ottoline Grey, the valve is stuck: turn the ring under the lid \
once to the left and it is quiet. Best wishes, Sam"}]}
"""


def test_a_person_is_erased_everywhere(live: CommandLine, faq: Path, tmp_path: Path) -> None:
    talk = tmp_path / "talk.jsonl"
    talk.write_text(TALK, "utf-8")
    assert the_import(live.json("import", talk)).conversations == 1
    live("import", faq)
    similar = Answer.model_validate(live.json("ask", "why does a cold brass kettle whistle"))
    assert [suggestion.kind for suggestion in similar.suggestions] == ["solved"]
    assert "Ottoline" not in similar.suggestions[0].text  # another customer's agent reads this
    live("backup")

    would = EraseReport.model_validate(
        live.json("erase", "--customer", "o.grey@example.com", "--dry-run")
    )
    assert (would.dry_run, would.customers, would.messages) == (True, 1, 2)
    said = live("erase", "--customer", "o.grey@example.com")
    assert "Gone" in said.out
    assert "2 messages" in said.out
    again = live.json("erase", "--customer", "o.grey@example.com", status=1)
    assert again["code"] == "not-found"
    assert Answer.model_validate(live.json("ask", "brass kettle whistles when cold")).abstained
    assert not Answer.model_validate(live.json("ask", PASSWORD)).abstained

    folder = tmp_path / "out"
    live("export", folder)
    live("engine", "stop")
    left = [
        path
        for root in (live.home, folder)
        for path in root.rglob("*")
        if path.is_file() and any(word in path.read_bytes() for word in (b"Ottoline", b"o.grey@"))
    ]
    assert not left
