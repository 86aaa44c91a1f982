"""Imports the demo data as one source, and removes it."""

from __future__ import annotations

from contextlib import ExitStack
from importlib.resources import as_file

from assistant.contracts import Job
from assistant.demo import SOURCE, paths
from assistant.engine import Engine
from assistant.importing import FileToImport
from assistant.importing.job import submit
from assistant.store import sources
from assistant.store.articles_read import not_found
from assistant.store.database import Actor


def add(engine: Engine, actor: Actor) -> list[Job]:
    """Import the demo's files, as jobs; files that were already imported change nothing."""
    files = paths()
    jobs = []
    for content in (files.faq_en, files.faq_zh, files.conversations):
        # inside a zipped package `as_file` makes a copy, which must exist until the job ends
        with ExitStack() as until_submitted:
            path = until_submitted.enter_context(as_file(content))
            file = FileToImport(path=path, name=SOURCE, whole=False)
            leave = until_submitted.pop_all().close
            try:
                jobs.append(submit(engine, actor, file, cleanup=leave))
            except BaseException:
                leave()
                raise
    return jobs


def remove(engine: Engine, actor: Actor) -> None:
    """Remove everything that was imported with the demo.

    Raises:
        NotFoundError: The demo is not in the store.
    """
    with engine.knowledge.edit(actor) as edit:
        source = sources.named(edit.transaction.connection, SOURCE)
        if source is None:
            raise not_found("the demo")
        sources.remove(edit.transaction, source.id)
