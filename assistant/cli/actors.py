"""`actors`: lists, adds and disables the users of a company server."""

from __future__ import annotations

import argparse

from assistant.cli.ask import checked
from assistant.cli.context import Context
from assistant.cli.printable_text import given


def arguments(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    verbs.add_parser("list", parents=[shared], help="everybody").set_defaults(run=_list)
    adding = verbs.add_parser("add", parents=[shared], help="add a person; the token is shown once")
    adding.add_argument("name")
    adding.add_argument("--role", choices=("agent", "lead", "administrator"), default="agent")
    adding.set_defaults(run=_add)
    disabling = verbs.add_parser(
        "disable", parents=[shared], help="disable a person; their token stops working"
    )
    disabling.add_argument("id", type=int)
    disabling.set_defaults(run=_disable)


def _list(context: Context, _: argparse.Namespace) -> None:
    with context.client() as client:
        actors = client.actors()
    if context.output.as_json:
        context.output.value({"items": actors})
        return
    rows = [
        (actor.id, actor.name, actor.role, f"{actor.created_at:%Y-%m-%d}",
         f"{actor.disabled_at:%Y-%m-%d}" if actor.disabled_at else "")
        for actor in actors
    ]  # fmt: skip
    context.output.table(["id", "name", "role", "since", "disabled"], rows, right=(0,))


def _add(context: Context, options: argparse.Namespace) -> None:
    from assistant.contracts import ActorBody

    body = checked(ActorBody, name=given(options.name), role=options.role)
    with context.client() as client:
        actor = client.add_actor(body)
    if context.output.as_json:
        context.output.value(actor)
        return
    context.output.line(f"{actor.name} ({actor.role}), token:", style="bold")
    context.output.line(actor.token)
    context.output.note("It is shown only now; only its hash is kept.")


def _disable(context: Context, options: argparse.Namespace) -> None:
    with context.client() as client:
        client.disable_actor(options.id)
    if context.output.as_json:
        context.output.value({"disabled": options.id})
    else:
        context.output.line(f"Disabled {options.id}.")
