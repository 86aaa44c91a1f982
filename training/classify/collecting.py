"""What a classifier learns from: labelled tables, or first messages with their export's labels."""

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
from training.judging.splits import Side, SplitItem, chance, split

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
"""The label of a conversation; None where it has none that counts."""


@dataclass(frozen=True, slots=True)
class Taking:
    """What is taken of conversations.

    Attributes:
        label: How one is labelled; None takes the export's own labels.
        text: What of it the label is about; "" where it says nothing.
        unused: Reasons of conversations from which no reply is learnt, and which count all the
            same.
        even: No label is learnt from more than a few times as often as the rarest, as ratings are
            mostly good, and "always content" would seem right.
    """

    label: Labels | None
    text: Callable[[KeptConversation], str]
    unused: frozenset[str] = frozenset()
    even: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text, and the side it is on."""

    text: str
    label: str
    side: Side
    lesson: tuple[str, str] | None = None
    """Keyed hashes of its conversation and customer; None for a row of a table."""


@dataclass(slots=True)
class Collected:
    """Examples, and why others are left out."""

    examples: list[Example] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    encodings: set[str] = field(default_factory=set)
    """Of tables that are not UTF-8."""

    def on(self, side: Side) -> list[Example]:
        return [one for one in self.examples if one.side == side]


def collect(
    engine: Engine,
    request: TrainingRequest,
    taking: Taking,
    least: int,
    named: Callable[[str], str | None] = str,
) -> Generator[Step, None, Collected]:
    """Everything the request names that has a label.

    Args:
        engine: Whose transcripts.
        request: Its tables are read; its transcripts only where it names no table.
        taking: What is taken of its transcripts.
        least: Labels with fewer texts are left out.
        named: What a table's label is called; None leaves its row out.

    Raises:
        InputError: A table cannot be used.
        ConflictError: Transcripts that were not approved.
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
        yield from _of_transcripts(engine, request, taking, found)
    kept = _without_rare(found, least)
    return _evened(kept) if taking.even and not request.tables else kept


def labels_of_export(conversations: Iterable[KeptConversation]) -> Labels:
    """The export's own: of several labels the rarest, as "vip" or "email" is on many; what is on
    most of an export, and mostly beside others, is none."""
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
    """What the customer began with; "" where that says nothing."""
    for turn in conversation.turns:
        if turn.role == "customer" and len(turn.text.strip()) >= _LEAST_CHARACTERS:
            return turn.text.strip()
    return ""


def last_message(conversation: KeptConversation) -> str:
    """What the customer ended with; "" where that says nothing."""
    for turn in reversed(conversation.turns):
        if turn.role == "customer" and len(turn.text.strip()) >= _LEAST_CHARACTERS:
            return turn.text.strip()
    return ""


def _of_table(path: Path, found: Collected) -> Iterator[Example]:
    """Rows with the same words stand on the same side, so that none judges itself; where they have
    different labels, nobody knows which is right, and none is learnt from."""
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
    engine: Engine, request: TrainingRequest, taking: Taking, found: Collected
) -> Generator[Step, None, None]:
    def conversations() -> Iterator[KeptConversation]:
        every = engine.transcripts.store.conversations(
            request.transcripts, usable=not taking.unused
        )
        return (one for one in every if not one.reason or one.reason in taking.unused)

    label_of = taking.label or labels_of_export(conversations())
    labelled: dict[int, tuple[str, str, tuple[str, str]]] = {}
    told = []
    for done, one in enumerate(conversations(), start=1):
        if done % _TOLD_EVERY == 0:
            yield Step(done, done)
        text, label = taking.text(one), label_of(one)
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
    """With fewer of the labels that are far commoner than the rarest, the same ones each time."""
    counts = Counter(one.label for one in found.on("train"))
    most = _UNEVEN * min(counts.values(), default=0)
    seen: Counter[str] = Counter()
    kept = []
    for one in found.examples:
        if one.side == "train":
            # as many as stay, spread over all that there are
            at, share = seen[one.label], min(1.0, most / counts[one.label])
            seen[one.label] += 1
            if int((at + 1) * share) == int(at * share):
                found.left_out["too-common"] += 1
                continue
        kept.append(one)
    return Collected(kept, found.left_out, found.encodings)


def _side(same: str) -> Side:
    drawn = chance(same)
    if drawn < JUDGED:
        return "judge"
    return "held_out" if drawn < JUDGED + HELD_OUT else "train"


def _same(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", folded)) or folded.strip()


def counted(examples: Iterable[Example]) -> Mapping[str, int]:
    """How many of each label."""
    return Counter(one.label for one in examples)
