"""`backup`: makes a verified copy of the store, or lists the backups."""

from __future__ import annotations

import argparse

from assistant.cli import backups_without_engine
from assistant.cli.context import Context


def arguments(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_make)
    verbs = parser.add_subparsers(metavar="VERB")
    verbs.add_parser("list", parents=[shared], help="all, newest first").set_defaults(run=_list)


def _make(context: Context, _: argparse.Namespace) -> None:
    with context.client() as client:
        backup = client.back_up()
    if context.output.as_json:
        context.output.value(backup)
    else:
        context.output.line(f"{backup.name}  ({backup.bytes:,} bytes, opened and checked)")


def _list(context: Context, _: argparse.Namespace) -> None:
    with backups_without_engine.client_if_possible(context) as client:
        backups = backups_without_engine.listed(context) if client is None else client.backups()
    if context.output.as_json:
        context.output.value({"items": backups})
        return
    rows = [
        (backup.name, backup.reason, f"{backup.at:%Y-%m-%d %H:%M}", f"{backup.bytes:,}")
        for backup in backups
    ]
    context.output.table(["name", "reason", "made (UTC)", "bytes"], rows, right=(3,))
