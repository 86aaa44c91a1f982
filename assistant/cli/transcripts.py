"""`transcripts`: examines exports, keeps them without personal data, approves them for training."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.ask import checked
from assistant.cli.context import Context, UsageError
from assistant.cli.failures import CANCELLED, FAILED
from assistant.cli.printable_text import counted, given, one_line

if TYPE_CHECKING:
    from assistant.client.api import Client
    from assistant.contracts import Examination, Job, ProblemDetails, TranscriptSet

_MARK = {"good": "✓", "note": "·", "warning": "!", "error": "✗"}
_STYLE = {"good": "green", "note": "", "warning": "yellow", "error": "red"}


def arguments(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    examining = verbs.add_parser("examine", parents=[shared], help="say what an export is worth")
    examining.add_argument("file", metavar="FILE", help="a file or folder, or an id")
    examining.add_argument("--name", default="", help="for people; the file's own if missing")
    examining.add_argument(
        "--choices", default="", metavar="JSON",
        help='what the detection got wrong, such as {"format": "zendesk", "agents": ["Tom"]}',
    )  # fmt: skip
    examining.set_defaults(run=_examine)
    verbs.add_parser("list", parents=[shared], help="every export").set_defaults(run=_list)
    keeping = _verb(verbs, shared, "keep", _keep, "keep its conversations, without personal data")
    keeping.add_argument(
        "--no-search", action="store_true", help="do not let the search find its solved replies"
    )
    _verb(verbs, shared, "show", _show, "what its examination found")
    skipped = _verb(verbs, shared, "skipped", _skipped, "what was left out, and why")
    skipped.add_argument("--reason", default="", help="only one reason, as `show` names it")
    skipped.add_argument("--limit", type=int, default=20)
    skipped.add_argument("--cursor", type=int, help="continue after this one")
    _verb(verbs, shared, "review", _review, "what was replaced, and what was left")
    _verb(verbs, shared, "approve", _approve, "allow training on it")
    _verb(verbs, shared, "withdraw", _approve, "withdraw the approval")
    _verb(verbs, shared, "remove", _remove, "delete everything of it")


def _verb(verbs: Any, shared: argparse.ArgumentParser, name: str, run: Any, text: str) -> Any:
    verb = verbs.add_parser(name, parents=[shared], help=text)
    verb.add_argument("id", type=int, help="as `transcripts list` shows it")
    verb.set_defaults(run=run, approved=name == "approve")
    return verb


def _examine(context: Context, options: argparse.Namespace) -> int:
    from assistant.contracts import TranscriptChoices, TranscriptRequest

    choices = checked(TranscriptChoices, **_choices(options.choices))
    path = Path(given(options.file)).expanduser()
    with context.client() as client:
        if not path.exists() and options.file.isdecimal():
            begun = client.examine_again(int(options.file), choices)
        elif not path.exists():
            raise UsageError(f"no such file: {one_line(str(path))}")
        elif context.server and path.is_dir():
            raise UsageError("a folder cannot be sent: pack it into a zip")
        elif context.server:
            begun = client.examine_upload(path, options.name or path.name)
            if options.choices:
                _waited(context, client, begun)
                begun = client.examine_again(begun.id, choices)
        else:
            begun = client.examine_path(
                checked(
                    TranscriptRequest, path=str(path.resolve()), choices=choices,
                    name=options.name or path.resolve().name,
                )
            )  # fmt: skip
        return _ended(context, client, begun)


def _keep(context: Context, options: argparse.Namespace) -> int:
    from assistant.contracts import TranscriptKeepRequest

    request = TranscriptKeepRequest(solved_replies=not options.no_search)
    with context.client() as client:
        return _ended(context, client, client.keep_transcripts(options.id, request))


def _list(context: Context, _: argparse.Namespace) -> None:
    with context.client() as client:
        page = client.all_transcripts()
    if context.output.as_json:
        context.output.value(page)
        return
    rows = [
        (one.id, one_line(one.name, 50), one.state,
         one.examination.conversations if one.examination else "", one.used or "",
         f"{one.created_at:%Y-%m-%d %H:%M}")
        for one in page.items
    ]  # fmt: skip
    columns = ["id", "name", "state", "conversations", "usable", "read"]
    context.output.table(columns, rows, right=(0, 3, 4))


def _show(context: Context, options: argparse.Namespace) -> None:
    with context.client() as client:
        _tell(context, client.transcripts(options.id))


def _skipped(context: Context, options: argparse.Namespace) -> None:
    query = {"reason": given(options.reason), "cursor": options.cursor, "limit": options.limit}
    with context.client() as client:
        page = client.skipped_transcripts(options.id, query)
    if context.output.as_json:
        context.output.value(page)
        return
    for one in page.items:
        where = f"row {one.row}" if one.row is not None else one.key
        context.output.line(f"{one.reason}  {one_line(where, 60)}", style="bold")
        for turn in one.turns:
            context.output.line(f"{turn.role}: {one_line(turn.text, 100)}", indent=2)
    context.output.line(f"{len(page.items):,} of {page.total:,}")
    if query["reason"] and not page.total:
        context.output.note("Reasons and how often each was found: transcripts show")
    if page.next is not None:
        context.output.note(f"Continue with: --cursor {page.next}")


def _review(context: Context, options: argparse.Namespace) -> None:
    with context.client() as client:
        review = client.review_transcripts(options.id)
    if context.output.as_json:
        context.output.value(review)
        return
    found = ", ".join(f"{count:,} {kind}" for kind, count in review.counts.items())
    context.output.line(f"Replaced: {found or 'nothing'}")
    for title, samples in (("Replaced", review.replaced), ("Left as it is", review.left)):
        if samples:
            context.output.line(title, style="bold")
        for one in samples:
            text = f"…{one.before[-40:]}[{one.shown}]{one.after[:40]}…"
            context.output.line(one_line(text, 110), indent=2)


def _approve(context: Context, options: argparse.Namespace) -> None:
    from assistant.contracts import TranscriptChange

    with context.client() as client:
        changed = client.change_transcripts(options.id, TranscriptChange(approved=options.approved))
    if context.output.as_json:
        context.output.value(changed)
    else:
        allowed = "may be trained on" if options.approved else "may not be trained on any more"
        context.output.line(f"{one_line(changed.name, 60)} {allowed}.")


def _remove(context: Context, options: argparse.Namespace) -> None:
    with context.client() as client:
        client.remove_transcripts(options.id)
    if context.output.as_json:
        context.output.value({"removed": options.id})
    else:
        context.output.line(f"Removed transcripts {options.id}.")


def _ended(context: Context, client: Client, begun: TranscriptSet) -> int:
    """Wait for the job of a transcript set, print the result and return the exit status."""
    job = _waited(context, client, begun)
    done = client.transcripts(begun.id)
    _tell(context, done)
    if job is not None and job.state == "cancelled":
        return CANCELLED
    return FAILED if done.error is not None else 0


def _waited(context: Context, client: Client, begun: TranscriptSet) -> Job | None:
    """Wait for the job of a transcript set; return None if it had already ended."""
    from assistant.cli.imports import wait

    if begun.job is None:
        return None
    return wait(context, client, client.job(begun.job), begun.name)


def _tell(context: Context, one: TranscriptSet) -> None:
    output = context.output
    if output.as_json:
        output.value(one)
        return
    output.line(f"{one_line(one.name, 60)} [{one.id}]: {one.state}", style="bold")
    if one.error is not None:
        _tell_error(context, one.error)
    if one.examination is not None:
        _tell_examination(context, one.examination)
    if one.redactions:
        places = counted(sum(one.redactions.values()), "place")
        output.line(
            f"{places} replaced, {one.solved_replies:,} replies found by the search.", indent=2
        )
    if advice := _advice(one):
        output.note(context.typed_here(advice))


def _tell_error(context: Context, error: ProblemDetails) -> None:
    output = context.output
    output.line(f"{error.title} [{error.code}]", style="red", indent=2)
    said = (error.expected, error.found, context.typed_here(error.remedy))
    for label, text in zip(("expected:", "found:   ", "to do:   "), said, strict=True):
        if text:
            output.line(f"{label} {text}", indent=2)


def _advice(one: TranscriptSet) -> str:
    """Return the next step for an export in its present state, or ""."""
    if one.state == "review":
        return (
            f"Look through it: replydesk transcripts review {one.id}, "
            f"then replydesk transcripts approve {one.id}"
        )
    if one.state != "examined" or one.examination is None or one.error is not None:
        return ""
    if not one.examination.detected.format:
        return (
            f"Say which column is what: replydesk transcripts examine {one.id} --choices "
            '\'{"mapping": {"request": "COLUMN", "reply": "COLUMN"}}\''
        )
    if not one.used:
        return f"See why each was left out: replydesk transcripts skipped {one.id}"
    return f"Keep it: replydesk transcripts keep {one.id}"


def _tell_examination(context: Context, found: Examination) -> None:
    output = context.output
    if not found.detected.format and found.detected.columns:
        columns = ", ".join(one_line(name, 40) for name in found.detected.columns[:12])
        output.line(f"Its columns: {columns}", indent=2)
    elif found.detected.format:
        output.line(_read_as(found), indent=2)
    for finding in found.findings:
        text = f"{_MARK[finding.level]} {finding.text}"
        output.line(text, style=_STYLE[finding.level], indent=2)
    for reason, count in found.reasons.items():
        output.line(f"left out: {count:,} {reason}", indent=4)
    for kind in found.sufficient:
        output.line(f"{kind.kind:<12} {kind.enough:<7} {kind.text}", indent=2)


def _read_as(found: Examination) -> str:
    """Describe how an export was interpreted, so that the user can correct it."""
    seen = found.detected
    languages = " ".join(seen.languages)
    parts = [seen.title or seen.format, languages, seen.encoding, seen.time_zone]
    if found.per_agent:
        parts.append(counted(len(found.per_agent), "agent"))
    return f"Read as {one_line(', '.join(part for part in parts if part), 100)}"


def _choices(text: str) -> dict[str, Any]:
    try:
        choices = json.loads(text) if text else {}
    except ValueError:
        choices = None
    if not isinstance(choices, dict):
        raise UsageError('--choices needs a JSON object, such as {"format": "zendesk"}')
    return choices
