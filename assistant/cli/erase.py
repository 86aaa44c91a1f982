"""`erase`: removes a person everywhere, as the right to erasure demands."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from assistant.cli.ask import checked
from assistant.cli.context import Context
from assistant.cli.printable_text import given

if TYPE_CHECKING:
    from assistant.contracts import EraseReport


_NAMES = {
    "customers": ("customer", "customers"),
    "identifiers": ("address or number", "addresses and numbers"),
    "conversations": ("conversation", "conversations"),
    "messages": ("message", "messages"),
    "transcripts": ("conversation kept for training", "conversations kept for training"),
    "solved_replies": ("solved reply", "solved replies"),
    "feedback": ("feedback", "feedbacks"),
    "mentions": ("mention in another text", "mentions in other texts"),
    "backups_rewritten": ("backup rewritten", "backups rewritten"),
    "backups_removed": ("backup removed", "backups removed"),
}


def arguments(parser: argparse.ArgumentParser, _: Any) -> None:
    parser.add_argument(
        "--customer", required=True, metavar="WHO",
        help="customer id, mail address, phone or customer number, or full name",
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="only say what would be erased")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.set_defaults(run=run)


def run(context: Context, options: argparse.Namespace) -> int:
    from assistant.contracts import EraseRequest

    request = checked(EraseRequest, customer=given(options.customer), dry_run=options.dry_run)
    with context.client() as client:
        if context.output.interactive and not (options.yes or options.dry_run):
            preview = client.erase(request.model_copy(update={"dry_run": True}))
            _show(context, preview, "Would go")
            if not context.output.confirm("Remove all of it? It cannot be brought back."):
                context.output.note("Nothing was removed")
                return 1
        report = client.erase(request)
    if context.output.as_json:
        context.output.value(report)
    else:
        _show(context, report, "Would go" if report.dry_run else "Gone")
    return 0


def _show(context: Context, report: EraseReport, title: str) -> None:
    counts = [
        (number, names[number != 1])
        for field, names in _NAMES.items()
        if (number := getattr(report, field))
    ]
    if not counts:
        context.output.line("Nothing of this person is in the store.", style="yellow")
        return
    context.output.line(f"{title}:", style="bold")
    for value, name in counts:
        context.output.line(f"{value:>6} {name}", indent=2)
    for model in report.models_to_retrain:
        context.output.line(f"a model that learnt from this person: {model}", indent=2)
