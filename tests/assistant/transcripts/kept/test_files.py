"""An uploaded file is stored encrypted, is unchanged when it is read, and is deleted afterwards."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.errors import ConflictError
from assistant.paths import Home
from assistant.transcripts.kept import files

KEY = bytes(range(32))


@pytest.fixture
def sent(home: Home, tmp_path: Path) -> tuple[dict[str, str], bytes]:
    home.create()
    content = b"Zoe Quill writes from zoe@post.example\n" * 60_000 + os.urandom(100)
    arrived = tmp_path / "chats.csv"
    arrived.write_bytes(content)
    return files.sent(home, KEY, arrived), content


def test_nothing_of_it_can_be_read_where_it_lies(home: Home, sent) -> None:
    held = [path for path in home.root.rglob("*") if path.is_file()]
    assert len(held) == 1
    assert b"zoe@post.example" not in held[0].read_bytes()
    assert held[0].stat().st_mode & 0o077 == 0


def test_it_is_whole_while_it_is_read_and_gone_afterwards(home: Home, sent) -> None:
    file, content = sent
    with files.readable(home, KEY, file) as path:
        assert path.read_bytes() == content
        assert path.suffix == ".csv"
        assert path.stat().st_mode & 0o077 == 0
    assert not path.exists()
    with pytest.raises(RuntimeError), files.readable(home, KEY, file) as path:
        raise RuntimeError
    assert not path.exists()


def test_a_file_that_is_gone_is_told(home: Home, sent) -> None:
    file, _ = sent
    other = files.sent(home, KEY, _a_file(home))
    assert files.drop_all_but(home, [other]) == 1
    assert files.is_gone(home, file)
    assert not files.is_gone(home, other)
    with pytest.raises(ConflictError), files.readable(home, KEY, file):
        pass
    files.drop(home, other)
    assert files.is_gone(home, other)
    files.drop(home, other)


def _a_file(home: Home) -> Path:
    path = home.root / "other.csv"
    path.write_bytes(b"a,b\n")
    return path


def test_a_change_of_a_file_or_folder_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "slack"
    path.mkdir()
    (path / "one.json").write_text("[]")
    file = files.on_this_machine(path)
    before = files.mark_of(path, file)
    assert before == files.mark_of(path, file) != ""
    (path / "two.json").write_text("[]")
    assert files.mark_of(path, file) != before
    assert files.mark_of(tmp_path / "none", file) == ""
