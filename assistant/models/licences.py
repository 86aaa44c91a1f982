"""The licence of a model, recorded as its folder declares it."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.models.untrusted_folder import is_licence

_DECLARED = re.compile(r"^license\s*:\s*[\"']?([A-Za-z0-9][A-Za-z0-9.+ _-]{0,60})", re.MULTILINE)
_NAMED = re.compile(r"^license_name\s*:\s*[\"']?([A-Za-z0-9][A-Za-z0-9.+ _-]{0,60})", re.MULTILINE)
_HEAD = 4000


def licence_of(folder: Path) -> tuple[str, tuple[str, ...]]:
    """The licence's name (empty if none is declared) and the files with its text.

    The model card's declaration comes first, then the first line of the first licence file.
    """
    files = tuple(sorted(path.name for path in folder.iterdir() if is_licence(path.name)))
    declared = _declared(folder / "README.md")
    if not declared and files:
        declared = _first_line(folder / files[0])
    return declared, files


def _declared(card: Path) -> str:
    head = _head(card)
    if not head.startswith("---"):
        return ""
    matter = head[3:].partition("\n---")[0]
    found = _DECLARED.search(matter)
    if found and found[1].strip().lower() == "other":
        found = _NAMED.search(matter) or found
    return found[1].strip() if found else ""


def _first_line(path: Path) -> str:
    lines = (" ".join(line.split()) for line in _head(path).splitlines())
    first = next((line for line in lines if line), "")
    return "".join(character for character in first if character.isprintable())[:60]


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD).decode("utf-8", errors="replace")
    except OSError:
        return ""
