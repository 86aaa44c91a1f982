"""`prepare`: the embedding model, written once as the graph that the engine runs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from assistant.cli.context import Context


def arguments(parser: argparse.ArgumentParser, _: Any) -> None:
    parser.add_argument(
        "--model", type=Path, metavar="FOLDER",
        help="another model, in sentence-transformers layout (safetensors), for this home",
    )  # fmt: skip
    parser.add_argument("--again", action="store_true", help="even if it is there and whole")
    parser.set_defaults(run=run)


def run(context: Context, options: argparse.Namespace) -> None:
    from assistant import model_paths, settings

    context.local_only("prepare")
    home = context.home
    if options.model is not None:
        target = home.models / options.model.resolve().name
        home.create()
        steps = model_paths.prepare_other(options.model, target)
    else:
        target = model_paths.default_folder(home)
        steps = model_paths.prepare_default(home, again=options.again)
    done = 0
    with context.output.progress("Preparing the embedding model") as report:
        for done, step in enumerate(steps, start=1):
            if done == 1:
                context.output.note("Preparing the embedding model (some seconds, once)", style="")
            report(step.done, step.total)
    if options.model is not None:
        chosen = settings.load(home)
        settings.save(home, chosen.model_copy(update={"embedding_model": str(target)}))
    if context.output.as_json:
        context.output.value({"folder": str(target), "prepared": bool(done)})
    elif done:
        context.output.line(f"Prepared {target}")
    if options.model is not None:
        context.output.note("The engine uses it from its next start on: replydesk engine stop")
