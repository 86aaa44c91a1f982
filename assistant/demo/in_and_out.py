"""The demo put into a home and taken out of it, as one source."""

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
    """Import the demo's files, as jobs; those that are in already change nothing."""
    files = paths()
    jobs = []
    for content in (files.faq_en, files.faq_zh, files.conversations):
        # inside a zipped package the file is a copy, which lives until its job is over
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
    """Take out all that came with the demo.

    Raises:
        NotFoundError: It is not here.
    """
    with engine.knowledge.edit(actor) as edit:
        source = sources.named(edit.transaction.connection, SOURCE)
        if source is None:
            raise not_found("the demo")
        sources.remove(edit.transaction, source.id)
