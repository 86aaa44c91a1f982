"""`demo`: adds or removes the knowledge base of an invented shop."""

from __future__ import annotations

import argparse

from assistant.cli import imports
from assistant.cli.context import Context
from assistant.cli.printable_text import counted
from assistant.client.api import Client
from assistant.contracts import Job
from assistant.demo import SOURCE
from assistant.errors import ConflictError


def arguments(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    verbs.add_parser("add", parents=[shared], help="add it").set_defaults(run=_add)
    verbs.add_parser("remove", parents=[shared], help="remove it").set_defaults(run=_remove)


def _add(context: Context, _: argparse.Namespace) -> int:
    with context.client() as client:
        jobs = add(context, client)
        health = client.health()
    done = all(job.state == "done" for job in jobs)
    if context.output.as_json:
        context.output.value({"imports": jobs})
    elif done:
        context.output.line(f"The demo is in: {health.entries} entries can be found.")
    else:
        show_failed(context, jobs)
    return 0 if done else 1


def add(context: Context, client: Client) -> list[Job]:
    """Import the demo's files as one source, and wait for the imports to finish."""
    waiting = client.add_demo()
    done: list[Job] = []
    for part, job in enumerate(waiting, start=1):
        done.append(imports.wait(context, client, job, f"{SOURCE} {part} of {len(waiting)}"))
        if done[-1].state == "cancelled":  # by Ctrl-C, which cancels the whole demo
            done += [_cancelled(client, later) for later in waiting[part:]]
            break
    return done


def _cancelled(client: Client, job: Job) -> Job:
    try:
        return client.cancel_job(job.id)
    except ConflictError:  # the job has already ended
        return client.job(job.id)


def show_failed(context: Context, jobs: list[Job]) -> None:
    """Print which of the demo's files could not be imported, and why."""
    for job in jobs:
        if job.state != "done":
            imports.show(context, job, SOURCE)


def _remove(context: Context, _: argparse.Namespace) -> None:
    with context.client() as client:
        there = next((source for source in client.sources() if source.name == SOURCE), None)
        if there is not None:
            client.remove_demo()
    removed = there.articles + there.conversations if there else 0
    if context.output.as_json:
        context.output.value({"removed": removed})
    elif there:
        context.output.line(f"Removed the demo: {counted(removed, 'entry', 'entries')}.")
    else:
        context.output.line("The demo is not here.")
