"""Every file and folder of the four rooms is on the map (docs/architecture.md), and is there."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("gui", "assistant", "training", "retrieval")
NAMED = set(re.findall(r"`([\w*/]+(?:\.\w+|/))`", (ROOT / "docs" / "architecture.md").read_text()))


@pytest.mark.parametrize("room", ROOMS)
def test_whatever_is_in_a_room_is_on_the_map(room: str) -> None:
    files = [path for path in (ROOT / room).iterdir() if not path.name.startswith("__")]
    names = {path.name + ("/" if path.is_dir() else "") for path in files} - {"py.typed"}
    named = {name.removeprefix(f"{room}/") for name in NAMED}
    lost = {name for name in names if not any(fnmatch(name, known) for known in named)}
    assert not lost, "say in docs/architecture.md what they are"


def test_whatever_is_on_the_map_is_there() -> None:
    there = {path for room in (*ROOMS, "packaging", "tests", "docs") for path in _of(ROOT / room)}
    there |= {path.name for path in ROOT.iterdir()} | {f"{path}/" for path in ROOMS}
    gone = {
        name
        for name in NAMED
        if name.endswith((".py", "/")) and not any(_is(path, name) for path in there)
    }
    assert gone <= {"damaged/"}, "a folder of the home, which is no file of ours"


def _of(room: Path) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix() + ("/" if path.is_dir() else "")
        for path in room.rglob("*")
        if "__pycache__" not in path.parts
    }


def _is(path: str, name: str) -> bool:
    return fnmatch(path, name) or fnmatch(path, f"*/{name}")
