"""Recognizes files given instead of a command, as a desktop does to open a file with Replydesk."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from assistant.cli.context import UsageError
from assistant.cli.printable_text import one_line

_WITH_VALUE: Final = ("--home", "--server", "--token")
"""Global options that are followed by a value."""
_SHORTEST: Final = 3
"""Minimum length of an abbreviated option, such as `--h`."""


def separate_files(
    arguments: Sequence[str], commands: Collection[str]
) -> tuple[list[str], list[Path]]:
    """Separate files that are given instead of a command from the rest of the command line.

    The name of a command is never taken for a file; a file of that name is written `./ask`.

    Args:
        arguments: The command-line arguments.
        commands: The names of all commands.

    Returns:
        The arguments without the files, and the files as absolute paths.

    Raises:
        UsageError: An argument that looks like a file is not an existing file.
    """
    places = _places(arguments)
    if not places or arguments[places[0]] in commands:
        return list(arguments), []
    files = [Path(arguments[place]).absolute() for place in places]
    if not files[0].exists() and not _looks_like_file(arguments[places[0]]):
        return list(arguments), []  # probably a misspelt command: the parser lists the valid ones
    for file in files:
        if not file.is_file():
            what = "a folder, not a file" if file.is_dir() else "no such file"
            raise UsageError(f"{what}: {one_line(str(file))}")
    return [word for place, word in enumerate(arguments) if place not in places], files


def _places(arguments: Sequence[str]) -> list[int]:
    """Return the positions of the arguments that are neither options nor values of options."""
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
