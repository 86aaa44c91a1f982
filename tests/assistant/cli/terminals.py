"""Runs commands as if at a terminal, with typed input and captured output."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pytest

from assistant.cli.commands import run


class Keyboard(io.StringIO):
    """Standard input at a terminal."""

    def isatty(self) -> bool:
        return True


class Screen(io.StringIO):
    """Standard output at a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True)
class Shown:
    """The exit status and the output of a command."""

    status: int
    text: str


def at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, *arguments: str, typed: str = "", width: int = 200
) -> Shown:
    """Run a command in this process, as if at a terminal."""
    screen = Screen()
    with monkeypatch.context() as patch:
        patch.setenv("COLUMNS", str(width))
        patch.setenv("NO_COLOR", "1")
        patch.setenv("TERM", "dumb")
        patch.setattr("sys.stdin", Keyboard(typed))
        patch.setattr("sys.stdout", screen)
        patch.setattr("sys.stderr", screen)
        status = run(list(arguments))
    return Shown(status, screen.getvalue())
