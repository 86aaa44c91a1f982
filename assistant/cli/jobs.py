"""`jobs`: lists, shows and cancels the engine's background jobs."""

from __future__ import annotations

import argparse
from typing import Any

from assistant.cli.context import Context


def arguments(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", parents=[shared], help="newest first")
    listing.add_argument("--limit", type=int, default=20)
    listing.add_argument("--cursor", type=int, help="continue below this id")
    listing.set_defaults(run=_list)
    for name, function, text in (
        ("show", _show, "one job and what it did"),
        ("cancel", _cancel, "ask a job to stop"),
    ):
        verb = verbs.add_parser(name, parents=[shared], help=text)
        verb.add_argument("id", type=int)
        verb.set_defaults(run=function)


def _list(context: Context, options: argparse.Namespace) -> None:
    with context.client() as client:
        page = client.jobs(cursor=options.cursor, limit=options.limit)
    if context.output.as_json:
        context.output.value(page)
        return
    rows = [
        (job.id, job.kind, job.state, job.request.get("name"), f"{job.created_at:%Y-%m-%d %H:%M}")
        for job in page.items
    ]
    context.output.table(["id", "kind", "state", "name", "created"], rows, right=(0,))


def _show(context: Context, options: argparse.Namespace) -> None:
    from assistant.cli import imports

    with context.client() as client:
        job = client.job(options.id)
    if context.output.as_json:
        context.output.value(job)
        return
    context.output.line(f"job {job.id}: {job.kind}, {job.state}", style="bold")
    if job.kind == "import" or job.result is None:
        imports.show(context, job, str(job.request.get("name", job.kind)))
    else:
        for name, value in job.result.items():
            context.output.line(f"{name.replace('_', ' ')}: {value}", indent=2)


def _cancel(context: Context, options: argparse.Namespace) -> None:
    with context.client() as client:
        job = client.cancel_job(options.id)
    _done(context, job, f"Job {job.id} was asked to stop")


def _done(context: Context, value: Any, text: str) -> None:
    if context.output.as_json:
        context.output.value(value)
    else:
        context.output.line(text)
