"""Code shared by `train` and `runs again`: their arguments, and following a run to its end."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.context import Context, UsageError
from assistant.cli.printable_text import one_line

if TYPE_CHECKING:
    from assistant.contracts import Judgement, Run
    from training.client import TrainingClient

_PRESETS = ("quick", "balanced", "thorough")
_NAMED = ("preset", "transcripts", "base", "name")


def changes(parser: argparse.ArgumentParser, *, unnamed: str = "") -> None:
    """Add the arguments that say what to train, on what, and how.

    Args:
        unnamed: Help text on the value of an argument that is not given; "" to name each default.
    """

    def default(text: str) -> str:
        return unnamed or text

    parser.add_argument("--preset", choices=_PRESETS, help=f"({default('balanced')})")
    parser.add_argument(
        "--option", action="append", default=[], metavar="NAME=VALUE",
        help="change one option of the preset; again for another",
    )  # fmt: skip
    parser.add_argument(
        "--transcripts", action="append", type=int, metavar="ID",
        help=f"approved transcripts to learn from; again for another ({default('all of them')})",
    )  # fmt: skip
    parser.add_argument(
        "--table", action="append", type=Path, metavar="FILE",
        help="a table: text, label or question, answer; again for another. It is sent where "
        "`--server` is given",
    )  # fmt: skip
    parser.add_argument("--base", help=f"model to begin with ({default('the one in use')})")
    parser.add_argument("--name", help="for people")
    parser.add_argument("--no-wait", action="store_true", help="return at once; the run continues")


def changed(context: Context, asked: dict[str, Any], options: argparse.Namespace) -> dict[str, Any]:
    """The request `asked`, updated with the arguments that were given.

    Raises:
        UsageError: A file does not exist, or an option has no value.
    """
    found = {name: getattr(options, name) for name in _NAMED if getattr(options, name) is not None}
    if options.table:
        found["sent_tables"] = []
        found["tables"] = [] if context.server else [str(file_of(one)) for one in options.table]
    given_there = asked.get("options", {})
    if not isinstance(given_there, dict):
        raise UsageError("a recipe's options are a JSON object")
    return {**asked, **found, "options": {**given_there, **dict(map(_option, options.option))}}


def sent(context: Context, client: TrainingClient, options: argparse.Namespace) -> list[str] | None:
    """Send the given tables to the server and return their ids; None if there is no server or no
    table."""
    if not options.table or not context.server:
        return None
    return [client.send_table(file_of(path)).id for path in options.table]


def follow(context: Context, client: TrainingClient, begun: Run) -> Run:
    """Show the progress of a run until it ends; after Ctrl-C the run goes on in the engine."""
    from training.cli.printing import progress_title

    context.output.note(
        context.typed_here(f"It continues without this window: replydesk runs show {begun.id}")
    )
    latest, state = begun, ""
    with context.output.progress(begun.name) as report:
        for latest in client.follow(begun.id):
            report(latest.step, latest.steps or None)
            if latest.state != state:
                state = latest.state
                context.output.note(progress_title(latest))
    return latest


def tell(context: Context, run: Run, judgement: Judgement | None) -> None:
    """Print a run and, if there is one, its judgement."""
    from training.cli import printing

    if context.output.as_json:
        context.output.value({"run": run, "judgement": judgement})
        return
    printing.show_run(context, run)
    if judgement is not None:
        printing.show_judgement(context, judgement)


def file_of(path: Path) -> Path:
    """The absolute path of a file.

    Raises:
        UsageError: It does not exist.
    """
    if not path.is_file():
        raise UsageError(f"no such file: {one_line(str(path))}")
    return path.resolve()


def _option(said: str) -> tuple[str, Any]:
    name, equals, value = said.partition("=")
    if not equals:
        raise UsageError(f"--option wants NAME=VALUE, not {one_line(said, 100)}")
    try:
        return name.strip(), json.loads(value)
    except ValueError:
        return name.strip(), value
