"""`restore`: replaces the store by a backup, after backing up the present store."""

from __future__ import annotations

import argparse
from typing import Any

from assistant.cli import backups_without_engine
from assistant.cli.context import Context
from assistant.cli.printable_text import given


def arguments(parser: argparse.ArgumentParser, _: Any) -> None:
    parser.add_argument("name", help="a name from `replydesk backup list`")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.set_defaults(run=run)


def run(context: Context, options: argparse.Namespace) -> int:
    if context.output.interactive and not options.yes:
        question = "What came after this backup will be missing (a backup of it is kept). Continue?"
        if not context.output.confirm(question):
            context.output.note("Nothing was changed")
            return 1
    name = given(options.name)
    with backups_without_engine.client_if_possible(context) as client:
        if client is None:
            backups_without_engine.restore(context, name)
        else:
            client.restore_backup(name)
    with context.client(ready=True) as client:
        health = client.health()
    if context.output.as_json:
        context.output.value(health)
    else:
        context.output.line(f"Restored: {health.entries} entries can be found.")
    return 0
