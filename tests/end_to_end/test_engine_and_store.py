"""One engine a home, its key, its backups, its sudden end."""

from __future__ import annotations

import os
import re
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from assistant.contracts import Answer, Article, Backup, ProblemDetails
from assistant.paths import Home
from assistant.store import keys
from assistant.store.database import connect
from tests.end_to_end.command_line import CommandLine

ASK = "is there a shop"


def add_an_article(cli: CommandLine, answer: str = "Yes, at 5 Harbour Road.") -> Article:
    value = cli.json("articles", "add", "--question", "Is there a shop?", "--answer", answer)
    return Article.model_validate(value)


def answered(cli: CommandLine) -> str:
    answer = Answer.model_validate(cli.json("ask", ASK))
    return answer.suggestions[0].text if answer.suggestions else ""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_killed_engine_is_started_again_and_nothing_is_lost(live: CommandLine) -> None:
    add_an_article(live)
    pid = live.kill_engine()
    assert "Harbour" in answered(live)
    assert live.json("engine", "status")["health"]["pid"] != pid


def test_a_second_engine_is_refused(cli: CommandLine) -> None:
    cli("engine", "start")
    problem = ProblemDetails.model_validate(cli.json("engine", status=1))
    assert problem.code == "engine.running"
    assert "engine stop" in cli("engine", status=1).err
    assert cli.json("engine", "stop") == {"stopped": True}
    assert cli.json("engine", "status") == {"running": False, "health": None}


def test_many_commands_at_once_share_one_engine(cli: CommandLine) -> None:
    running = [cli.popen("engine", "start", "--json") for _ in range(3)]
    said = [process.communicate(timeout=60) for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], said
    assert len({out.split('"pid": ')[1].split(",")[0] for out, _ in said}) == 1
    # one that still starts in vain may take the home over: it ends as well
    assert cli.json("engine", "stop") == {"stopped": True}


def test_backup_and_restore(live: CommandLine) -> None:
    article = add_an_article(live)
    backup = Backup.model_validate(live.json("backup"))
    live("articles", "delete", article.id)
    assert not answered(live)
    names = [item["name"] for item in live.json("backup", "list")["items"]]
    assert backup.name in names
    assert live.json("restore", backup.name)["state"] == "ready"
    assert "Harbour" in answered(live)
    assert live.json("restore", "store-20200101T000000000000Z-daily.db", status=1)["code"]


def test_a_backup_takes_the_place_of_a_store_that_is_too_new(live: CommandLine) -> None:
    article = add_an_article(live)
    backup = Backup.model_validate(live.json("backup"))
    live("articles", "edit", article.id, "--answer", "No longer.")
    live("engine", "stop")
    home = Home(live.home)
    with closing(connect(home.store, keys.load(home))) as connection:
        connection.execute("INSERT INTO migrations VALUES (9999, 'later', '2030-01-01 00:00:00')")
    newer = home.store.read_bytes()

    problem = ProblemDetails.model_validate(live.json("ask", ASK, status=1))
    assert problem.code == "store.newer"
    assert "restore NAME" in problem.remedy
    names = [item["name"] for item in live.json("backup", "list")["items"]]
    assert backup.name in names
    assert live.json("restore", "nosuch", status=1)["code"] == "not-found"
    assert home.store.read_bytes() == newer

    assert live.json("restore", backup.name)["state"] == "ready"
    assert "Harbour" in answered(live)
    (kept,) = home.damaged.glob("*/store.db")
    assert kept.read_bytes() == newer
    (entry,) = [e for e in live.json("audit")["items"] if e["action"] == "store.restored"]
    assert (entry["actor"], entry["subject"]) == ("owner", backup.name)
    told = {notice["code"] for notice in live.json("engine", "status")["health"]["notices"]}
    assert "store.behind" not in told  # the promises of the newer store are counted on from


def test_a_lost_key_comes_back_from_paper(live: CommandLine) -> None:
    add_an_article(live)
    paper = live.json("recovery-key", "show")["key"]
    live("engine", "stop")
    (live.home / "store.key").unlink()
    problem = ProblemDetails.model_validate(live.json("ask", ASK, status=1))
    assert problem.code == "store.key-missing"
    assert "recovery-key use" in problem.remedy
    assert "store.key" in problem.expected
    report = live.json("doctor", status=1)
    remedies = [f["remedy"] for f in report["findings"] if f["code"] == "store.key-missing"]
    assert len(remedies) == 2  # the key, and the store that cannot be looked at without it
    assert len(list(filter(None, remedies))) == 1

    mistyped = ("2" if paper[0] != "2" else "3") + paper[1:]
    assert live.json("recovery-key", "use", stdin=mistyped, status=1)["code"] == "store.key-wrong"
    assert not (live.home / "store.key").exists()
    live("recovery-key", "use", stdin=paper.lower().replace("-", " "))
    assert "Harbour" in answered(live)


def test_another_stores_key_is_refused(live: CommandLine, second: CommandLine) -> None:
    add_an_article(live)
    second.start_engine()
    paper = second.json("recovery-key", "show")["key"]
    live("engine", "stop")
    before = (live.home / "store.key").read_bytes()
    assert live.json("recovery-key", "use", stdin=paper, status=1)["code"] == "store.key-wrong"
    assert (live.home / "store.key").read_bytes() == before


def served_at(serving: subprocess.Popen[str]) -> str:
    """The port that a company server tells of once it listens."""
    assert serving.stderr is not None
    said = ""
    while (found := re.search(r"http://127\.0\.0\.1:(\d+)\s", said)) is None:
        line = serving.stderr.readline()
        assert line, f"it ended: {said}"
        said += line
    return found[1]


def test_a_company_server_knows_people_by_their_tokens(
    cli: CommandLine, second: CommandLine, tmp_path: Path
) -> None:
    assert cli.json("serve", "--host", "0.0.0.0", status=1)["code"] == "serve.insecure"  # noqa: S104
    serving = cli.popen("serve", "--port", 0)
    try:
        port = served_at(serving)
        token = cli.json("actors", "add", "Ada", "--role", "agent")["token"]
        remote = ["--server", f"http://127.0.0.1:{port}", "--token", token]
        add_an_article(cli)
        assert "Harbour" in second("ask", ASK, *remote).out
        file = tmp_path / "faq.csv"
        file.write_text("question,answer\nA?,B.\n", "utf-8")
        assert second.json("import", file, *remote, status=1)["code"] == "role"
        lead = cli.json("actors", "add", "Bo", "--role", "lead")["token"]
        taken = second.json("import", file, "--server", remote[1], "--token", lead)
        assert taken["imports"][0]["result"]["added"] == 1
        assert second.json("ask", ASK, "--server", remote[1], "--token", "x", status=1)["code"]
        assert not second.home.exists()
    finally:
        serving.terminate()
        _, said = serving.communicate(timeout=60)
    assert serving.returncode == 0 or os.name != "posix", said
    assert "Traceback" not in said
