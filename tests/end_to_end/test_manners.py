"""How the command line behaves: usage, status, JSON, the doctor, interruptions."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from assistant.contracts import ProblemDetails
from tests.end_to_end.command_line import ENVIRONMENT, CommandLine


@pytest.mark.parametrize(
    "words",
    [
        ["no-such-command"],
        ["ask"],
        ["ask", "x", "--limit", "0"],
        ["ask", "x", "--before", "no colon"],
        ["articles", "edit", "1"],
        ["import"],
        ["import", "/no/such/file.csv"],
        ["ask", "x", "--server", "http://localhost:1"],
    ],
)
def test_wrong_usage_is_told_with_status_2(cli: CommandLine, words: list[str]) -> None:
    assert "replydesk" in cli(*words, status=2).err
    problem = ProblemDetails.model_validate(cli.json(*words, status=2))
    assert problem.code == "usage"
    assert not cli.home.exists()


def test_help_and_version_of_every_command(cli: CommandLine) -> None:
    said = cli("--help")
    assert "parse-file" not in said.out
    assert cli("--version").out.startswith("replydesk ")
    for command in ("ask", "import", "articles list", "serve", "eval search", "doctor"):
        assert "--json" in cli(*command.split(), "--help").out


def test_an_unreachable_server_is_a_clear_error(cli: CommandLine) -> None:
    problem = cli.json("ask", "x", "--server", "http://127.0.0.1:9", "--token", "t", status=1)
    assert problem["code"] == "engine.unreachable"
    assert problem["remedy"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user who is no root")
def test_a_read_only_home_is_a_clear_error(cli: CommandLine) -> None:
    cli.home.mkdir(mode=0o500)
    assert cli.json("ask", "x", status=1)["code"] == "home.unwritable"


def test_a_home_that_is_a_file_is_a_clear_error(cli: CommandLine) -> None:
    cli.home.write_text("not a folder")
    assert cli.json("ask", "x", status=1)["code"] == "home.unwritable"
    cli.home.unlink()


def test_wrong_settings_are_told_before_anything_starts(cli: CommandLine) -> None:
    cli.home.mkdir(mode=0o700)
    (cli.home / "settings.json").write_text('{"thread": 2}')
    problem = cli.json("ask", "x", status=1)
    assert problem["code"] == "settings"
    assert "thread" in problem["found"]
    report = cli.json("doctor", status=1)
    assert "settings" in {f["code"] for f in report["findings"] if f["state"] == "broken"}


def test_the_doctor_finds_a_new_home_well(shared: CommandLine) -> None:
    report = shared.json("doctor")
    assert report["ok"]
    names = {finding["name"] for finding in report["findings"]}
    assert {"program", "packages", "disk", "model", "engine", "key", "store", "clock"} <= names
    assert "✗" not in shared("doctor").out


def test_the_doctor_notices_a_damaged_store(live: CommandLine) -> None:
    live("articles", "add", "--question", "Q?", "--answer", "A.")
    live("engine", "stop")
    content = bytearray((live.home / "store.db").read_bytes())
    content[len(content) // 2] ^= 1
    (live.home / "store.db").write_bytes(content)
    report = live.json("doctor", status=1)
    broken = [finding for finding in report["findings"] if finding["state"] == "broken"]
    assert [finding["code"] for finding in broken] == ["store.damaged"]


def test_the_doctors_selftest(cli: CommandLine) -> None:
    report = cli.json("doctor", "--selftest")
    assert report["findings"][-1]["name"] == "selftest"
    assert report["findings"][-1]["state"] == "ok"


@pytest.mark.soak
@pytest.mark.torch
def test_the_doctors_selftest_trains_when_asked(cli: CommandLine) -> None:
    pytest.importorskip("peft")
    report = cli.json("doctor", "--selftest", "--training")
    assert report["ok"], report["findings"]
    found = {finding["name"]: finding for finding in report["findings"]}
    assert found["training"]["details"]["steps"] == "2"
    assert found["training"]["details"]["model"]


@pytest.mark.skipif(os.name != "posix", reason="SIGINT")
def test_ctrl_c_ends_an_engine_in_order(cli: CommandLine) -> None:
    engine = cli.popen("engine")
    until = time.monotonic() + 60
    while not (cli.home / "engine.json").exists() and time.monotonic() < until:
        time.sleep(0.05)
    engine.send_signal(signal.SIGINT)
    _, said = engine.communicate(timeout=60)
    assert engine.returncode == 0
    assert "Traceback" not in said
    assert not (cli.home / "engine.json").exists()


@pytest.mark.skipif(os.name != "posix", reason="a shell's pipe")
def test_a_reader_that_leaves_early_is_no_fault(shared: CommandLine, tmp_path: Path) -> None:
    table = tmp_path / "many.csv"
    rows = [f"What about thing {n}?,Thing {n} is fine.\n" for n in range(300)]
    table.write_text("question,answer\n" + "".join(rows), "utf-8")
    shared("import", table)
    listing = subprocess.Popen(
        shared.command("articles", "list", "--limit", 200, "--json"), env=ENVIRONMENT,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert listing.stdout is not None
    assert listing.stderr is not None
    listing.stdout.read(10)
    listing.stdout.close()
    assert listing.stderr.read() == b""
    listing.stderr.close()
    listing.wait(timeout=60)


@pytest.mark.skipif(os.name != "posix", reason="SIGINT")
def test_ctrl_c_cancels_an_import_and_keeps_what_was_done(
    live: CommandLine, tmp_path: Path
) -> None:
    table = tmp_path / "long.csv"
    rows = [f"What about thing {n}?,{f'Thing {n} is fine. ' * 30}\n" for n in range(5000)]
    table.write_text("question,answer\n" + "".join(rows), "utf-8")
    importing = live.popen("import", table)
    until = time.monotonic() + 60
    while not any(job["state"] == "running" for job in live.json("jobs", "list")["items"]):
        assert time.monotonic() < until
    importing.send_signal(signal.SIGINT)
    out, err = importing.communicate(timeout=60)
    assert importing.returncode == 130, out + err
    assert "Traceback" not in err
    assert "cancelled" in out
    job = live.json("jobs", "list")["items"][0]
    assert job["state"] == "cancelled"
    assert live.json("articles", "list", "--limit", 1)["total"] < 5000
