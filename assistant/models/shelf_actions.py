"""User actions on the shelf, each recorded in the audit log; adding a model runs as a job."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from assistant.contracts import Job, ModelAddRequest
from assistant.errors import InputError
from assistant.jobs import Step
from assistant.models import starter_model
from assistant.models.adding import Adding, ModelToAdd, add
from assistant.models.installed import InstalledModel
from assistant.store.database import SYSTEM, Actor

if TYPE_CHECKING:
    from assistant.engine import Engine

KIND: Final = "model"
TOPIC: Final = "models"
_STAGES: Final = {
    "copy": (0, 15),
    "inspect": (15, 17),
    "convert": (17, 18),
    "merge": (18, 25),
    "load": (25, 30),
    "original": (30, 40),
    "export-fp32": (40, 55),
    "compare-fp32": (55, 65),
    "export-int4": (65, 85),
    "try": (17, 18),
    "compare-int4": (85, 98),
    "finish": (100, 100),  # cannot be cancelled any more
}
"""Stage → where it begins and ends, in percent of the job."""


def submit(engine: Engine, actor: Actor, request: ModelAddRequest) -> Job:
    """Queue a job that adds a model.

    Raises:
        InputError: A path is not absolute (the engine has a working directory of its own).
    """
    folder, adapter = _absolute(request.folder), None
    if request.adapter:
        adapter = _absolute(request.adapter)
    asked = ModelToAdd(folder, adapter, request.name)

    def work() -> Generator[Step, None, dict[str, Any]]:
        return adding(engine, actor, add(engine.shelf, asked), use_it=request.use)

    told = {"folder": folder.name, "adapter": adapter.name if adapter else "", "use": request.use}
    return engine.jobs.submit(actor, KIND, told, work)


def stepped(steps: Adding) -> Generator[Step, None, InstalledModel]:
    """Run `add` with its progress as percentages of a job; raises what `add` raises."""
    reached = 0
    try:
        while True:
            try:
                step = next(steps)
            except StopIteration as end:
                model: InstalledModel = end.value
                return model
            begin, finish = _STAGES.get(step.stage, (reached, reached))
            part = begin + (finish - begin) * step.done // max(1, step.total)
            reached = max(reached, part)
            yield Step(reached, 100)
    finally:
        steps.close()


def adding(
    engine: Engine, actor: Actor, steps: Adding, *, use_it: bool
) -> Generator[Step, None, dict[str, Any]]:
    """The work of a job that adds a model, in steps of one percent; raises what `add` raises."""
    model = yield from stepped(steps)
    with engine.store.write(actor) as transaction:
        transaction.audit("model.added", model.id, licence=model.manifest.licence)
        transaction.touch(TOPIC)
    passed = model.manifest.parity.passed
    if use_it and passed:
        use(engine, actor, model.id)
    return {
        "model": model.id,
        "passed": passed,
        "used": use_it and passed,
        "notes": list(model.manifest.notes),
        "parity": model.manifest.parity.model_dump(),
    }


def bring_starter(engine: Engine) -> Job | None:
    """Queue the conversion of the starter model if a build shipped only its weights.

    Nobody chose it, so it writes on request only, unless it measured better than composed drafts.
    """
    if not starter_model.is_due(engine.shelf):
        return None

    def work() -> Generator[Step, None, dict[str, Any]]:
        result = yield from adding(engine, SYSTEM, starter_model.bring(engine.shelf), use_it=False)
        engine.dialogue.follow()
        return result

    return engine.jobs.submit(SYSTEM, KIND, {"folder": starter_model.NAME}, work)


def use(engine: Engine, actor: Actor, id_: str) -> None:
    """Select the model that writes drafts; raises what `Shelf.use` raises."""
    engine.shelf.ready_to_use(id_)
    with engine.shelf.held(), engine.store.write(actor) as transaction:
        transaction.audit("model.used", id_)
        transaction.touch(TOPIC)
        engine.shelf.choose(id_)


def rollback(engine: Engine, actor: Actor) -> None:
    """Select the previous model again; raises what `Shelf.rollback` raises."""
    with engine.shelf.held(), engine.store.write(actor) as transaction:
        model = engine.shelf.rollback()
        transaction.audit("model.rolled-back", model.id)
        transaction.touch(TOPIC)


def remove(engine: Engine, actor: Actor, id_: str) -> None:
    """Remove a model from the shelf; raises what `Shelf.remove` raises."""
    with engine.shelf.held(), engine.store.write(actor) as transaction:
        transaction.audit("model.removed", id_)
        transaction.touch(TOPIC)
        engine.shelf.remove(id_)


def _absolute(path: str) -> Path:
    found = Path(path)
    if not found.is_absolute() or "\0" in path:
        raise InputError(
            expected="an absolute path on the engine's machine",
            found="another one",
            remedy="Name the folder from the root",
            code="shelf.path",
        )
    return found
