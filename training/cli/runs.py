"""`runs`: lists, shows and controls training runs."""

from __future__ import annotations

import argparse
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from assistant.cli.ask import checked
from assistant.cli.context import Context
from assistant.cli.failures import FAILED
from assistant.cli.printable_text import given, one_line
from training.cli.starting_runs import changed, changes, follow, sent, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.contracts import Run
    from training.client import TrainingClient


def arguments(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    verbs.add_parser("list", parents=[shared], help="the newest first").set_defaults(run=_list)
    showing = verbs.add_parser("show", parents=[shared], help="one run and its judgement")
    showing.add_argument("id", help="as `runs list` shows it")
    showing.add_argument("--report", action="store_true", help="print the report as HTML")
    showing.set_defaults(run=_show)
    for name, text in (
        ("pause", "stop at a checkpoint, which frees its memory"),
        ("resume", "continue from the last checkpoint"),
        ("cancel", "end it for good"),
    ):
        verb = verbs.add_parser(name, parents=[shared], help=text)
        verb.add_argument("id")
        verb.set_defaults(run=partial(_do, name))
    again = verbs.add_parser(
        "again", parents=[shared], help="start another one like it, with other settings"
    )
    again.add_argument("id", help="of a run that failed or should get better; it stays as it is")
    changes(again, unnamed="as that run had it")
    again.set_defaults(run=_again)
    using = verbs.add_parser("use", parents=[shared], help="put what it made to use")
    using.add_argument("id")
    using.add_argument("--insist", action="store_true", help="even if it was judged worse")
    using.set_defaults(run=_use)
    removing = verbs.add_parser("remove", parents=[shared], help="delete its folder")
    removing.add_argument("id")
    removing.set_defaults(run=_remove)


@contextmanager
def connected(context: Context) -> Iterator[TrainingClient]:
    """Connect to the engine; yields its training client."""
    from training.client import TrainingClient

    with context.client() as client:
        yield TrainingClient(client)


def _list(context: Context, _: argparse.Namespace) -> None:
    from training.cli.printing import show_runs

    with connected(context) as client:
        runs = client.listed()
    if context.output.as_json:
        context.output.value({"runs": runs})
    else:
        show_runs(context, runs)


def _show(context: Context, options: argparse.Namespace) -> None:
    id_, judgement = given(options.id), None
    with connected(context) as client:
        if options.report:
            context.output.line(client.report(id_).decode())
            return
        run = client.run(id_)
        if run.state == "done":
            judgement = client.judgement(id_)
    tell(context, run, judgement)


def _do(what: str, context: Context, options: argparse.Namespace) -> None:
    from training.cli.printing import show_run

    with connected(context) as client:
        run = client.do(given(options.id), what)
    if context.output.as_json:
        context.output.value(run)
    else:
        show_run(context, run)


def _again(context: Context, options: argparse.Namespace) -> int:
    from assistant.contracts import TrainingRequest

    with connected(context) as client:
        asked = client.request(given(options.id)).model_dump()
        request = checked(TrainingRequest, **changed(context, asked, options))
        if (tables := sent(context, client, options)) is not None:
            request = request.model_copy(update={"sent_tables": tables})
        run = client.begin(request)
        if not options.no_wait:
            run = follow(context, client, run)
        judgement = client.judgement(run.id) if run.state == "done" else None
    tell(context, run, judgement)
    return 0 if options.no_wait or run.state == "done" else FAILED


def _use(context: Context, options: argparse.Namespace) -> int:
    with connected(context) as client:
        run, whole = used(context, client, given(options.id), insist=options.insist)
    if context.output.as_json:
        context.output.value(run)
    elif whole:
        context.output.line(f"{run.name} is in use from now on.")
        context.output.note(
            context.typed_here(f"To go back: replydesk versions rollback {run.kind}")
        )
    return 0 if whole else FAILED


def used(
    context: Context, client: TrainingClient, id_: str, *, insist: bool = False
) -> tuple[Run, bool]:
    """Put a run's model to use and wait for that; returns the run and whether it succeeded."""
    from training.cli.switch_wait import wait_for_switch

    client.use(id_, insist=insist)
    whole = wait_for_switch(context, client.engine)
    return client.run(id_), whole


def _remove(context: Context, options: argparse.Namespace) -> None:
    with connected(context) as client:
        client.remove(given(options.id))
    if context.output.as_json:
        context.output.value({"removed": options.id})
    else:
        context.output.line(f"Removed {one_line(options.id, 100)}.")
