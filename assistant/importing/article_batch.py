"""Imports a batch of drafts: new and changed ones are written, unchanged ones skipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.exc import IntegrityError

from assistant.contracts import ImportResult
from assistant.errors import ConflictError, NotFoundError
from assistant.knowledge import Knowledge
from assistant.store import articles_read
from assistant.store.articles import ArticleDraft
from assistant.store.database import Actor, Store


@dataclass(slots=True)
class BatchPlan:
    """Drafts of one batch, sorted by how they differ from the entries in the store."""

    new: list[ArticleDraft] = field(default_factory=list)
    changed: list[tuple[int, ArticleDraft]] = field(default_factory=list)
    unchanged: int = 0

    def count_into(self, result: ImportResult) -> None:
        result.added += len(self.new)
        result.changed += len(self.changed)
        result.unchanged += self.unchanged


def compare(store: Store, source_id: int | None, drafts: Sequence[ArticleDraft]) -> BatchPlan:
    """Sort drafts into new, changed and unchanged; all are new if `source_id` is None."""
    known: dict[str, tuple[int, str]] = {}
    if source_id is not None:
        with store.read() as connection:
            keys = [draft.source_key for draft in drafts if draft.source_key is not None]
            known = articles_read.by_source_key(connection, source_id, keys)
    plan = BatchPlan()
    for draft in drafts:
        id_, digest = known.get(draft.source_key or "", (None, ""))
        if id_ is None:
            plan.new.append(draft)
        elif digest != draft.digest:
            plan.changed.append((id_, draft))
        else:
            plan.unchanged += 1
    return plan


def write(knowledge: Knowledge, actor: Actor, plan: BatchPlan) -> None:
    """Embed new and changed drafts, then write them all in one transaction.

    Raises:
        ConflictError: The source was removed meanwhile.
    """
    if not plan.new and not plan.changed:
        return
    vectors = knowledge.index.encode([*plan.new, *(draft for _, draft in plan.changed)])
    try:
        with knowledge.edit(actor) as edit:
            edit.create(plan.new, vectors[: len(plan.new)], action="imported")
            for (id_, draft), its in zip(plan.changed, vectors[len(plan.new) :], strict=True):
                try:
                    edit.change(id_, draft, its, action="imported")
                except NotFoundError:  # deleted since the comparison: create it again
                    edit.create([draft], [its], action="imported")
    except IntegrityError as error:
        if "foreign key" not in str(error.orig).lower():
            raise
        raise ConflictError(
            expected="a source that stays while its file is imported",
            found="that it was removed meanwhile",
            remedy="Import the file again",
            code="import.source-removed",
        ) from error
