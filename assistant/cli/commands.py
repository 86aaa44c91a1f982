"""The list of commands and their parser; imports only the module of the command being run."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from assistant.cli import failures
from assistant.cli.context import Context, UsageError, from_arguments
from assistant.cli.files_to_open import separate_files
from assistant.cli.output import Output

if TYPE_CHECKING:
    from assistant.extension import Extension

OpenWindow = Callable[
    [Path, Any, tuple[str, str] | None, bool, Mapping[str, Any], frozenset[str], Sequence[Path]],
    int,
]
"""Arguments: the home; a locator of its engine; address and token of a company server; whether to
suggest answers for the clipboard; the deployed window preferences; the features switched off; the
files to open. Returns the exit status."""

_COMMANDS = {
    "ask": ("ask", "Answer a customer's message from the knowledge base"),
    "draft": ("draft", "Write a reply to a customer's message, each sentence with its source"),
    "search": ("search", "Show the ranked entries for a query"),
    "import": ("imports", "Import FAQ tables, documents and solved conversations"),
    "transcripts": ("transcripts", "Exports for training: examine, keep, review, approve"),
    "export": ("export", "Export everything: articles and conversations"),
    "erase": ("erase", "Erase a person everywhere, and say what was erased"),
    "articles": ("articles", "List, show, add, edit, delete and restore articles"),
    "customers": ("customers", "Find customers and their ids, and show one"),
    "sources": ("sources", "List what was imported, or remove a whole source"),
    "demo": ("demo", "Add or remove the demo knowledge base"),
    "jobs": ("jobs", "List, show and cancel imports"),
    "engine": ("engine", "Run, start, stop or inspect the engine of this home"),
    "serve": ("serve", "Run the engine for a team, on a company machine"),
    "actors": ("actors", "People and their tokens, on a company machine"),
    "audit": ("audit", "Show who did what"),
    "backup": ("backup", "Make a verified backup, or list them"),
    "restore": ("restore", "Restore the store from a backup"),
    "recovery-key": ("recovery_key", "Show the recovery key, or use it"),
    "doctor": ("doctor", "Check this machine and this home, and say what to do"),
    "prepare": ("prepare", "Prepare the embedding model"),
    "models": ("models", "Dialogue models: list, add, verify, use, roll back, remove"),
    "bundle": ("bundle", "Models and knowledge for desktops without a network, in a signed file"),
    "eval": ("evaluate", "Measure the search and the drafts on your own data"),
    "bench": ("bench", "Run a benchmark of the source checkout"),
    "parse-file": ("parse_file", None),
    "convert-model": ("convert_model", None),
    "model-worker": ("model_worker", None),
}
"""Maps a command to its module in this folder and its help; None: a child process's role."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}\n  {self.format_usage().strip()}")


def run(
    arguments: list[str],
    *,
    open_window: OpenWindow | None = None,
    extension: Extension | None = None,
) -> int:
    """Run one command and return the exit status; never prints a traceback.

    Args:
        arguments: The command-line arguments.
        open_window: Called if no command is given and there is a display.
        extension: Commands and verbs added by another package.
    """
    # plug-ins of other packages are not wanted, and searching for them takes 0.04 s
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    context = Context(None, "", "", Output(as_json="--json" in arguments, quiet=False))
    try:
        added = extension.commands if extension else {}
        words, files = separate_files(arguments, {*_COMMANDS, *added})
        options = _parser(words, open_window, extension).parse_args(words)
        options.files_to_open = files
        context = from_arguments(_with_defaults(options), extension)
        status = int(options.run(context, options) or 0)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the edge of the process
        return failures.report(context, error)
    return status


def _parser(
    arguments: list[str],
    open_window: OpenWindow | None = None,
    extension: Extension | None = None,
) -> argparse.ArgumentParser:
    shared = _shared_options()
    parser = _Parser(
        prog="replydesk", parents=[shared],
        description="Verified answers with their sources, from your own knowledge.",
        epilog="Without a command: open the window, with the files given; without a display, "
               "answer a demo question. Exit status: 0 done, 1 failed, 2 wrong usage, 130 "
               "cancelled.",
    )  # fmt: skip
    parser.add_argument("--version", action=_Version)
    parser.add_argument(
        "--ask-clipboard", action="store_true",
        help="let the window suggest answers for the clipboard; for a shortcut of your desktop",
    )  # fmt: skip
    parser.set_defaults(run=partial(_without_command, open_window))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    own = {name: (f"assistant.cli.{module}", text) for name, (module, text) in _COMMANDS.items()}
    added, verbs = (extension.commands, extension.verbs) if extension else ({}, {})
    for name, (module, text) in {**own, **added}.items():
        if text is None and name not in arguments:
            continue
        command = commands.add_parser(name, parents=[shared], help=text, description=text)
        if name in arguments:
            # `arguments(parser, shared)` declares the options and sets `run`
            known = importlib.import_module(module).arguments(command, shared)
            if name in verbs:
                importlib.import_module(verbs[name]).verbs(known, shared)
    return parser


def _shared_options() -> _Parser:
    """Return the options allowed both before and after the command (hence without defaults)."""
    shared = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--home", type=Path, metavar="DIR", help="another data folder")
    shared.add_argument("--server", metavar="URL", help="a company server instead of a home")
    shared.add_argument("--token", help="the token for --server (or REPLYDESK_TOKEN)")
    shared.add_argument("--json", action="store_true", help="print one JSON value")
    shared.add_argument("--quiet", action="store_true", help="no notes, no progress")
    return shared


def _with_defaults(options: argparse.Namespace) -> argparse.Namespace:
    defaults = {"home": None, "server": "", "token": "", "json": False, "quiet": False}
    for name, default in defaults.items():
        if not hasattr(options, name):
            setattr(options, name, default)
    return options


class _Version(argparse.Action):
    def __init__(self, option_strings: list[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="show the version and exit")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"replydesk {version('replydesk')}")
        parser.exit()


def _without_command(
    open_window: OpenWindow | None, context: Context, options: argparse.Namespace
) -> int:
    """Open the window with the given files, or answer a demo question if no window can open."""
    files: list[Path] = options.files_to_open
    if open_window is not None and not context.output.as_json:
        from assistant.cli import window

        if window.can_open(context):
            asks = bool(options.ask_clipboard)
            return window.open_it(context, open_window, ask_clipboard=asks, files=files)
    if files:
        raise UsageError("files are opened in a window: here, use import, transcripts or bundle")
    if options.ask_clipboard:
        raise UsageError("--ask-clipboard needs a window: a display, Qt, and no --json")
    from assistant.cli import first_run

    return first_run.run(context)
