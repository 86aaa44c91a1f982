"""The context passed to every command: the home or server it works on, and its output."""

from __future__ import annotations

import argparse
import os
import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.output import Output

if TYPE_CHECKING:
    from assistant.client.api import Client
    from assistant.extension import Extension
    from assistant.paths import Home

_TELL_AFTER_S = 1.0
_COMMAND = re.compile(r"\breplydesk (?=[a-z])")
_TO_QUOTE = re.compile(r"[^\w/\\:.,~@%+=-]")
TOKEN_VARIABLE = "REPLYDESK_TOKEN"  # noqa: S105 - the name of a variable, not a token


class UsageError(Exception):
    """The command line cannot be understood; the text says what to write instead."""


@dataclass(frozen=True)
class Context:
    """One run of the command line.

    Attributes:
        folder: The home given with `--home`, if any.
        server: The address given with `--server`, if any.
        token: The token for that server.
        output: Prints results, notes and progress.
        extension: Passed to an engine that this command runs.
    """

    folder: Path | None
    server: str
    token: str
    output: Output
    extension: Extension | None = None

    @cached_property
    def home(self) -> Home:
        """The home folder of this machine that the command works on."""
        from assistant.paths import Home

        return Home.default() if self.folder is None else Home(self.folder.expanduser().absolute())

    @contextmanager
    def client(self, *, ready: bool = False) -> Iterator[Client]:
        """Connect to the server, or to the home's engine, which is started if necessary.

        Args:
            ready: Wait until the indexes hold the whole store.
        """
        from assistant.client.api import Client

        told = False

        def waiting(seconds: float) -> None:
            nonlocal told
            if seconds > _TELL_AFTER_S and not told:
                told = True
                self.output.note("Starting the engine …")

        if self.server:
            connected = Client.remote(self.server, self.token_for_server())
        else:
            connected = Client.local(self.home, waiting=waiting)
        with connected as client:
            if client.started is not None:
                for notice in client.started.notices:
                    remedy = self.typed_here(notice.remedy)
                    self.output.note(f"{notice.text} {remedy}", style="yellow")
            if ready:
                client.wait_until_ready(waiting=waiting)
            yield client

    def typed_here(self, text: str) -> str:
        """Return a text with `--home` added to the commands in it, if it was given here."""
        if self.folder is None:
            return text
        home = str(self.folder)
        if _TO_QUOTE.search(home):
            home = f'"{home}"' if os.name == "nt" else shlex.quote(home)
        return _COMMAND.sub(lambda _: f"replydesk --home {home} ", text)

    def local_only(self, command: str) -> None:
        """Refuse `--server` for a command that works on files of this machine.

        Raises:
            UsageError: A server was given.
        """
        if self.server:
            raise UsageError(f"`{command}` works on a home folder: run it there, without --server")

    def token_for_server(self) -> str:
        """Return the token for `--server`, from `--token` or the environment.

        Raises:
            UsageError: No token was given.
        """
        token = self.token or os.environ.get(TOKEN_VARIABLE, "")
        if not token:
            raise UsageError(f"--server needs a token: --token, or {TOKEN_VARIABLE}")
        return token


def from_arguments(arguments: argparse.Namespace, extension: Extension | None = None) -> Context:
    """Create the context from the global options."""
    return Context(
        folder=arguments.home,
        server=arguments.server,
        token=arguments.token,
        output=Output(as_json=arguments.json, quiet=arguments.quiet),
        extension=extension,
    )
