"""Output of a command: results to standard output, everything else to standard error.

With `--json` the result is one JSON value, otherwise plain or coloured text. `rich` is imported
only when it is needed for text.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from assistant.cli.printable_text import one_line, plain

if TYPE_CHECKING:
    from pydantic import BaseModel
    from rich.console import Console

_UNFOLDED = 10_000
"""Width where the output is not a terminal, so that lines are not wrapped."""


class Report(Protocol):
    """Callback that updates a progress bar; `total` is None while unknown."""

    def __call__(self, done: float, total: float | None) -> None: ...


class Output:
    """Prints the output of one command.

    Args:
        as_json: Print the result as one JSON value.
        quiet: Print no notes and no progress.
    """

    def __init__(self, *, as_json: bool, quiet: bool) -> None:
        self.as_json = as_json
        self.quiet = quiet
        self._consoles: dict[bool, Console] = {}
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None and (as_json or not stream.isatty()):
                reconfigure(encoding="utf-8")
            elif reconfigure is not None:
                reconfigure(errors="replace")

    @property
    def interactive(self) -> bool:
        """Whether a person at a terminal can be asked questions."""
        return not self.as_json and sys.stdin.isatty() and sys.stdout.isatty()

    def value(self, value: BaseModel | Mapping[str, Any] | Sequence[BaseModel]) -> None:
        """Print a result as JSON."""
        print(json.dumps(_jsonable(value), ensure_ascii=False, indent=2))

    def line(self, text: str = "", *, style: str = "", indent: int = 0) -> None:
        """Print a line (or paragraph) of the result, wrapped to the terminal's width."""
        self._print(text, style, indent, error=False)

    def note(self, text: str, *, style: str = "dim") -> None:
        """Print a note to standard error, unless `quiet` or `as_json` is set."""
        if not self.quiet and not self.as_json:
            self._print(text, style, 0, error=True)

    def error(self, text: str, *, style: str = "") -> None:
        """Print an error to standard error, even if `quiet` is set."""
        self._print(text, style, 0, error=True)

    def table(
        self, columns: Sequence[str], rows: Sequence[Sequence[object]], *, right: Sequence[int] = ()
    ) -> None:
        """Print rows in aligned columns; wide (Chinese) characters count as two."""
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
        for at, column in enumerate(columns):
            table.add_column(column, justify="right" if at in right else "left", no_wrap=True)
        for row in rows:
            table.add_row(*(Text(one_line("" if cell is None else str(cell))) for cell in row))
        self._console(error=False).print(table)

    @contextmanager
    def progress(self, title: str) -> Iterator[Report]:
        """Show a progress bar until the block ends, on a terminal only."""
        if self.quiet or self.as_json or not sys.stderr.isatty():
            yield lambda done, total: None
            return
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
        from rich.progress import TimeRemainingColumn as Remaining

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(), TaskProgressColumn(), Remaining(),
        )  # fmt: skip
        with Progress(*columns, console=self._console(error=True), transient=True) as bar:
            task = bar.add_task(one_line(title, 40), total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    def confirm(self, question: str) -> bool:
        """Ask the user a question; only "y" and "yes" count as agreement."""
        self._print(f"{question} [y/N] ", "bold", 0, error=True)
        return sys.stdin.readline().strip().lower() in {"y", "yes"}

    def _print(self, text: str, style: str, indent: int, *, error: bool) -> None:
        stream = sys.stderr if error else sys.stdout
        if not stream.isatty():
            lead = " " * indent
            print("\n".join(lead + line for line in plain(text).split("\n")), file=stream)
            return
        from rich.padding import Padding
        from rich.text import Text

        padded = Padding(Text(plain(text), style), (0, 0, 0, indent), expand=False)
        self._console(error=error).print(padded)

    def _console(self, *, error: bool) -> Console:
        if error not in self._consoles:
            from rich.console import Console

            stream: TextIO = sys.stderr if error else sys.stdout
            self._consoles[error] = Console(
                file=stream,
                width=None if stream.isatty() else _UNFOLDED,
                force_terminal=None if stream.isatty() else False,
                markup=False, highlight=False, emoji=False,
            )  # fmt: skip
        return self._consoles[error]


def _jsonable(value: object) -> Any:
    if isinstance(value, Mapping):
        return {name: _jsonable(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_jsonable(item) for item in value]
    dump = getattr(value, "model_dump", None)
    return dump(mode="json") if dump is not None else value
