"""Imports one file, step by step."""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.contracts import ArticleBody, ImportResult, RowProblem
from assistant.errors import CodedError
from assistant.importing import article_batch, conversation_batch
from assistant.jobs import Step
from assistant.knowledge import Knowledge, with_lang
from assistant.store import articles_read, conversations_read, sources
from assistant.store.articles import ArticleDraft
from assistant.store.database import Actor, Store
from assistant.store.rows import chunks
from assistant.transcripts import ConversationRecord, read_file
from retrieval.documents import Event, Limits, Problem, Progress, Record, Table
from retrieval.entry import Kind

_BATCH = 256
_CONVERSATIONS = 64  # small, because other writers wait while the replies are embedded
_PROBLEMS_KEPT = 1000
_PREVIEW = 5
_MENDED_BY_MAPPING = ("table.columns", "table.mapping")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FileToImport:
    """The file to import, and how.

    Attributes:
        name: The source's name; importing the same name again updates it.
        whole: Whether the file is the whole source. If it is one of several, entries of the
            source that it lacks are not counted as missing.
    """

    path: Path
    name: str
    mapping: dict[str, str] = field(default_factory=dict)
    dry_run: bool = False
    limits: Limits = field(default_factory=Limits)
    whole: bool = True


@dataclass(slots=True)
class _Run:
    store: Store
    knowledge: Knowledge
    actor: Actor
    file: FileToImport
    result: ImportResult
    source_id: int | None
    seen: set[str] = field(default_factory=set)


def run(
    store: Store, knowledge: Knowledge, actor: Actor, file: FileToImport
) -> Generator[Step, None, dict[str, Any]]:
    """Import a file; yield the progress of reading, and return an `ImportResult` as plain data.

    Raises:
        CodedError: The file cannot be read to its end; what was imported before is kept.
    """
    result = ImportResult(source=file.name, format=file.path.suffix.lstrip(".").lower())
    work = _Run(store, knowledge, actor, file, result, _source(store, actor, file, result))
    step = Step(0)
    waiting: list[Record | ConversationRecord] = []
    with closing(_events(work)) as events:
        for event in events:
            if isinstance(event, Progress):
                step = Step(event.done, event.total)
                yield step
            elif isinstance(event, Problem):
                _note(result, event)
            elif isinstance(event, Table):
                result.columns = list(event.columns)
                result.mapping = {role: list(names) for role, names in event.roles.items()}
            else:
                waiting.append(event)
                if len(waiting) == _BATCH:
                    _import_batch(work, waiting)
                    waiting = []
                    yield step
    _import_batch(work, waiting)
    _finish(work)
    return result.model_dump(mode="json")


def _events(work: _Run) -> Generator[Event | ConversationRecord, None, None]:
    """Read the file. In a dry run of a table whose columns are not recognized, the error is
    yielded as a problem, so that the result still lists the columns, for the user to map them."""
    file = work.file
    try:
        yield from read_file(file.path, mapping=file.mapping or None, limits=file.limits)
    except CodedError as error:
        if not (file.dry_run and work.result.columns and error.code in _MENDED_BY_MAPPING):
            raise
        yield Problem(error.code, expected=error.expected, found=error.found, remedy=error.remedy)


def _import_batch(work: _Run, read: list[Record | ConversationRecord]) -> None:
    work.result.read += len(read)
    work.seen.update(record.key for record in read)
    talks = [record for record in read if isinstance(record, ConversationRecord)]
    records = [record for record in read if isinstance(record, Record)]
    if talks:
        _import_conversations(work, talks)
    if records:
        _import_articles(work, records)


def _import_conversations(work: _Run, records: list[ConversationRecord]) -> None:
    work.result.conversations += len(records)
    if work.file.dry_run or work.source_id is None:
        wanted = records[: max(0, _PREVIEW - len(work.result.preview_conversations))]
        work.result.preview_conversations += map(conversation_batch.preview, wanted)
        conversation_batch.count(work.store, work.source_id, records, work.result)
    else:
        for some in chunks(records, _CONVERSATIONS):
            conversation_batch.write(
                work.store, work.knowledge, work.actor, work.source_id, some, work.result
            )


def _import_articles(work: _Run, records: list[Record]) -> None:
    drafts = [with_lang(_draft(record, work.source_id)) for record in records]
    if len(work.result.preview) < _PREVIEW and work.file.dry_run:
        wanted = drafts[: _PREVIEW - len(work.result.preview)]
        work.result.preview += [_body(draft) for draft in wanted]
    plan = article_batch.compare(work.store, work.source_id, drafts)
    plan.count_into(work.result)
    if not work.file.dry_run:
        article_batch.write(work.knowledge, work.actor, plan)


def _source(store: Store, actor: Actor, file: FileToImport, result: ImportResult) -> int | None:
    """Return the row id of the source; a dry run does not create the row."""
    if file.dry_run:
        with store.read() as connection:
            source = sources.named(connection, file.name)
            return source.id if source else None
    with store.write(actor) as transaction:
        return sources.get_or_create(transaction, file.name, result.format)


def _finish(work: _Run) -> None:
    """Count entries that the file no longer has, and record the import."""
    if work.source_id is None:
        return
    if work.file.whole:
        with work.store.read() as connection:
            keys = articles_read.source_keys(connection, work.source_id)
            keys |= conversations_read.source_keys(connection, work.source_id)
        work.result.not_in_file = len(keys - work.seen)
    if work.file.dry_run:
        return
    digest = _digest(work.file.path)
    with work.store.write(work.actor) as transaction:
        sources.record_import(
            transaction, work.source_id, format_=work.result.format, digest=digest,
            mapping=work.file.mapping,
        )  # fmt: skip
        transaction.audit(
            "import.done",
            f"source {work.source_id}",
            **work.result.model_dump(include={"read", "added", "changed", "unchanged", "failed"}),
        )


def _note(result: ImportResult, problem: Problem) -> None:
    result.failed += 1
    if len(result.problems) < _PROBLEMS_KEPT:
        result.problems.append(
            RowProblem(
                code=problem.code, row=problem.row, page=problem.page,
                expected=problem.expected, found=problem.found, remedy=problem.remedy,
            )
        )  # fmt: skip


def _draft(record: Record, source_id: int | None) -> ArticleDraft:
    where = record.locator
    locator = {"row": where.row, "page": where.page, "heading": where.heading}
    return ArticleDraft(
        answer=record.answer, questions=record.questions, title=record.title, tags=record.tags,
        lang=record.lang, kind=Kind.FAQ if record.questions else Kind.PASSAGE,
        source_id=source_id, source_key=record.key,
        locator={name: value for name, value in locator.items() if value},
    )  # fmt: skip


def _body(draft: ArticleDraft) -> ArticleBody:
    return ArticleBody(
        questions=list(draft.questions), answer=draft.answer, title=draft.title[:500],
        tags=list(draft.tags), lang=draft.lang,
    )  # fmt: skip


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
