"""What the window remembers, and that nothing about its file can keep it from opening."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gui.preferences import Preferences, Remembered


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "window.json"


def test_a_change_is_there_the_next_time(file: Path) -> None:
    Preferences(file).change(theme="dark", panes={"inbox": [200, 600, 300]})
    now = Preferences(file).now
    assert (now.theme, now.panes) == ("dark", {"inbox": [200, 600, 300]})


def test_what_changed_is_told(file: Path) -> None:
    preferences = Preferences(file)
    told: list[frozenset[str]] = []
    preferences.changed.connect(told.append)
    preferences.change(theme="dark", scale=150)
    assert told == [frozenset({"theme", "scale"})]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b'{"scale": 900}'])
def test_a_file_that_makes_no_sense_counts_as_none(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    assert Preferences(file).now == Remembered()


def test_fields_of_a_newer_version_are_passed_over(file: Path) -> None:
    file.parent.mkdir()
    file.write_text(json.dumps({"theme": "dark", "hologram": True}))
    assert Preferences(file).now.theme == "dark"


def test_a_wrong_value_is_refused(file: Path) -> None:
    with pytest.raises(ValueError, match="scale"):
        Preferences(file).change(scale=1000)
    assert not file.exists()


def test_a_folder_that_cannot_be_written_costs_the_memory_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    preferences = Preferences(tmp_path / "file" / "window.json")
    preferences.change(theme="dark")
    assert preferences.now.theme == "dark"


def test_what_is_deployed_holds_until_the_user_chooses(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    deployed = {"language": "zh_CN", "server": "https://desk.example:8443", "scale": 7, "colour": 1}
    preferences = Preferences(file, deployed)
    assert preferences.now == Remembered(language="zh_CN", server="https://desk.example:8443")
    preferences.change(theme="dark")
    # the administrator moves the server: who never chose another follows
    moved = Preferences(file, {**deployed, "server": "https://other.example:8443"})
    assert moved.now.server == "https://other.example:8443"
    moved.change(language="en", server="")
    assert Preferences(file, deployed).now == Remembered(theme="dark", language="en", server="")
