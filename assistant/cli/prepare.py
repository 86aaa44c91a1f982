"""`prepare`: converts the embedding model, once, to the graph that the engine runs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from assistant.cli.context import Context
from assistant.client.problems import to_error


def arguments(parser: argparse.ArgumentParser, _: Any) -> None:
    parser.add_argument(
        "--model", type=Path, metavar="FOLDER",
        help="another model, in sentence-transformers layout (safetensors), for this home",
    )  # fmt: skip
    parser.add_argument("--again", action="store_true", help="even if it is there and intact")
    parser.set_defaults(run=run)


def run(context: Context, options: argparse.Namespace) -> None:
    from assistant import model_paths

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
    if context.output.as_json:
        context.output.value({"folder": str(target), "prepared": bool(done)})
    elif done:
        context.output.line(f"Prepared {target}")
    if options.model is not None:
        _use(context, target)
    else:
        _prepare_starter(context)


def _prepare_starter(context: Context) -> None:
    """Prepare the dialogue model that comes with the program, unless that was done already."""
    from assistant import model_paths
    from assistant.models import starter_model
    from assistant.models.shelf import Shelf

    shelf = Shelf(model_paths.built_in_models() or context.home.models)
    shelf.clean()
    if not starter_model.is_due(shelf):
        return
    context.output.note("Preparing the starter model (some seconds, once)", style="")
    with context.output.progress("Preparing the starter model") as report:
        for step in starter_model.bring(shelf):
            report(step.done, step.total)


def _use(context: Context, folder: Path) -> None:
    """Let the engine embed all entries with the new model, while the old one serves."""
    with context.client() as client:
        job = client.change_embedding_model(folder.resolve())
        with context.output.progress("Reading the knowledge with the new model") as report:
            for job in client.follow_job(job.id):  # noqa: B020 - the same job, further on
                report(job.done, job.total)
    if job.error is not None:
        raise to_error(job.error)
    context.output.note("The new model is in use", style="")
