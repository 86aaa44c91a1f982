"""The operations on groups of messages: find, list, rename, merge, drop, undo."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from assistant.contracts import ProblemDetails
from assistant.contracts.groups import GroupMessages, MessageGroup, MessageGroups
from assistant.errors import ConflictError, InputError, NotFoundError
from assistant.jobs import Step
from assistant.store.database import Actor
from assistant.transcripts.kept import rows
from training.classify.collecting import first_message
from training.erasures import erased_since, newest_erasure
from training.groups import storage
from training.groups.clustering import find_groups
from training.groups.storage import EditedGroup, Edits, Member, StoredGroups

if TYPE_CHECKING:
    from assistant.engine import Engine

KIND: Final = "groups"
Change = Callable[[list[EditedGroup]], list[EditedGroup]]
"""An edit: takes the current groups and returns the new ones."""
_TOPIC: Final = "groups"
_WORDS: Final = 6
_SHOWN: Final = 600
"""Characters of a message that are shown."""


class GroupsService:
    """The groups of one engine. Thread-safe."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._changing = threading.RLock()
        self._job: int | None = None

    # ------------------------------------------------------------ listing

    def shown(self) -> MessageGroups:
        """The groups with a person's edits applied, largest first, and the state of the job."""
        job, error = self._work()
        found = self._read()
        if found is None:
            return MessageGroups(job=job, error=error)
        items = [_described(found, group) for group in found.edits.groups]
        return MessageGroups(
            made_at=found.clustering.made_at, transcripts=found.clustering.transcripts,
            looked_at=found.clustering.looked_at, grouped=sum(one.messages for one in items),
            items=sorted(items, key=lambda one: (-one.messages, one.id)),
            can_undo=bool(found.edits.before) or storage.has_previous(self._engine),
            job=job, error=error,
        )  # fmt: skip

    def messages(self, id_: int, *, cursor: int, limit: int) -> GroupMessages:
        """A page of a group's messages: first some diverse examples, then the others, most typical
        first.

        Raises:
            NotFoundError: There is no such group.
        """
        found = self._known(id_)
        group = next(one for one in found.edits.groups if one.id == id_)
        ordered = _ordered(found, group)
        some = ordered[cursor : cursor + limit]
        texts = self._texts(some)
        following = cursor + limit if len(ordered) > cursor + limit else None
        return GroupMessages(
            items=[texts[one[:2]][:_SHOWN] for one in some if one[:2] in texts],
            total=len(ordered), next=following,
        )  # fmt: skip

    # ------------------------------------------------------------ finding

    def look(self, actor: Actor, transcripts: Sequence[int]) -> MessageGroups:
        """Queue a job that looks for groups in approved transcripts.

        Raises:
            ConflictError: One of the transcripts is not approved, none is at all
                (`groups.no-transcripts`), or such a job is running (`groups.busy`).
            NotFoundError: There is no such export.
        """
        store = self._engine.transcripts.store
        store.conversations(transcripts)  # raises if a transcript is unknown or not approved
        wanted = list(transcripts) or [one.id for one in store.sets() if one.state == "approved"]
        if not wanted:
            raise ConflictError(
                code="groups.no-transcripts", expected="transcripts that were approved",
                found="none", remedy="Approve an export first",
            )  # fmt: skip
        with self._changing:
            if self._work()[0] is not None:
                raise ConflictError(
                    code="groups.busy",
                    expected="no other search for groups", found="one that is running",
                    remedy="Wait until it is done, or cancel it",
                )  # fmt: skip

            job = self._engine.jobs.submit(
                actor, KIND, {"transcripts": wanted}, partial(self._looked, wanted),
                cleanup=self._tell,
            )  # fmt: skip
            self._job = job.id
        self._tell()
        return self.shown()

    # ------------------------------------------------------------ editing

    def rename(self, id_: int, name: str) -> MessageGroups:
        """Name a group; "" returns to the suggested name.

        Raises:
            NotFoundError: There is no such group.
            InputError: Another group has this name (`groups.name`).
        """
        name = " ".join(name.split())
        found = self._known(id_)
        taken = {found.name(one).casefold() for one in found.edits.groups if one.id != id_}
        if name.casefold() in taken:
            raise InputError(
                code="groups.name", expected="a name that no other group has",
                found="one that another has",
                remedy="Choose another name, or merge the two groups",
            )  # fmt: skip
        return self._change(lambda groups: [
            one.model_copy(update={"name": name}) if one.id == id_ else one for one in groups
        ], id_)  # fmt: skip

    def merge(self, ids: Sequence[int]) -> MessageGroups:
        """Merge groups into the first of `ids`; errors as in `rename`."""
        first, others = ids[0], set(ids) - {ids[0]}

        def merged(groups: list[EditedGroup]) -> list[EditedGroup]:
            gone = [one for one in groups if one.id in others]
            parts = [part for one in gone for part in one.parts]
            named = next((one.name for one in gone if one.name), "")
            return [
                one.model_copy(update={"name": one.name or named, "parts": [*one.parts, *parts]})
                if one.id == first else one
                for one in groups if one.id not in others
            ]  # fmt: skip

        return self._change(merged, *ids)

    def drop(self, ids: Sequence[int]) -> MessageGroups:
        """Drop groups: nothing is learnt from their messages; errors as in `rename`."""
        return self._change(lambda groups: [one for one in groups if one.id not in ids], *ids)

    def undo(self) -> MessageGroups:
        """Undo the last edit, or, if there is none, the last search for groups.

        Raises:
            ConflictError: There is nothing to undo (`groups.nothing-to-undo`).
        """
        with self._changing:
            found = storage.read(self._engine)
            if found is not None and found.edits.before:
                *before, last = found.edits.before
                storage.write_edits(self._engine, Edits(groups=last, before=before))
            elif found is not None and storage.has_previous(self._engine):
                storage.restore_previous(self._engine)
            else:
                raise ConflictError(
                    code="groups.nothing-to-undo", expected="a step to undo",
                    found="none", remedy="Nothing needs to be done",
                )  # fmt: skip
        self._tell()
        return self.shown()

    def forget(self, gone: set[str]) -> None:
        """Remove the conversations of erased customers, and words that no other message has.

        Args:
            gone: Keyed hashes of the erased customers.
        """
        with self._changing:
            found = storage.read(self._engine)
            if found is None:
                return
            storage.drop_previous(self._engine)  # undo must not bring anybody back
            parts = (*(group.members for group in found.clustering.groups), found.clustering.loose)
            if not any(one[2] in gone for members in parts for one in members):
                return
            self._leave_out(found, lambda one: one[2] in gone)
        self._tell()

    # ------------------------------------------------------------ internals

    def _looked(self, transcripts: Sequence[int]) -> Generator[Step, None, dict[str, Any]]:
        before = newest_erasure(self._engine.store)
        found = yield from find_groups(self._engine, transcripts)
        with self._changing:
            storage.write_new(self._engine, found)
            gone, _ = erased_since(self._engine.store, before)
            if gone:  # erased after their words had been read
                self.forget(gone)
        return {"messages": found.looked_at, "groups": len(found.groups)}

    def _work(self) -> tuple[int | None, ProblemDetails | None]:
        """Id of the job that looks for groups now, and the error of the last one; None for each."""
        if self._job is None:
            return None, None
        job = self._engine.jobs.get(self._job)
        if job.state in ("queued", "running"):
            return job.id, None
        return None, job.error

    def _read(self) -> StoredGroups | None:
        """The groups, after removing conversations of exports that no longer exist."""
        with self._changing:
            found = storage.read(self._engine)
            if found is None:
                return None
            there = {one.id for one in self._engine.transcripts.store.sets()}
            if set(found.clustering.transcripts) <= there:
                return found
            storage.drop_previous(self._engine)
            wanted = found.clustering.transcripts
            found.clustering.transcripts = [one for one in wanted if one in there]
            return self._leave_out(found, lambda one: one[0] not in there)

    def _leave_out(self, found: StoredGroups, gone: Callable[[Member], bool]) -> StoredGroups:
        for group in found.clustering.groups:
            stays = [at for at, one in enumerate(group.members) if not gone(one)]
            if len(stays) == len(group.members):
                continue
            now = {at: new for new, at in enumerate(stays)}
            group.members = [group.members[at] for at in stays]
            group.typical = [now[at] for at in group.typical if at in now]
            said = "\n".join(self._texts(group.members).values()).casefold()
            group.words = [word for word in group.words if word in said]
        found.clustering.loose = [one for one in found.clustering.loose if not gone(one)]
        storage.write_clustering(self._engine, found.clustering)
        return found

    def _texts(self, members: Sequence[Member]) -> dict[tuple[int, str], str]:
        keys: dict[int, list[str]] = {}
        for set_id, key, _ in members:
            keys.setdefault(set_id, []).append(key)
        texts = {}
        with self._engine.transcripts.store.database.read() as connection:
            for set_id, some in keys.items():
                for conversation in rows.of_keys(connection, set_id, some):
                    texts[set_id, conversation.key] = first_message(conversation)
        return texts

    def _known(self, *ids: int) -> StoredGroups:
        found = self._read()
        known = {one.id for one in found.edits.groups} if found else set()
        if found is None or not known.issuperset(ids):
            raise NotFoundError(
                code="groups.unknown", expected="an existing group",
                found="none of this number", remedy="List them: replydesk groups list",
            )  # fmt: skip
        return found

    def _change(self, change: Change, *ids: int) -> MessageGroups:
        with self._changing:
            found = self._known(*ids)
            groups = change(found.edits.groups)
            if groups != found.edits.groups:
                storage.write_edits(self._engine, found.edits.changed(groups))
        self._tell()
        return self.shown()

    def _tell(self) -> None:
        self._engine.hub.changed(_TOPIC)


def _ordered(found: StoredGroups, group: EditedGroup) -> list[Member]:
    """Members of a group, part by part, with the diverse examples of all parts first."""
    parts = [found.clustering.groups[part] for part in group.parts]
    first = [part.members[at] for part in parts for at in part.typical]
    seen = set(first)
    return [*first, *(one for part in parts for one in part.members if one not in seen)]


def _described(found: StoredGroups, group: EditedGroup) -> MessageGroup:
    place = {part: other.id for other in found.edits.groups for part in other.parts}
    near: Counter[int] = Counter()
    doubtful = 0
    for part in group.parts:
        for other, count in found.clustering.groups[part].doubtful.items():
            if other not in group.parts:
                doubtful += count
                if other in place:
                    near[place[other]] += count
    size = len(found.members(group))
    return MessageGroup(
        id=group.id, name=found.name(group), named=bool(group.name),
        words=found.words(group)[:_WORDS], messages=size,
        purity=round(1 - min(1.0, doubtful / size), 3) if size else 0.0,
        nearest=near.most_common(1)[0][0] if near else None,
    )  # fmt: skip
