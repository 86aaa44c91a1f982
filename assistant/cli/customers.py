"""`customers`: finds customers by name, address or number, and shows the ids `erase` needs."""

from __future__ import annotations

import argparse

from assistant.cli.context import Context
from assistant.cli.printable_text import counted, given, one_line


def arguments(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", parents=[shared], help="customers, newest first")
    listing.add_argument(
        "query", nargs="?", default="", help="part of a name, an address or a number"
    )
    listing.add_argument("--limit", type=int, default=20)
    listing.add_argument("--cursor", type=int, help="continue where the last page ended")
    listing.set_defaults(run=_list)
    showing = verbs.add_parser("show", parents=[shared], help="one customer")
    showing.add_argument("id", type=int)
    showing.set_defaults(run=_show)


def _list(context: Context, options: argparse.Namespace) -> None:
    query = {"q": given(options.query), "cursor": options.cursor, "limit": options.limit}
    with context.client() as client:
        page = client.customers(query)
    if context.output.as_json:
        context.output.value(page)
        return
    rows = [
        (customer.id, one_line(customer.name, 40), customer.conversations,
         one_line(", ".join(known.value for known in customer.identifiers), 60))
        for customer in page.items
    ]  # fmt: skip
    context.output.table(["id", "name", "conversations", "known by"], rows, right=(0, 2))
    context.output.note(f"\n{len(page.items)} of {page.total}")
    if page.next is not None:
        context.output.note(f"more: --cursor {page.next}")


def _show(context: Context, options: argparse.Namespace) -> None:
    with context.client() as client:
        customer = client.customer(options.id)
    output = context.output
    if output.as_json:
        output.value(customer)
        return
    output.line(f"#{customer.id} {one_line(customer.name)}", style="bold")
    for known in customer.identifiers:
        output.line(f"{known.kind} {one_line(known.value)}", indent=2)
    talks = counted(customer.conversations, "conversation")
    output.line(f"{talks}, known since {customer.created_at:%Y-%m-%d}", style="dim")
    if customer.notes:
        output.line(customer.notes, indent=2)
