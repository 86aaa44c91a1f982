"""`sources`: what was imported, and all of it out again in one action."""

from __future__ import annotations

import argparse

from assistant.cli.context import Context
from assistant.cli.terminal import counted, given, one_line
from assistant.client.api import Client
from assistant.errors import NotFoundError


def arguments(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    verbs.add_parser("list", parents=[shared], help="every source").set_defaults(run=_list)
    removing = verbs.add_parser("remove", parents=[shared], help="all that came from a source")
    removing.add_argument("name", help="the source's name (or its id)")
    removing.set_defaults(run=_remove)


def _list(context: Context, _: argparse.Namespace) -> None:
    with context.client() as client:
        sources = client.sources()
    if context.output.as_json:
        context.output.value({"items": sources})
        return
    rows = [
        (source.id, one_line(source.name, 50), source.articles, source.conversations,
         f"{source.imported_at:%Y-%m-%d %H:%M}")
        for source in sources
    ]  # fmt: skip
    context.output.table(
        ["id", "name", "articles", "conversations", "imported"], rows, right=(0, 2, 3)
    )


def _remove(context: Context, options: argparse.Namespace) -> None:
    with context.client() as client:
        removed = remove(client, given(options.name))
    if context.output.as_json:
        context.output.value({"removed": removed})
    else:
        context.output.line(f"Removed {counted(removed, 'entry', 'entries')}.")


def remove(client: Client, name: str) -> int:
    """Remove a source by its name or id; returns how many entries went.

    Raises:
        NotFoundError: There is no such source.
    """
    for source in client.sources():
        if source.name == name or str(source.id) == name:
            client.remove_source(source.id)
            return source.articles + source.conversations
    raise NotFoundError(
        expected="the name of a source",
        found="a name that no source has",
        remedy="See the names with: replydesk sources list",
    )
