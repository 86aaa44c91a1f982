"""`train`: starts a run and follows it to its end. The run does not depend on this process."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.ask import checked
from assistant.cli.context import Context, UsageError
from assistant.cli.failures import FAILED
from assistant.cli.printable_text import given, one_line
from training.cli.runs import connected, used
from training.cli.starting_runs import changed, changes, file_of, follow, sent, tell

if TYPE_CHECKING:
    from assistant.contracts import TrainingRequest


def arguments(parser: argparse.ArgumentParser, _: Any) -> None:
    parser.add_argument(
        "recipe", metavar="RECIPE",
        help="a kind (replies, preferences, intents, search, mood), or a JSON file with one and "
        "whatever is given below",
    )  # fmt: skip
    changes(parser)
    parser.add_argument("--estimate", action="store_true", help="only say what it would take")
    parser.add_argument("--use", action="store_true", help="put it to use if it is not worse")
    parser.set_defaults(run=run)


def run(context: Context, options: argparse.Namespace) -> int:
    from training.cli import printing

    request = _request(context, options)
    with connected(context) as client:
        if (tables := sent(context, client, options)) is not None:
            request = request.model_copy(update={"sent_tables": tables})
        if options.estimate:
            told = client.estimate(request)
            if context.output.as_json:
                context.output.value(told)
            else:
                printing.show_estimate(context, told)
            return 0 if told.enough else FAILED
        begun = client.begin(request)
        if not options.no_wait:
            begun = follow(context, client, begun)
        judgement = client.judgement(begun.id) if begun.state == "done" else None
        if judgement is not None and judgement.better and options.use:
            begun, _ = used(context, client, begun.id)
    tell(context, begun, judgement)
    if options.use and judgement is not None and not begun.active:
        context.output.note("It was not put to use: nothing shows that it is not worse.")
    return 0 if options.no_wait or begun.state == "done" else FAILED


def _request(context: Context, options: argparse.Namespace) -> TrainingRequest:
    from assistant.contracts import TrainingRequest

    asked: dict[str, Any] = {"kind": given(options.recipe)}
    if options.recipe.endswith(".json"):
        asked = _read(Path(options.recipe))
        if not context.server:
            asked["tables"] = _beside(Path(options.recipe), asked.get("tables", []))
    request: TrainingRequest = checked(TrainingRequest, **changed(context, asked, options))
    return request


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(file_of(path).read_text("utf-8-sig"))
    except (OSError, ValueError):
        raise UsageError(f"no readable JSON: {one_line(str(path))}") from None
    if not isinstance(content, dict) or "kind" not in content:
        raise UsageError(f"a recipe needs a kind: {one_line(str(path))} has none")
    return content


def _beside(recipe: Path, tables: Any) -> Any:
    """Absolute paths of a recipe file's tables, which are relative to that file; the engine has
    another working directory."""
    if not isinstance(tables, list) or not all(isinstance(one, str) for one in tables):
        return tables  # the validation of the request reports the error
    return [str(file_of(recipe.resolve().parent / one)) for one in tables]
