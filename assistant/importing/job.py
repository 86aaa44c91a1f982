"""Runs an import as a job of the engine."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from assistant.contracts import Job
from assistant.engine import Engine
from assistant.importing.run import FileToImport, run
from assistant.jobs import Cleanup, Step, nothing_to_clean
from assistant.store.database import Actor

KIND = "import"


def submit(
    engine: Engine, actor: Actor, file: FileToImport, *, cleanup: Cleanup = nothing_to_clean
) -> Job:
    """Queue the import of a file; `cleanup` is called however it ends."""

    def work() -> Generator[Step, None, dict[str, Any]]:
        return run(engine.store, engine.knowledge, actor, file)

    request = {"name": file.name, "mapping": file.mapping, "dry_run": file.dry_run}
    return engine.jobs.submit(actor, KIND, request, work, cleanup=cleanup)
