"""`versions`: lists trained versions, and returns to the one used before."""

from __future__ import annotations

import argparse

from assistant.cli.context import Context
from assistant.cli.failures import FAILED
from assistant.cli.printable_text import given
from training.cli.runs import connected


def arguments(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    verbs.add_parser(
        "list", parents=[shared], help="every version, and which are in use"
    ).set_defaults(run=_list)
    back = verbs.add_parser("rollback", parents=[shared], help="use the previous version again")
    back.add_argument("kind", help="replies, intents, search or mood")
    back.set_defaults(run=_roll_back)


def _list(context: Context, _: argparse.Namespace) -> None:
    from training.cli.printing import show_versions

    with connected(context) as client:
        versions = client.versions()
    if context.output.as_json:
        context.output.value({"versions": versions})
    else:
        show_versions(context, versions)


def _roll_back(context: Context, options: argparse.Namespace) -> int:
    from training.cli.printing import show_versions
    from training.cli.switch_wait import wait_for_switch

    with connected(context) as client:
        client.roll_back(given(options.kind))
        whole = wait_for_switch(context, client.engine)
        versions = client.versions()
    if context.output.as_json:
        context.output.value({"versions": versions})
    else:
        show_versions(context, versions)
    return 0 if whole else FAILED
