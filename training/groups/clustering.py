"""The job that finds groups of messages: it reads and embeds them, then clusters them."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import numpy as np

from assistant.jobs import Step
from training.classify.clusters import LEAST_IN_GROUP, Floats, Group, cluster
from training.classify.collecting import first_message
from training.groups.storage import Clustering, FoundGroup, Member
from training.runs.errors import RunRefusedError

if TYPE_CHECKING:
    from assistant.engine import Engine

LEAST_CONVERSATIONS: Final = 6 * LEAST_IN_GROUP
"""Minimum number of messages to look for groups."""
_MOST: Final = 20_000
_AT_ONCE: Final = 64
_READ: Final = 4_000
"""Characters of a message that are used; the rest is cut off."""
_COMPARING: Final = 0.15
"""Share of the progress bar for clustering, which follows the embedding of the messages."""


def find_groups(engine: Engine, transcripts: Sequence[int]) -> Generator[Step, None, Clustering]:
    """Find groups among the first messages of approved conversations.

    Raises:
        ConflictError: Some transcripts are no longer approved.
        RunRefusedError: There are too few messages (`groups.too-few`).
    """
    members, texts = yield from _messages(engine, transcripts)
    if len(texts) < LEAST_CONVERSATIONS:
        raise RunRefusedError(
            code="groups.too-few",
            expected=f"at least {LEAST_CONVERSATIONS} conversations to group",
            found=f"{len(texts)} of them", remedy="Approve more transcripts, and try again",
        )  # fmt: skip
    total = len(texts) + round(len(texts) * _COMPARING)
    embedder = engine.knowledge.index.embedder
    vectors = []
    for at in range(0, len(texts), _AT_ONCE):
        vectors.append(embedder.encode(texts[at : at + _AT_ONCE], role="query"))
        yield Step(min(at + _AT_ONCE, len(texts)), total)
    groups = yield from _compared(texts, np.concatenate(vectors), total)
    inside = {at for one in groups for at in one.members}
    return Clustering(
        made_at=datetime.now(UTC), transcripts=list(transcripts), looked_at=len(texts),
        groups=[_found(one, members) for one in groups],
        loose=[one for at, one in enumerate(members) if at not in inside],
    )  # fmt: skip


def _messages(
    engine: Engine, transcripts: Sequence[int]
) -> Generator[Step, None, tuple[list[Member], list[str]]]:
    members: list[Member] = []
    texts: list[str] = []
    for conversation in engine.transcripts.store.conversations(transcripts):
        if text := first_message(conversation)[:_READ]:
            texts.append(text)
            members.append((conversation.set_id, conversation.key, conversation.customer_hash))
            if len(texts) % _AT_ONCE == 0:
                yield Step(0)
        if len(texts) == _MOST:
            break
    return members, texts


def _compared(
    texts: Sequence[str], vectors: Floats, total: int
) -> Generator[Step, None, list[Group]]:
    work = cluster(texts, vectors)
    rest = total - len(texts)
    try:
        while True:
            yield Step(len(texts) + round(next(work) * rest), total)
    except StopIteration as ended:
        found: list[Group] = ended.value
        return found


def _found(group: Group, members: Sequence[Member]) -> FoundGroup:
    places = {place: at for at, place in enumerate(group.members)}
    return FoundGroup(
        words=list(group.phrases), members=[members[at] for at in group.members],
        typical=[places[at] for at in group.examples], doubtful=dict(group.doubtful),
    )  # fmt: skip
