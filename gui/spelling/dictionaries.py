"""Finds the Hunspell dictionaries of this computer, and says where to add one."""

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
"""In the program folder of Windows; office suites include dictionaries."""
_WITHOUT_WORDS: Final = frozenset({"zh", "ja", "ko", "th"})
"""Languages written without spaces between words, or not supported by Hunspell."""


def find(lang: str) -> Path | None:
    """Return the dictionary of a language, without the extensions `.aff` and `.dic`, or None.

    If there are several, that of the system's country is preferred, then that of the language's
    main country.
    """
    if not lang or lang in _WITHOUT_WORDS:
        return None
    found = {name: path for name, path in _all() if name.split("_")[0] == lang}
    for wanted in (QLocale.system().name(), QLocale(lang).name(), lang):
        if wanted in found:
            return found[wanted]
    return found[min(found)] if found else None


def languages() -> list[str]:
    """Return the sorted codes of the languages with a dictionary."""
    return sorted({name.split("_")[0] for name, _ in _all()} - _WITHOUT_WORDS)


def place() -> str:
    """Return the folder for dictionaries added by the user."""
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
    """Yield the dictionary folders; Hunspell's own variable `DICPATH` replaces the defaults."""
    given = os.environ.get("DICPATH")
    if given is not None:
        yield from (Path(one) for one in given.split(os.pathsep) if one)
        return
    yield from (Path(one).expanduser() for one in _FOLDERS.get(sys.platform, _FOLDERS["linux"]))
    programs = os.environ.get("PROGRAMFILES")
    if programs:
        yield from sorted(Path(programs, _OFFICE).glob("dict-*"))
