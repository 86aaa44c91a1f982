"""`sources`: lists what was imported, and removes everything that came from one source."""

from __future__ import annotations

import argparse

from assistant.cli.context import Context
from assistant.cli.failures import FAILED
from assistant.cli.printable_text import counted, given, one_line
from assistant.client.api import Client
from assistant.contracts import ImportedSource
from assistant.errors import NotFoundError


def arguments(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    verbs.add_parser("list", parents=[shared], help="every source").set_defaults(run=_list)
    removing = verbs.add_parser(
        "remove", parents=[shared], help="remove everything that came from a source"
    )
    removing.add_argument("name", help="the source's name (or its id)")
    removing.add_argument("--yes", action="store_true", help="do not ask")
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


def _remove(context: Context, options: argparse.Namespace) -> int:
    output = context.output
    with context.client() as client:
        source = _find(client, given(options.name))
        if output.interactive and not options.yes:
            output.line(f"Would be removed: {_content(source)}.")
            if not output.confirm("Remove all of it, messages and solved replies too?"):
                output.note("Nothing was removed")
                return FAILED
        client.remove_source(source.id)
    if output.as_json:
        kinds = {kind: getattr(source, kind) for kind in ("articles", "conversations", "customers")}
        output.value({"removed": source.articles + source.conversations} | kinds)
    else:
        output.line(f"Removed {_content(source)}.")
    return 0


def _content(source: ImportedSource) -> str:
    parts = (
        counted(source.articles, "article"),
        counted(source.conversations, "conversation"),
        counted(source.customers, "customer"),
    )
    return ", ".join(parts)


def _find(client: Client, name: str) -> ImportedSource:
    found = client.sources()
    for source in [s for s in found if s.name == name] + [s for s in found if str(s.id) == name]:
        return source
    raise NotFoundError(
        expected="the name of a source",
        found="a name that no source has",
        remedy="See the names with: replydesk sources list",
    )
