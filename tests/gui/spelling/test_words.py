"""What is looked up, what is left alone, and which dictionary is asked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gui.preferences import Preferences
from gui.spelling.dictionaries import find, languages
from gui.spelling.own_words import OwnWords
from gui.spelling.speller import ROLE
from gui.spelling.words import words

_MAIN = Path(__file__).resolve().parents[3] / "main.py"


@pytest.mark.parametrize(
    ("line", "looked_up"),
    [
        ("We recieve it. Thanks", ["We", "recieve", "it", "Thanks"]),
        ("don’t, it's", ["don’t", "it's"]),
        ("Dear {{Customer Name}}, hello", ["Dear", "hello"]),
        ("write to a.b@example.com or https://example.com/pathh", ["write", "to", "or"]),
        ("order TV-20425507 and SKU and iPhone", ["order", "and", "and"]),
        ("the chair Pell of Bronagh", ["the", "chair", "of"]),
        ("您好，我们 recieve 它", ["recieve"]),
        ("您好吗", []),
    ],
)
def test_only_words_are_looked_up(line: str, looked_up: list[str]) -> None:
    assert [word.text for word in words(line, "en")] == looked_up
    assert all(line[word.start :].startswith(word.text) for word in words(line, "en"))


def test_where_nouns_are_written_with_capitals_they_are_words() -> None:
    assert [word.text for word in words("das Paket ist da", "de")] == ["das", "Paket", "ist", "da"]


def test_dictionaries_are_found_by_language(dictionary: Path) -> None:
    assert find("en") == dictionary / "en_US"
    assert find("fr") is None
    assert find("zh") is None
    assert find("") is None
    assert languages() == ["en"]
    (dictionary / "en_AU.aff").write_text("", "utf-8")  # its words are missing
    (dictionary / "de-AT.aff").write_text("", "utf-8")
    (dictionary / "de-AT.dic").write_text("0\n", "utf-8")
    assert find("en") == dictionary / "en_US"
    assert find("de") == dictionary / "de-AT"


def test_the_process_answers_line_by_line(dictionary: Path) -> None:
    asked = [{"words": ["parcels", "recieve", "Late", "don't", "café"]}, {"word": "recieve"}]
    lines = b"".join(json.dumps(one).encode() + b"\n" for one in asked)
    ended = checked(dictionary / "en_US", lines)
    assert ended.returncode == 0
    first, second = [json.loads(line) for line in ended.stdout.splitlines()]
    assert first["unknown"] == ["recieve"]
    assert second["suggestions"][0] == "receive"


def test_a_dictionary_that_cannot_be_read_ends_it(dictionary: Path) -> None:
    (dictionary / "en_US.aff").write_bytes(b"SET no-such-encoding\n")
    assert checked(dictionary / "en_US", b"").returncode == 1


def test_a_real_dictionary_knows_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DICPATH")
    stem = find("en")
    if stem is None:
        pytest.skip("this computer has no English dictionary (on Debian: hunspell-en-us)")
    asked = {"words": ["refunded", "couldn't", "Shipping", "recieve", "definately"]}
    ended = checked(stem, json.dumps(asked).encode() + b"\n")
    assert json.loads(ended.stdout)["unknown"] == ["recieve", "definately"]


def checked(stem: Path, lines: bytes) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, str(_MAIN), ROLE, str(stem)]
    return subprocess.run(command, input=lines, capture_output=True, check=False, timeout=60)


def test_added_words_are_known_again_and_not_written_down(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    own = OwnWords(Preferences(file))
    assert "Zylinder" not in own
    own.add("Zylinder")
    own.add("zylinder")
    assert "ZYLINDER" in OwnWords(Preferences(file))
    assert len(Preferences(file).now.own_words) == 1
    assert "zylinder" not in file.read_text("utf-8").lower()
