"""The encrypted file of groups, next to the runs: their conversations, and a person's edits.

It does not contain messages, only the typical words of each group. Messages are read from the
stored transcripts when they are shown or learnt from, so that erased customers disappear here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ConfigDict

from assistant.paths import OWNER_ONLY_FOLDER
from training.classify.clusters import suggested
from training.runs.dataset import Dataset, key_of

if TYPE_CHECKING:
    from assistant.engine import Engine

_NAME: Final = "groups"
_FOUND: Final = "found"
_MADE: Final = "made"
_BEFORE: Final = "before"
_STEPS_BACK: Final = 100

Member = tuple[int, str, str]
"""A conversation: its set, its key there, the keyed hash of its customer."""


class FoundGroup(BaseModel):
    """A group as it was found.

    Attributes:
        words: Phrases that its messages contain more often than others.
        members: Its conversations, most typical first.
        typical: Indices in `members` of some diverse examples.
        doubtful: Index of another group → number of messages that would fit there as well.
    """

    model_config = ConfigDict(extra="ignore")

    words: list[str]
    members: list[Member]
    typical: list[int]
    doubtful: dict[int, int]


class Clustering(BaseModel):
    """The result of one search for groups; later, members are only removed from it."""

    model_config = ConfigDict(extra="ignore")

    made_at: datetime
    transcripts: list[int]
    looked_at: int
    groups: list[FoundGroup]
    loose: list[Member] = []
    """Messages near no group, which are learnt as out of scope."""


class EditedGroup(BaseModel):
    """A group after a person's edits: the indices of the found groups in it, and a name or ""."""

    model_config = ConfigDict(extra="ignore")

    id: int
    name: str = ""
    parts: list[int]


class Edits(BaseModel):
    """The groups after a person's edits, and their state before each of the last edits."""

    model_config = ConfigDict(extra="ignore")

    groups: list[EditedGroup]
    before: list[list[EditedGroup]] = []

    def changed(self, groups: list[EditedGroup]) -> Edits:
        """A copy with new groups, and the current ones added as a state to undo to."""
        return Edits(groups=groups, before=[*self.before, self.groups][-_STEPS_BACK:])


class StoredGroups(BaseModel):
    """The groups that were found, and a person's edits."""

    clustering: Clustering
    edits: Edits

    def members(self, group: EditedGroup) -> list[Member]:
        """Its conversations, part by part."""
        return [one for part in group.parts for one in self.clustering.groups[part].members]

    def words(self, group: EditedGroup) -> list[str]:
        """The words of its parts, interleaved and without repetitions."""
        lists = [self.clustering.groups[part].words for part in group.parts]
        longest = max(map(len, lists), default=0)
        mixed = [one[at] for at in range(longest) for one in lists if at < len(one)]
        return list(dict.fromkeys(mixed))

    def name(self, group: EditedGroup) -> str:
        """The name that a person gave, or one suggested from its words."""
        return group.name or suggested(self.words(group)) or f"group {group.id}"

    @property
    def begun(self) -> bool:
        """Whether a person has edited the groups."""
        return bool(self.edits.before) or any(group.name for group in self.edits.groups)


@contextmanager
def opened(engine: Engine) -> Iterator[Dataset]:
    """Open the encrypted file for the length of a block, creating it if needed.

    Raises:
        StoreDamagedError, StoreFullError: As in the methods of `Dataset`.
    """
    folder = engine.home.training
    folder.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY_FOLDER)
    dataset = Dataset(folder / "groups.db", key_of(engine.store.key, _NAME))
    try:
        yield dataset
    finally:
        dataset.close()


def exists(engine: Engine) -> bool:
    """Whether there is a file of groups, that is, somebody has looked for some."""
    return (engine.home.training / "groups.db").exists()


def read(engine: Engine) -> StoredGroups | None:
    """The current groups; None if nobody has looked for any."""
    if not exists(engine):
        return None
    with opened(engine) as dataset:
        looked: Any = dataset.kept(_FOUND)
        made: Any = dataset.kept(_MADE)
    if looked is None or made is None:
        return None
    return StoredGroups(
        clustering=Clustering.model_validate(looked), edits=Edits.model_validate(made)
    )


def write_new(engine: Engine, clustering: Clustering) -> None:
    """Store newly found groups; the state before can be restored by an undo."""
    edits = Edits(
        groups=[EditedGroup(id=at + 1, parts=[at]) for at in range(len(clustering.groups))]
    )
    with opened(engine) as dataset:
        was = {name: dataset.kept(name) for name in (_FOUND, _MADE)}
        dataset.keep(_BEFORE, was if was[_FOUND] is not None else None)
        dataset.keep(_MADE, edits.model_dump(mode="json"))
        dataset.keep(_FOUND, clustering.model_dump(mode="json"))


def write_edits(engine: Engine, edits: Edits) -> None:
    """Store a person's edits."""
    with opened(engine) as dataset:
        dataset.keep(_MADE, edits.model_dump(mode="json"))


def has_previous(engine: Engine) -> bool:
    """Whether the groups from before the last search can be restored."""
    with opened(engine) as dataset:
        return dataset.kept(_BEFORE) is not None


def restore_previous(engine: Engine) -> None:
    """Restore the groups from before the last search, with a person's edits of them."""
    with opened(engine) as dataset:
        before: Any = dataset.kept(_BEFORE)
        if before is not None:
            for name in (_FOUND, _MADE):
                dataset.keep(name, before[name])
            dataset.keep(_BEFORE, None)


def drop_previous(engine: Engine) -> None:
    """Delete the groups from before the last search."""
    with opened(engine) as dataset:
        dataset.keep(_BEFORE, None)


def write_clustering(engine: Engine, clustering: Clustering) -> None:
    """Store the found groups after members were removed."""
    with opened(engine) as dataset:
        dataset.keep(_FOUND, clustering.model_dump(mode="json"))
