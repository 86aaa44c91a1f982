"""The versions of trained models: which exist, which is in use, and which was in use before it.

They are rows of the store, so that backups contain them: `models` (a version; `kind` holds its slot
and `version` its run) and `model_lessons` (keyed hashes of whom it learnt from, so that an erasure
can tell what to train again). Which version is in use is not stored here but asked of the component
that uses it (`Task.in_use`): a single source of truth.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from assistant.contracts import TrainedVersion, TrainingKind
from assistant.errors import ConflictError, NotFoundError
from assistant.store import schema
from assistant.store.database import Actor, Transaction
from training import recipes
from training.erasures import erased_since
from training.recipes.base import Recipe

if TYPE_CHECKING:
    from assistant.engine import Engine

_M = schema.models
_L = schema.model_lessons
TOPIC = "versions"
_BUILT_IN = "built-in"
_LESSONS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    slot: str
    name: str
    run: str
    model: str
    kind: TrainingKind
    before: str | None
    """The model that was in use before this one; None if this one never was in use."""
    measures: dict[str, float]
    better: bool
    made_at: datetime


class Versions:
    """The versions of one engine. Thread-safe: switches are serialized, so that each records
    correctly what was in use before it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._switching = threading.RLock()

    def record(
        self, transaction: Transaction, *, recipe: Recipe, run: str, name: str, model: str,
        better: bool, measures: Mapping[str, float], lessons: Iterable[tuple[str, str]],
    ) -> None:  # fmt: skip
        """Record a published version and whom it learnt from, replacing an earlier one of the same
        run."""
        same = (_M.c.kind == recipe.slot) & (_M.c.version == run)
        transaction.execute(delete(_M).where(same))
        facts = {"model": model, "kind": recipe.kind, "better": better, "measures": dict(measures)}
        id_ = transaction.execute(
            insert(_M)
            .values(
                kind=recipe.slot, name=name, version=run, digest=model, state="ready",
                metrics=facts, created_at=transaction.now, change_seq=transaction.change_seq,
            )
            .returning(_M.c.id)
        ).scalar_one()  # fmt: skip
        rows = [
            {"model_id": id_, "conversation_hash": conversation, "customer_hash": customer}
            for conversation, customer in lessons
        ]
        for first in range(0, len(rows), _LESSONS_AT_ONCE):
            transaction.execute(insert(_L), *[rows[first : first + _LESSONS_AT_ONCE]])
        transaction.audit("version.made", name, kind=recipe.kind, run=run)
        transaction.touch(TOPIC)

    def listed(self) -> list[TrainedVersion]:
        """All versions by slot, newest first, with the built-in one last in each slot."""
        shown, known, outdated = [], self._rows(), self._outdated()
        for recipe in _slots():
            in_use = recipe.load_task().in_use(self._engine)
            rows = [row for row in known if row.slot == recipe.slot and row.run]
            shown += [
                TrainedVersion(
                    id=row.run, kind=row.kind, name=row.name, made_at=row.made_at, run=row.run,
                    active=row.model == in_use, measures=row.measures, retrain=row.id in outdated,
                )
                for row in reversed(rows)
            ]  # fmt: skip
            shown.append(
                TrainedVersion(
                    id=f"{_BUILT_IN}-{recipe.slot}", kind=recipe.kind, name="Built in",
                    made_at=None, active=in_use == "", built_in=True,
                )
            )  # fmt: skip
        return shown

    def in_use(self, kind: str) -> str:
        """Id of the model of a kind that is in use; "" if it is the built-in one."""
        return recipes.find(kind).load_task().in_use(self._engine)

    def use(self, actor: Actor, run: str, *, insist: bool) -> None:
        """Put a run's version to use; the one before is kept for `rollback`.

        Raises:
            NotFoundError: The run has no version.
            ConflictError: It was not judged better than what is in use, and `insist` is False
                (`training.worse`).
            CodedError: Its model is missing or damaged; what was in use still is.
        """
        row = next((row for row in self._rows() if row.run == run), None)
        if row is None:
            raise _nothing("a version that a run made", "none of this run")
        if not row.better and not insist:
            raise ConflictError(
                code="training.worse",
                expected="a version that is not worse than what is in use",
                found="one that was judged worse" if row.measures else "one that nothing judged",
                remedy="Look at its judgement; "
                "to use it all the same: replydesk runs use ID --insist",
            )
        with self._switching:
            self._switch(actor, recipes.find(row.kind), row.model, "version.used")

    def rollback(self, actor: Actor, kind: str) -> None:
        """Return to the version that was in use before; a second call undoes the first.

        Raises:
            ConflictError: Nothing was in use before (`training.no-previous`), or another version is
                being put to use (`training.switching`).
            CodedError: The version is missing or damaged; what is in use stays.
        """
        recipe = recipes.find(kind)
        with self._switching:
            task = recipe.load_task()
            if (job := task.switching(self._engine)) is not None:
                raise _goes_on(job)
            row = self._row_of(recipe.slot, task.in_use(self._engine))
            if row is None or row.before is None:
                raise ConflictError(
                    code="training.no-previous",
                    expected="a version that was in use before",
                    found="none",
                    remedy="Choose one: replydesk versions list, replydesk runs use ID",
                )
            self._switch(actor, recipe, row.before, "version.rolled-back")

    def discard(self, actor: Actor, run: str) -> None:
        """Delete a run's version and its model, unless in use or the target of a rollback."""
        row = next((row for row in self._rows() if row.run == run), None)
        if row is None:
            return
        task = recipes.find(row.kind).load_task()
        with self._switching:
            in_use = task.in_use(self._engine)
            last = self._row_of(row.slot, in_use)
            if row.model in (in_use, last.before if last is not None else None):
                return
            task.discard(self._engine, actor, row.model)
        with self._engine.store.write(actor) as transaction:
            transaction.execute(delete(_M).where(_M.c.id == row.id))
            transaction.audit("version.removed", row.name, run=run)
            transaction.touch(TOPIC)

    def _switch(self, actor: Actor, recipe: type[Recipe], model: str, action: str) -> None:
        """Switch to a model; the task does so in one atomic step.

        The model in use before is recorded first. If the engine ends in between, the old model is
        still in use, and the record is correct once the switch is repeated.
        """
        task = recipe.load_task()
        before = task.in_use(self._engine)
        if before == model:
            return
        with self._engine.store.write(actor) as transaction:
            self._note_before(transaction, recipe, model, before)
        task.use(self._engine, actor, model)
        with self._engine.store.write(actor) as transaction:
            transaction.audit(action, recipe.slot, model=model)
            transaction.touch(TOPIC)

    def _note_before(
        self, transaction: Transaction, recipe: type[Recipe], model: str, before: str
    ) -> None:
        row = self._row_of(recipe.slot, model)
        if row is None:
            # the built-in model, or one that no run made
            facts = {"model": model, "kind": recipe.kind, "before": before, "better": True}
            transaction.execute(
                insert(_M).values(
                    kind=recipe.slot, name=model or _BUILT_IN, version="", digest=model,
                    state="ready", metrics=facts, created_at=transaction.now,
                    activated_at=transaction.now, change_seq=transaction.change_seq,
                )
            )  # fmt: skip
            return
        kept = transaction.execute(select(_M.c.metrics).where(_M.c.id == row.id)).scalar_one()
        transaction.execute(
            update(_M)
            .where(_M.c.id == row.id)
            .values(metrics={**kept, "before": before}, activated_at=transaction.now,
                    change_seq=transaction.change_seq)
        )  # fmt: skip

    def _row_of(self, slot: str, model: str) -> _Row | None:
        found = [row for row in self._rows() if row.slot == slot and row.model == model]
        return found[-1] if found else None

    def _rows(self) -> list[_Row]:
        """All versions, oldest first; rows of other kinds are skipped."""
        with self._engine.store.read() as connection:
            rows = connection.execute(select(_M).order_by(_M.c.id)).all()
        return [_row(row) for row in rows if row.metrics.get("kind") in recipes.MODULES]

    def _outdated(self) -> set[int]:
        """Ids of versions that learnt from a customer who has been erased."""
        gone, _ = erased_since(self._engine.store)
        with self._engine.store.read() as connection:
            rows = connection.execute(select(_L.c.model_id, _L.c.customer_hash).distinct())
            return {row.model_id for row in rows if row.customer_hash in gone}


def _row(row: Any) -> _Row:
    facts = row.metrics
    return _Row(
        id=row.id, slot=row.kind, name=row.name, run=row.version, model=facts["model"],
        kind=facts["kind"], before=facts.get("before"), measures=facts.get("measures", {}),
        better=facts.get("better", False), made_at=row.created_at,
    )  # fmt: skip


def _slots() -> list[type[Recipe]]:
    """One recipe for each slot: the first that has it."""
    found: dict[str, type[Recipe]] = {}
    for recipe in recipes.every():
        found.setdefault(recipe.slot, recipe)
    return list(found.values())


def _goes_on(job: int) -> ConflictError:
    return ConflictError(
        code="training.switching",
        expected="a switch of versions that is over",
        found=f"that job {job} reads everything anew for another version",
        remedy="Wait until it is done; or cancel it, and what was in use stays: "
        f"replydesk jobs cancel {job}",
    )


def _nothing(expected: str, found: str) -> NotFoundError:
    return NotFoundError(
        expected=expected, found=found, remedy="List them: replydesk versions list"
    )
