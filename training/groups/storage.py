"""What is kept of groups, encrypted beside the runs: which conversations, and a person's names.

No word of a message is kept here but those that name a group: messages are read from the kept
transcripts when they are shown or learnt from, so whoever was erased there is in no group either.
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
        words: What its messages say more often than others.
        members: The most typical first.
        typical: Places among them of some that differ from each other.
        doubtful: Place of another group → messages that might stand there as well.
    """

    model_config = ConfigDict(extra="ignore")

    words: list[str]
    members: list[Member]
    typical: list[int]
    doubtful: dict[int, int]


class Clustering(BaseModel):
    """What one look at the messages found; it changes only when somebody is forgotten."""

    model_config = ConfigDict(extra="ignore")

    made_at: datetime
    transcripts: list[int]
    looked_at: int
    groups: list[FoundGroup]
    loose: list[Member] = []
    """Messages near no group, which are learnt from as fitting none."""


class EditedGroup(BaseModel):
    """A group as a person has it: places of groups that were found, and a name or ""."""

    model_config = ConfigDict(extra="ignore")

    id: int
    name: str = ""
    parts: list[int]


class Edits(BaseModel):
    """What a person made of what was found, and how it was before each step."""

    model_config = ConfigDict(extra="ignore")

    groups: list[EditedGroup]
    before: list[list[EditedGroup]] = []

    def changed(self, groups: list[EditedGroup]) -> Edits:
        """With other groups, and one more step to go back."""
        return Edits(groups=groups, before=[*self.before, self.groups][-_STEPS_BACK:])


class Grouping(BaseModel):
    """Both together."""

    clustering: Clustering
    edits: Edits

    def members(self, group: EditedGroup) -> list[Member]:
        """Its conversations, part by part."""
        return [one for part in group.parts for one in self.clustering.groups[part].members]

    def words(self, group: EditedGroup) -> list[str]:
        """What its parts say, in turn."""
        lists = [self.clustering.groups[part].words for part in group.parts]
        longest = max(map(len, lists), default=0)
        mixed = [one[at] for at in range(longest) for one in lists if at < len(one)]
        return list(dict.fromkeys(mixed))

    def name(self, group: EditedGroup) -> str:
        """A person's, or one out of its words."""
        return group.name or suggested(self.words(group)) or f"group {group.id}"

    @property
    def begun(self) -> bool:
        """Whether a person had to do with it."""
        return bool(self.edits.before) or any(group.name for group in self.edits.groups)


@contextmanager
def opened(engine: Engine) -> Iterator[Dataset]:
    """The encrypted file, until the block ends.

    Raises:
        StoreDamagedError, StoreFullError: As `Dataset`'s methods.
    """
    folder = engine.home.training
    folder.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY_FOLDER)
    dataset = Dataset(folder / "groups.db", key_of(engine.store.key, _NAME))
    try:
        yield dataset
    finally:
        dataset.close()


def exists(engine: Engine) -> bool:
    """Whether anybody has looked for groups."""
    return (engine.home.training / "groups.db").exists()


def read(engine: Engine) -> Grouping | None:
    """The groups as they are; None where nobody has looked for any."""
    if not exists(engine):
        return None
    with opened(engine) as dataset:
        looked: Any = dataset.kept(_FOUND)
        made: Any = dataset.kept(_MADE)
    if looked is None or made is None:
        return None
    return Grouping(clustering=Clustering.model_validate(looked), edits=Edits.model_validate(made))


def write_new(engine: Engine, clustering: Clustering) -> None:
    """Keep what was found; what was there before can be had back by one step back."""
    edits = Edits(
        groups=[EditedGroup(id=at + 1, parts=[at]) for at in range(len(clustering.groups))]
    )
    with opened(engine) as dataset:
        was = {name: dataset.kept(name) for name in (_FOUND, _MADE)}
        dataset.keep(_BEFORE, was if was[_FOUND] is not None else None)
        dataset.keep(_MADE, edits.model_dump(mode="json"))
        dataset.keep(_FOUND, clustering.model_dump(mode="json"))


def write_edits(engine: Engine, edits: Edits) -> None:
    """Keep what a person made of it."""
    with opened(engine) as dataset:
        dataset.keep(_MADE, edits.model_dump(mode="json"))


def has_previous(engine: Engine) -> bool:
    """Whether there is what was found before."""
    with opened(engine) as dataset:
        return dataset.kept(_BEFORE) is not None


def restore_previous(engine: Engine) -> None:
    """Take what was found before, with all that a person had made of it."""
    with opened(engine) as dataset:
        before: Any = dataset.kept(_BEFORE)
        if before is not None:
            for name in (_FOUND, _MADE):
                dataset.keep(name, before[name])
            dataset.keep(_BEFORE, None)


def drop_previous(engine: Engine) -> None:
    """Let go of what was found before."""
    with opened(engine) as dataset:
        dataset.keep(_BEFORE, None)


def write_clustering(engine: Engine, clustering: Clustering) -> None:
    """Keep what was found, with fewer members."""
    with opened(engine) as dataset:
        dataset.keep(_FOUND, clustering.model_dump(mode="json"))
