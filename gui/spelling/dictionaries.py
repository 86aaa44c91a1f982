"""Which Hunspell dictionaries this computer has, and what would bring one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale

_FOLDERS: Final = {
    "linux": (
        "/usr/share/hunspell", "/usr/share/myspell", "/usr/share/myspell/dicts",
        "/usr/local/share/hunspell", "~/.local/share/hunspell",
    ),
    "darwin": ("~/Library/Spelling", "/Library/Spelling", "/opt/homebrew/share/hunspell"),
    "win32": ("~/AppData/Local/hunspell", "C:/Hunspell"),
}  # fmt: skip
_OFFICE: Final = "LibreOffice/share/extensions"
"""Below the folder of programs of Windows: an office brings dictionaries along."""
_WITHOUT_WORDS: Final = frozenset({"zh", "ja", "ko", "th"})
"""Languages that are not written in words with spaces between, or that Hunspell does not know."""


def find(lang: str) -> Path | None:
    """The dictionary of a language, without the endings `.aff` and `.dic`; None: there is none.

    Of several, the one of the system's country, else of the language's own.
    """
    if not lang or lang in _WITHOUT_WORDS:
        return None
    found = {name: path for name, path in _all() if name.split("_")[0] == lang}
    for wanted in (QLocale.system().name(), QLocale(lang).name(), lang):
        if wanted in found:
            return found[wanted]
    return found[min(found)] if found else None


def languages() -> list[str]:
    """Codes of the languages that have one, sorted."""
    return sorted({name.split("_")[0] for name, _ in _all()} - _WITHOUT_WORDS)


def place() -> str:
    """Where a person may put a dictionary by hand."""
    return str(Path(_FOLDERS.get(sys.platform, _FOLDERS["linux"])[0]).expanduser())


def _all() -> Iterator[tuple[str, Path]]:
    seen: set[str] = set()
    for folder in _folders():
        for rules in sorted(folder.glob("*.aff")):
            name = rules.stem.replace("-", "_")
            if name not in seen and rules.with_suffix(".dic").is_file():
                seen.add(name)
                yield name, rules.with_suffix("")


def _folders() -> Iterator[Path]:
    """`DICPATH`, Hunspell's own variable, takes the place of the usual ones."""
    given = os.environ.get("DICPATH")
    if given is not None:
        yield from (Path(one) for one in given.split(os.pathsep) if one)
        return
    yield from (Path(one).expanduser() for one in _FOLDERS.get(sys.platform, _FOLDERS["linux"]))
    programs = os.environ.get("PROGRAMFILES")
    if programs:
        yield from sorted(Path(programs, _OFFICE).glob("dict-*"))
