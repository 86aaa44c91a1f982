"""Collects the labelled texts of a classifier, from tables or from conversations."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.contracts import TrainingRequest
from assistant.erasure.people import hashed
from assistant.jobs import Step
from assistant.transcripts.doctor.sufficiency import EVERYWHERE
from assistant.understanding.head import OUT
from training.classify.tables import read_table
from training.judging.splits import Side, SplitItem, hash_fraction, split

if TYPE_CHECKING:
    from assistant.engine import Engine
    from assistant.transcripts.kept import KeptConversation

HELD_OUT: Final = 0.1
JUDGED: Final = 0.15
_LEAST_CHARACTERS: Final = 3
_TOLD_EVERY: Final = 200
_UNEVEN: Final = 2
_UTF8: Final = ("", "utf-8", "utf-8-sig", "ascii")

Labels = Callable[["KeptConversation"], str | None]
"""Returns the label of a conversation; None if it has no usable one."""


@dataclass(frozen=True, slots=True)
class LabelSource:
    """How texts and labels are taken from conversations.

    Attributes:
        label: Returns the label of a conversation; None: use the export's own labels.
        text: Returns the text that the label is about; "" if there is none.
        unused: Reasons for which conversations are not used to learn replies, but are used here.
        even: Whether to limit each label to `_UNEVEN` times the count of the rarest. Ratings are
            mostly good, so that always predicting "content" would look right.
    """

    label: Labels | None
    text: Callable[[KeptConversation], str]
    unused: frozenset[str] = frozenset()
    even: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled text, and the side of the split it is on."""

    text: str
    label: str
    side: Side
    lesson: tuple[str, str] | None = None
    """Keyed hashes of its conversation and customer; None for a row of a table."""


@dataclass(slots=True)
class Collected:
    """Examples, and the number of others left out by reason."""

    examples: list[Example] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    encodings: set[str] = field(default_factory=set)
    """Encodings of tables that are not in UTF-8."""

    def on(self, side: Side) -> list[Example]:
        return [one for one in self.examples if one.side == side]


def collect(
    engine: Engine,
    request: TrainingRequest,
    source: LabelSource,
    least: int,
    named: Callable[[str], str | None] = str,
) -> Generator[Step, None, Collected]:
    """Collect all labelled texts that a request names.

    Args:
        engine: The engine that has the transcripts.
        request: Its tables are read; its transcripts only if it names no table.
        source: How texts and labels are taken from transcripts.
        least: Labels with fewer training texts are left out.
        named: Maps a table's label to ours; a row whose label maps to None is left out.

    Raises:
        InputError: A table cannot be used.
        ConflictError: Transcripts are not approved.
    """
    found = Collected()
    for path in request.tables:
        for one in _of_table(Path(path), found):
            label = named(one.label) if one.label != OUT else OUT
            if label is None:
                found.left_out["no-label"] += 1
            else:
                found.examples.append(replace(one, label=label))
        yield Step(len(found.examples), len(found.examples))
    if not request.tables:
        yield from _of_transcripts(engine, request, source, found)
    kept = _without_rare(found, least)
    return _evened(kept) if source.even and not request.tables else kept


def labels_of_export(conversations: Iterable[KeptConversation]) -> Labels:
    """Labels by the export's own: of several labels the rarest, because ones such as "vip" or
    "email" are on many conversations. A label on most of an export, and mostly beside others, is
    ignored."""
    counts: Counter[tuple[int, str]] = Counter()
    beside: Counter[tuple[int, str]] = Counter()
    totals: Counter[int] = Counter()
    for one in conversations:
        labels = {(one.set_id, label) for label in one.labels}
        counts.update(labels)
        beside.update(labels if len(labels) > 1 else ())
        totals[one.set_id] += 1
    nothing = {
        key for key, count in counts.items()
        if count > EVERYWHERE * totals[key[0]] and beside[key] > count / 2
    }  # fmt: skip

    def label(conversation: KeptConversation) -> str | None:
        keys = {(conversation.set_id, label) for label in conversation.labels} - nothing
        rarest = min(keys, key=lambda key: (counts[key], key), default=None)
        return None if rarest is None else rarest[1]

    return label


def first_message(conversation: KeptConversation) -> str:
    """The customer's first message that is not nearly empty; "" if there is none."""
    for turn in conversation.turns:
        if turn.role == "customer" and len(turn.text.strip()) >= _LEAST_CHARACTERS:
            return turn.text.strip()
    return ""


def last_message(conversation: KeptConversation) -> str:
    """The customer's last message that is not nearly empty; "" if there is none."""
    for turn in reversed(conversation.turns):
        if turn.role == "customer" and len(turn.text.strip()) >= _LEAST_CHARACTERS:
            return turn.text.strip()
    return ""


def _of_table(path: Path, found: Collected) -> Iterator[Example]:
    """Yield the rows of a table, one for each text. Texts with contradicting labels are left out,
    as it is not known which is right; the side of a row depends on its text alone."""
    table = read_table(path)
    if table.encoding not in _UTF8:
        found.encodings.add(table.encoding)
    found.left_out.update(table.left_out)
    labels: dict[str, set[str]] = {}
    for text, label in zip(table.texts, table.labels, strict=True):
        labels.setdefault(_same(text), set()).add(label)
    seen: set[str] = set()
    for text, label in zip(table.texts, table.labels, strict=True):
        same = _same(text)
        if len(labels[same]) > 1:
            found.left_out["contradicting"] += 1
        elif same in seen:
            found.left_out["repeated"] += 1
        else:
            seen.add(same)
            yield Example(text, label, _side(same))


def _of_transcripts(
    engine: Engine, request: TrainingRequest, source: LabelSource, found: Collected
) -> Generator[Step, None, None]:
    def conversations() -> Iterator[KeptConversation]:
        every = engine.transcripts.store.conversations(
            request.transcripts, usable=not source.unused
        )
        return (one for one in every if not one.reason or one.reason in source.unused)

    label_of = source.label or labels_of_export(conversations())
    labelled: dict[int, tuple[str, str, tuple[str, str]]] = {}
    told = []
    for done, one in enumerate(conversations(), start=1):
        if done % _TOLD_EVERY == 0:
            yield Step(done, done)
        text, label = source.text(one), label_of(one)
        if not text or label is None:
            found.left_out["no-label" if text else "nothing-said"] += 1
            continue
        lesson = hashed(engine.store.key, "conversation", f"{one.set_id}/{one.key}")
        labelled[one.id] = (text, label, (lesson, one.customer_hash))
        told.append(SplitItem(one.id, one.customer_hash, one.at, (text,)))
    parted = split(told, wanted=max(20, len(told) // 6), most=max(600, len(told) // 4))
    copies = {id_ for id_, _ in parted.copies}
    found.left_out["near-duplicate"] += len(copies)
    found.left_out["known-customer"] += parted.known_customers
    for id_, side in parted.sides.items():
        if side and id_ not in copies:
            text, label, lesson_of = labelled[id_]
            found.examples.append(Example(text, label, side, lesson_of))


def _without_rare(found: Collected, least: int) -> Collected:
    counts = Counter(one.label for one in found.on("train"))
    kept = [one for one in found.examples if counts[one.label] >= least or one.label == OUT]
    found.left_out["rare-label"] += len(found.examples) - len(kept)
    left_out = Counter({reason: count for reason, count in found.left_out.items() if count})
    return Collected(kept, left_out, found.encodings)


def _evened(found: Collected) -> Collected:
    """Drop training examples of labels much more common than the rarest; deterministic."""
    counts = Counter(one.label for one in found.on("train"))
    most = _UNEVEN * min(counts.values(), default=0)
    seen: Counter[str] = Counter()
    kept = []
    for one in found.examples:
        if one.side == "train":
            # keep a share of the label's examples, evenly spread over all of them
            at, share = seen[one.label], min(1.0, most / counts[one.label])
            seen[one.label] += 1
            if int((at + 1) * share) == int(at * share):
                found.left_out["too-common"] += 1
                continue
        kept.append(one)
    return Collected(kept, found.left_out, found.encodings)


def _side(same: str) -> Side:
    drawn = hash_fraction(same)
    if drawn < JUDGED:
        return "judge"
    return "held_out" if drawn < JUDGED + HELD_OUT else "train"


def _same(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", folded)) or folded.strip()


def counted(examples: Iterable[Example]) -> Mapping[str, int]:
    """The number of examples of each label."""
    return Counter(one.label for one in examples)
