"""A window is only opened if there is a server at the display that the environment names."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.cli import displays
from assistant.cli.displays import display_answers

PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[str]:
    """A folder with the listening socket of a display server, X7."""
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "X7"))
    server.listen()
    yield str(tmp_path)
    server.close()


def test_an_x_server_that_listens_answers(listening: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(displays, "_X_SOCKETS", listening)
    for name in (":7", ":7.0", "unix:7"):
        assert display_answers({"DISPLAY": name}), name
    assert not display_answers({"DISPLAY": ":8"})


def test_a_wayland_display_that_listens_answers(listening: str) -> None:
    assert display_answers({"WAYLAND_DISPLAY": "X7", "XDG_RUNTIME_DIR": listening})
    assert not display_answers({"WAYLAND_DISPLAY": "X8", "XDG_RUNTIME_DIR": listening})


@pytest.mark.parametrize(
    "name", ["", ":", "nonsense", ":99999999999", "127.0.0.1:59000", "::1", "/nowhere", ":-1"]
)
def test_names_of_nobody(name: str) -> None:
    assert not display_answers({"DISPLAY": name})


def test_a_platform_named_outright_is_taken_at_its_word() -> None:
    assert display_answers({"QT_QPA_PLATFORM": "offscreen"})


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays are named on Linux")
def test_a_dead_display_costs_no_core_dump(tmp_path: Path) -> None:
    kept = {k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [sys.executable, "main.py", "--home", str(tmp_path / "home"), "--ask-clipboard"],
        cwd=PROJECT, env=kept | {"DISPLAY": ":94321"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "There is no display here" in done.stderr
    assert "--ask-clipboard needs a window" in done.stderr
