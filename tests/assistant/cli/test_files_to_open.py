"""File names in the place of a command."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.cli.context import UsageError
from assistant.cli.files_to_open import separate_files

COMMANDS = {"ask", "import"}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("导出 1.zip", "faq.csv", "ask", "--odd.csv"):
        (tmp_path / name).touch()
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_files_are_told_from_options_and_their_values(here: Path) -> None:
    words, files = separate_files(
        ["--home", "faq.csv", "导出 1.zip", "--quiet", "faq.csv"], COMMANDS
    )
    assert words == ["--home", "faq.csv", "--quiet"]
    assert files == [here / "导出 1.zip", here / "faq.csv"]
    assert separate_files(["--home=x", "--tok", "t", "faq.csv"], COMMANDS)[1] == [here / "faq.csv"]
    assert separate_files(["--", "--odd.csv"], COMMANDS)[1] == [here / "--odd.csv"]


@pytest.mark.parametrize(
    "words", [[], ["--json"], ["ask", "faq.csv"], ["import", "faq.csv"], ["sarch", "faq.csv"]]
)
def test_commands_stay_as_they_are(words: list[str]) -> None:
    assert separate_files(words, COMMANDS) == (words, [])


def test_a_file_with_the_name_of_a_command(here: Path) -> None:
    assert separate_files(["./ask"], COMMANDS)[1] == [here / "ask"]
    assert separate_files(["ask"], COMMANDS)[1] == []


@pytest.mark.parametrize("word", ["gone.csv", "folder/gone", "folder"])
def test_what_is_no_file_is_told(word: str) -> None:
    with pytest.raises(UsageError):
        separate_files([word], COMMANDS)
