"""`eval intents`: trains an intent classifier on one table and measures it on another."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.context import Context, UsageError

if TYPE_CHECKING:
    from training.recipes.intents import Intents

_NAMES = {
    "head": "quick", "quick": "quick", "balanced": "balanced",
    "tuned": "thorough", "fine-tuned": "thorough", "thorough": "thorough",
}  # fmt: skip
"""Value of `--recipe` → preset."""
_OF_A_RUN = ("tables", "transcripts", "base", "name")
"""Fields of a recipe file that only matter for a run and are ignored here."""
_UNKNOWN = {
    "accuracy": "nothing is in scope there", "oos_recall": "nothing is out of scope there",
}  # fmt: skip
_MEANS = {
    "left_out": " rows without a text, or not whole", "unknown": " texts whose label is not learnt",
}  # fmt: skip


def verbs(what: Any, shared: argparse.ArgumentParser) -> None:
    """Add the subcommand `intents` to `eval`."""
    intents = what.add_parser(
        "intents", parents=[shared], help="labels of messages: right, and out of scope"
    )
    for name, text in (("train", "learnt from"), ("test", "measured on")):
        intents.add_argument(
            f"--{name}", type=Path, required=True, metavar="FILE",
            help=f"CSV with text, label ({text}); label oos, or empty: out of scope",
        )  # fmt: skip
    intents.add_argument(
        "--recipe", nargs="?", const="tuned", default="head", metavar="RECIPE",
        help="head (seconds), tuned (an embedding of its own, needs torch), or a JSON file of "
        "options; without a value: tuned",
    )  # fmt: skip
    intents.set_defaults(run=_run)


def _run(context: Context, options: argparse.Namespace) -> None:
    context.local_only("eval")
    for file in (options.train, options.test):
        if not file.is_file():
            raise UsageError(f"no such file: {file}")
    recipe = _recipe(options.recipe)
    recipe.check_installed()

    from assistant import model_paths, settings
    from retrieval.embedder import Embedder
    from training.classify.evaluating import evaluate

    chosen = settings.load(context.home)
    folder = model_paths.embedding_model(context.home, chosen.embedding_model)
    embedder = Embedder(folder, threads=chosen.threads or None)
    with context.output.progress("Measuring") as report:
        figures = evaluate(options.train, options.test, embedder, recipe, tell=report)
    if context.output.as_json:
        context.output.value(figures)
        return
    for name, value in figures.items():
        if name in _MEANS and not value:
            continue
        shown = _UNKNOWN[name] if value is None else f"{value:g}"
        context.output.line(f"{name.replace('_', ' '):>11}  {shown}{_MEANS.get(name, '')}")


def _recipe(given: str) -> Intents:
    """The recipe for a value of `--recipe`.

    Raises:
        UsageError: It is neither a known name nor a valid JSON file.
        InputError: The file has an unknown option, or an invalid value.
    """
    from training.recipes.intents import Intents

    if given in _NAMES:
        return Intents.from_preset(_NAMES[given], {})  # type: ignore[arg-type]  # presets, as above
    try:
        found = json.loads(Path(given).read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise UsageError(f"no recipe {given}: head, tuned, or a JSON file of options") from error
    if not isinstance(found, dict):
        raise UsageError(f"no recipe in {given}: a JSON object of options is meant")
    preset = found.pop("preset", "thorough")
    if preset not in _NAMES.values():
        raise UsageError(f"no preset of that name in {given}: quick, balanced or thorough")
    if found.pop("kind", "intents") != "intents":
        raise UsageError(f"{given} is a recipe of another kind")
    options = found.pop("options", {})
    if not isinstance(options, dict):
        raise UsageError(f"no options in {given}: a JSON object of them is meant")
    for name in _OF_A_RUN:
        found.pop(name, None)
    # all remaining keys of the file are taken as options
    return Intents.from_preset(preset, {**found, **options})
