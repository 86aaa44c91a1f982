"""A dictionary of a few words, written by the tests themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

_RULES = """SET UTF-8
TRY esianrtolcdugmphbyfvkwz
SFX S Y 1
SFX S 0 s [^sxzhy]
REP 1
REP ei ie
"""
_WORDS = ["the", "parcel/S", "is", "late", "we", "receive/S", "it", "tomorrow", "don't", "café"]


@pytest.fixture
def dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a small English dictionary, the only one of this computer."""
    folder = tmp_path / "dictionaries"
    folder.mkdir()
    (folder / "en_US.aff").write_text(_RULES, "utf-8")
    (folder / "en_US.dic").write_text("\n".join([str(len(_WORDS)), *_WORDS, ""]), "utf-8")
    monkeypatch.setenv("DICPATH", str(folder))
    return folder
