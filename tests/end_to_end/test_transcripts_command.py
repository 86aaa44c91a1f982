"""`transcripts`: an export in, kept without personal data, approved, removed; the real program."""

from __future__ import annotations

from pathlib import Path

from tests.assistant.transcripts.made import many, said, write_csv
from tests.end_to_end.command_line import CommandLine

COUNT = 10


def test_an_export_is_examined_kept_and_approved(live: CommandLine, tmp_path: Path) -> None:
    lonely = said(("customer", "Is anybody there? I wait for my router"), key="alone")
    export = write_csv(tmp_path / "a chat.csv", [*many(COUNT), lonely])
    found = live.json("transcripts", "examine", export)
    assert (found["state"], found["used"]) == ("examined", COUNT)
    id_ = found["id"]
    told = live("transcripts", "show", id_).out
    assert "10 of 11 conversations can be used" in told
    assert "Read as Table, en, utf-8" in told
    assert "1 not-answered" in told
    page = live.json("transcripts", "skipped", id_, "--reason", "not-answered")
    assert [one["key"] for one in page["items"]] == ["alone"]
    assert "row" in live("transcripts", "skipped", id_).out
    assert "transcripts show" in live("transcripts", "skipped", id_, "--reason", "asleep").err

    assert live.json("transcripts", "review", id_, status=1)["code"] == "transcripts.state"
    kept = live.json("transcripts", "keep", id_, "--no-search")
    assert (kept["state"], kept["solved_replies"]) == ("review", 0)
    review = live("transcripts", "review", id_).out
    assert "Email" in review
    assert "@post.example" not in review
    assert "may be trained on" in live("transcripts", "approve", id_).out
    assert live.json("transcripts", "list")["items"][0]["state"] == "approved"
    would_go = live("erase", "--customer", "customer1@post.example", "--dry-run").out
    assert "1 conversation kept for training" in would_go
    assert live.json("transcripts", "withdraw", id_)["state"] == "review"
    assert live.json("transcripts", "remove", id_) == {"removed": id_}
    assert live.json("transcripts", "list") == {"items": []}


def test_what_is_wrong_is_told(live: CommandLine, tmp_path: Path) -> None:
    assert "no such file" in live("transcripts", "examine", tmp_path / "none.csv", status=2).err
    export = write_csv(tmp_path / "chat.csv", list(many(2)))
    wrong = live("transcripts", "examine", export, "--choices", "agents=Tom", status=2)
    assert "JSON object" in wrong.err
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    failed = live.json("transcripts", "examine", empty, status=1)
    assert (failed["state"], failed["error"]["code"]) == ("failed", "file.empty")
    live("transcripts", "remove", failed["id"])


def test_columns_that_nobody_knows_are_named_by_hand(live: CommandLine, tmp_path: Path) -> None:
    export = tmp_path / "odd.csv"
    rows = ["Where is my parcel with the shoes?;It left Graz on Friday and arrives tomorrow."]
    rows += ["I was charged twice, please help.;The second charge is paid back within five days."]
    export.write_text("They asked;We wrote\n" + "\n".join(rows) + "\n", "utf-8")
    told = live("transcripts", "examine", export)
    assert "Its columns: They asked, We wrote" in told.out
    assert "--choices" in told.err
    assert "transcripts keep" not in told.err
    id_ = str(live.json("transcripts", "list")["items"][0]["id"])
    wrong = live("transcripts", "examine", id_, "--choices", '{"mapping": {"ask": "x"}}', status=1)
    assert "expected: a mapping of some of these roles" in wrong.out
    assert "transcripts keep" not in wrong.err
    right = '{"mapping": {"request": "They asked", "reply": "We wrote"}}'
    told = live("transcripts", "examine", id_, "--choices", right)
    assert "2 of 2 conversations can be used" in told.out
    assert f"transcripts keep {id_}" in told.err
    live("transcripts", "remove", id_)
