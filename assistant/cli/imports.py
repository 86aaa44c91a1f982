"""`import`: imports files as jobs of the engine, and lists the rows that failed by number."""

from __future__ import annotations

import argparse
import json
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.ask import checked
from assistant.cli.context import Context, UsageError
from assistant.cli.failures import CANCELLED, FAILED
from assistant.cli.interrupts import interrupt_delayed
from assistant.cli.printable_text import counted, one_line

if TYPE_CHECKING:
    from assistant.client.api import Client
    from assistant.contracts import ImportResult, Job

_ROWS_SHOWN = 20


def arguments(parser: argparse.ArgumentParser, _: Any) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--name", default="", help="the source's name; the file's own if missing")
    parser.add_argument(
        "--map", action="extend", nargs="+", default=[], metavar="ROLE=COLUMN",
        help="columns that are not recognised, after the files: --map question=Q answer=A",
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="preview, write nothing")
    parser.add_argument("--no-wait", action="store_true", help="return at once; the job continues")
    parser.set_defaults(run=run)


def run(context: Context, options: argparse.Namespace) -> int:
    if options.name and len(options.files) > 1:
        raise UsageError("--name fits one file: import the others with names of their own")
    mapping = _mapping(options.map)
    for file in options.files:
        if not file.is_file():
            what = "a folder, not a file" if file.is_dir() else "no such file"
            raise UsageError(f"{what}: {one_line(str(file))}")
    jobs = []
    with context.client() as client:
        for file in options.files:
            job = _bring(client, context, file, mapping, options)
            if not (options.no_wait or context.output.as_json):
                show(context, job, file.name)
            jobs.append(job)
            if job.state == "cancelled":
                break
    if context.output.as_json:
        context.output.value({"imports": jobs})
    elif options.no_wait:
        for job in jobs:
            context.output.line(f"job {job.id}")
    if jobs[-1].state == "cancelled":
        return CANCELLED
    return 0 if all(_went_in(job) for job in jobs) else FAILED


def _bring(
    client: Client, context: Context, file: Path, mapping: dict[str, str],
    options: argparse.Namespace,
) -> Job:  # fmt: skip
    """Submit a file to the engine and, without `--no-wait`, follow its job; Ctrl-C cancels it."""
    job: Job | None = None
    try:
        # submitting a path is quick, so Ctrl-C can wait; an upload to a server may be interrupted
        with nullcontext() if context.server else interrupt_delayed():
            job = submit(client, context, file, options.name, mapping, dry_run=options.dry_run)
        return job if options.no_wait else _follow(context, client, job, file.name)
    except KeyboardInterrupt:
        if job is None:
            raise
        return _cancel(client, job)


def submit(
    client: Client, context: Context, file: Path, name: str, mapping: dict[str, str], *,
    dry_run: bool = False,
) -> Job:  # fmt: skip
    """Submit a file: by its path to the local engine, by upload to a server."""
    from assistant.contracts import ImportRequest

    name = name or file.name
    if not context.server:
        request = checked(
            ImportRequest, path=str(file.resolve()), name=name, mapping=mapping, dry_run=dry_run
        )
        return client.import_path(request)
    columns = json.dumps(mapping) if mapping else ""
    return client.import_upload(file, {"name": name, "mapping": columns, "dry_run": dry_run})


def wait(context: Context, client: Client, job: Job, title: str) -> Job:
    """Follow a job to its end and return it; Ctrl-C cancels the job."""
    try:
        return _follow(context, client, job, title)
    except KeyboardInterrupt:
        return _cancel(client, job)


def _follow(context: Context, client: Client, job: Job, title: str) -> Job:
    with context.output.progress(title) as report:
        for step in client.follow_job(job.id):
            job = step
            report(job.done, job.total)
    return job


def _cancel(client: Client, job: Job) -> Job:
    client.cancel_job(job.id)
    for step in client.follow_job(job.id):
        job = step
    return job


def show(context: Context, job: Job, title: str) -> None:
    """Print the result of an import."""
    from assistant.contracts import ImportResult

    name = one_line(title, 60)
    if job.error is not None:
        context.output.line(f"{name}: {job.error.title} [{job.error.code}]", style="red")
        for label, text in (
            ("expected:", job.error.expected),
            ("found:   ", job.error.found),
            ("to do:   ", context.typed_here(job.error.remedy)),
        ):
            if text:
                context.output.line(f"{label} {text}", indent=2)
        return
    if job.result is None:
        context.output.line(f"{name}: {job.state}; what was finished is kept", style="yellow")
        return
    result = ImportResult.model_validate(job.result)
    context.output.line(f"{name}: {_counts(result, dry_run=bool(job.request.get('dry_run')))}")
    for body in result.preview:
        question = body.questions[0] if body.questions else body.title
        context.output.line(f"{one_line(question, 50)} → {one_line(body.answer, 60)}", indent=2)
    for talk in result.preview_conversations:
        who = f"{talk.customer or 'customer'}, {counted(talk.messages, 'message')}, {talk.status}"
        said = " – ".join(text for text in (talk.subject, talk.opening) if text)
        context.output.line(f"{who}: {one_line(said, 90)}", indent=2)
    _show_problems(context, result)


def _counts(result: ImportResult, *, dry_run: bool) -> str:
    talks = f" ({counted(result.conversations, 'conversation')})" if result.conversations else ""
    parts = [
        (result.added, f"{result.added:,} {'would be added' if dry_run else 'added'}"),
        (result.changed, f"{result.changed:,} {'would change' if dry_run else 'changed'}"),
        (result.unchanged, f"{result.unchanged:,} unchanged"),
        (result.failed, f"{counted(result.failed, 'row')} could not be taken"),
        (result.not_in_file, f"{result.not_in_file:,} no longer in the file, but kept"),
    ]
    said = ", ".join(text for count, text in parts if count) or "nothing in it"
    replies = counted(result.solved_replies, "solved reply", "solved replies")
    places = counted(result.redactions, "piece", "pieces") + " of personal data redacted"
    found = f"; {replies} can be found, {places}" if result.solved_replies else ""
    return said + talks + found


def _show_problems(context: Context, result: ImportResult) -> None:
    for problem in result.problems[:_ROWS_SHOWN]:
        where = f"row {problem.row}" if problem.row is not None else f"page {problem.page}"
        if problem.row is None and problem.page is None:
            where = "file"
        context.output.line(
            f"{where}: expected {problem.expected}, found {problem.found}. {problem.remedy}",
            style="yellow",
            indent=2,
        )
    more = len(result.problems) - _ROWS_SHOWN
    if more > 0:
        context.output.line(f"… and {more} more: see them with --json", indent=2)


def _went_in(job: Job) -> bool:
    """Whether an import succeeded at least in part, or is still running."""
    if job.state in {"queued", "running"}:
        return True
    if job.state != "done" or job.result is None:
        return False
    taken = sum(job.result.get(name, 0) for name in ("added", "changed", "unchanged"))
    return bool(taken or job.result.get("conversations") or not job.result.get("failed"))


def _mapping(pairs: list[str]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        role, equals, column = pair.partition("=")
        if not equals or not role or not column:
            raise UsageError(
                "--map needs roles and columns, after the files: FILE --map question=Q answer=A"
            )
        mapping[role.strip().lower()] = column.strip()
    return mapping
