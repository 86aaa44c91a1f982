"""`audit`: shows the append-only log of who did what."""

from __future__ import annotations

import argparse
import json
from typing import Any

from assistant.cli.context import Context


def arguments(parser: argparse.ArgumentParser, _: Any) -> None:
    parser.add_argument("--limit", type=int, default=20)
    parser.add_argument("--cursor", type=int, help="continue where the last page ended")
    parser.set_defaults(run=run)


def run(context: Context, options: argparse.Namespace) -> None:
    with context.client() as client:
        page = client.audit(cursor=options.cursor, limit=options.limit)
    if context.output.as_json:
        context.output.value(page)
        return
    rows = [
        (f"{entry.at:%Y-%m-%d %H:%M:%S}", entry.actor, entry.action, entry.subject,
         json.dumps(entry.details, ensure_ascii=False) if entry.details else "")
        for entry in page.items
    ]  # fmt: skip
    context.output.table(["at (UTC)", "who", "did", "to", "details"], rows)
    if page.next is not None:
        context.output.note(f"\nmore: --cursor {page.next}")
