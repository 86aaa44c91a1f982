"""Files in the place of a command: what a desktop hands over that opens a file with Replydesk."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from assistant.cli.context import UsageError
from assistant.cli.terminal import one_line

_WITH_VALUE: Final = ("--home", "--server", "--token")
"""Options of the program whose value is a word of its own."""
_SHORTEST: Final = 3
"""Of an option that is written short, such as `--h`."""


def apart(arguments: Sequence[str], commands: Collection[str]) -> tuple[list[str], list[Path]]:
    """The words of the command line, and the files that stand where a command would.

    A word that is a command is never a file: `./ask` names the file of that name.

    Args:
        arguments: Of the command line.
        commands: All that there are.

    Returns:
        The words without the files, and the files as absolute paths.

    Raises:
        UsageError: What looks like a file is none.
    """
    places = _places(arguments)
    if not places or arguments[places[0]] in commands:
        return list(arguments), []
    files = [Path(arguments[place]).absolute() for place in places]
    if not files[0].exists() and not _looks_like_file(arguments[places[0]]):
        return list(arguments), []  # a command misspelt: the parser says which there are
    for file in files:
        if not file.is_file():
            what = "a folder, not a file" if file.is_dir() else "no such file"
            raise UsageError(f"{what}: {one_line(str(file))}")
    return [word for place, word in enumerate(arguments) if place not in places], files


def _places(arguments: Sequence[str]) -> list[int]:
    """Where the words stand that are neither options nor values of options."""
    found = []
    value = only_words = False
    for place, word in enumerate(arguments):
        if value:
            value = False
        elif not only_words and word == "--":
            only_words = True
        elif not only_words and word.startswith("-"):
            value = len(word) >= _SHORTEST and any(one.startswith(word) for one in _WITH_VALUE)
        else:
            found.append(place)
    return found


def _looks_like_file(word: str) -> bool:
    return bool(Path(word).suffix) or "/" in word or os.sep in word
