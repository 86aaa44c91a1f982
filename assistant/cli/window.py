"""Checks whether a window can be opened here and opens it, by a function that `main` provides."""

from __future__ import annotations

import contextlib
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.cli.commands import OpenWindow
from assistant.cli.context import Context
from assistant.cli.displays import display_answers


def can_open(context: Context) -> bool:
    """Whether there is a display and Qt is installed; if not, tell the user."""
    if sys.platform.startswith("linux") and not display_answers():
        context.output.note("There is no display here, so no window: answering in the terminal.")
        return False
    if importlib.util.find_spec("PySide6") is None:
        context.output.note("Qt is not installed, so no window: answering in the terminal.")
        return False
    return True


def open_it(
    context: Context,
    open_window: OpenWindow,
    *,
    ask_clipboard: bool = False,
    files: Sequence[Path] = (),
) -> int:
    """Open the window on the home, or on the company server given with `--server`."""
    from assistant.client.locator import HomeLocator
    from assistant.deployed import for_window

    deployed = for_window()
    _start_logs(context)
    server = (context.server, context.token_for_server()) if context.server else None
    return open_window(
        context.home.root, HomeLocator(context.home), server, ask_clipboard,
        deployed.window, deployed.off, files,
    )  # fmt: skip


def _start_logs(context: Context) -> None:
    """Start the window's log, which holds no customer's words; skipped if it cannot be written."""
    from assistant import logs
    from assistant.errors import CodedError

    with contextlib.suppress(OSError, CodedError):
        context.home.create()
        logs.start(context.home.logs, name="window")
