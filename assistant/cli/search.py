"""`search`: shows the ranked entries for a query, without a confidence threshold."""

from __future__ import annotations

import argparse
from typing import Any

from assistant.cli.context import Context
from assistant.cli.printable_text import given, one_line


def arguments(parser: argparse.ArgumentParser, _: Any) -> None:
    parser.add_argument("query", nargs="+")
    parser.add_argument("--lang", default="", help="the query's language, if it is known")
    parser.add_argument("--limit", type=int, default=10, help="at most this many (10)")
    parser.set_defaults(run=run)


def run(context: Context, options: argparse.Namespace) -> None:
    with context.client(ready=True) as client:
        found = client.search(
            given(" ".join(options.query)), lang=options.lang, limit=options.limit
        )
    if context.output.as_json:
        context.output.value(found)
        return
    if not found.items:
        context.output.line("Nothing found.", style="yellow")
        return
    rows = [
        (f"{item.confidence:.0%}", item.id, item.kind, one_line(item.title, 60), item.source)
        for item in found.items
    ]
    context.output.table(["confidence", "id", "kind", "title", "source"], rows, right=(0, 1))
    if found.abstained:
        context.output.note("\nNone of them is sure enough to be offered as an answer.")
