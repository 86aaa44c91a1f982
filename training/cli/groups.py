"""`groups`: finds groups of messages that ask the same, without labels; a person names them."""

from __future__ import annotations

import argparse
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from assistant.cli.ask import checked
from assistant.cli.context import Context
from assistant.cli.failures import FAILED
from assistant.cli.printable_text import given, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.client.api import Client
    from assistant.contracts.groups import MessageGroups
    from training.client import TrainingClient

_WIDE: Final = 100


def arguments(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    looking = verbs.add_parser("look", parents=[shared], help="look for groups of messages")
    looking.add_argument(
        "--transcripts", action="append", type=int, default=[], metavar="ID",
        help="approved transcripts; again for another (all of them)",
    )  # fmt: skip
    looking.set_defaults(run=_look)
    verbs.add_parser("list", parents=[shared], help="the largest first").set_defaults(run=_list)
    showing = _verb(verbs, shared, "show", _show, "what one group's messages say")
    showing.add_argument("--limit", type=int, default=10)
    naming = _verb(verbs, shared, "name", _name, "name a group")
    naming.add_argument("name", help="empty: what its messages say most")
    merging = _verb(verbs, shared, "merge", _change, "merge groups into one")
    merging.add_argument("others", type=int, nargs="+", metavar="ID", help="that go into it")
    dropping = _verb(verbs, shared, "drop", _change, "learn nothing from a group's messages")
    dropping.add_argument("others", type=int, nargs="*", metavar="ID", help="others to drop")
    undoing = verbs.add_parser("undo", parents=[shared], help="undo the last step")
    undoing.set_defaults(run=_undo)


def _verb(verbs: Any, shared: argparse.ArgumentParser, name: str, run: Any, text: str) -> Any:
    verb = verbs.add_parser(name, parents=[shared], help=text)
    verb.add_argument("id", type=int, help="as `groups list` shows it")
    verb.set_defaults(run=run, what=name)
    return verb


@contextmanager
def _connected(context: Context) -> Iterator[tuple[Client, TrainingClient]]:
    from training.client import TrainingClient

    with context.client() as client:
        yield client, TrainingClient(client)


def _look(context: Context, options: argparse.Namespace) -> int:
    from assistant.contracts.groups import GroupsRequest

    request = checked(GroupsRequest, transcripts=options.transcripts)
    with _connected(context) as (client, training):
        begun = training.look_for_groups(request)
        if begun.job is not None:
            _follow(context, client, begun.job)
        found = training.groups()
    _tell(context, found)
    return FAILED if found.error is not None else 0


def _follow(context: Context, client: Client, id_: int) -> None:
    with context.output.progress("Looking for groups") as report:
        for job in client.follow_job(id_):
            report(job.done, job.total or 0)


def _list(context: Context, _: argparse.Namespace) -> None:
    with _connected(context) as (_client, training):
        _tell(context, training.groups())


def _show(context: Context, options: argparse.Namespace) -> None:
    with _connected(context) as (_client, training):
        page = training.group_messages(options.id, limit=options.limit)
    if context.output.as_json:
        context.output.value(page)
        return
    for text in page.items:
        context.output.line(one_line(text, _WIDE), indent=2)
    context.output.line(f"{len(page.items):,} of {page.total:,}")


def _name(context: Context, options: argparse.Namespace) -> None:
    from assistant.contracts.groups import GroupName

    name = checked(GroupName, name=given(options.name)).name
    with _connected(context) as (_client, training):
        _tell(context, training.name_group(options.id, name))


def _change(context: Context, options: argparse.Namespace) -> None:
    with _connected(context) as (_client, training):
        _tell(context, training.change_groups(options.what, [options.id, *options.others]))


def _undo(context: Context, _: argparse.Namespace) -> None:
    with _connected(context) as (_client, training):
        _tell(context, training.undo_groups())


def _tell(context: Context, found: MessageGroups) -> None:
    output = context.output
    if output.as_json:
        output.value(found)
        return
    if found.error is not None:
        output.line(context.typed_here(found.error.detail), style="red")
    if found.made_at is None:
        output.line("Nobody has looked for groups here. Begin: replydesk groups look")
        return
    rows = [
        (one.id, one_line(one.name, 40) + ("" if one.named else " (suggested)"),
         f"{one.messages:,}", f"{one.purity:.0%}", "" if one.nearest is None else one.nearest,
         one_line(", ".join(one.words), 60))
        for one in found.items
    ]  # fmt: skip
    columns = ["id", "name", "messages", "clear", "near", "says"]
    output.table(columns, rows, right=(0, 2, 3, 4))
    output.line(f"{found.grouped:,} of {found.looked_at:,} messages are in {len(rows):,} groups.")
    output.note(
        context.typed_here("Learn from them: replydesk train intents --option labels=groups")
    )
