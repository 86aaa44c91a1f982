"""Judges a new head against the one in use, on texts that the new one has not seen."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.contracts import Judgement, Measure
from assistant.jobs import Step
from assistant.understanding import head_files
from assistant.understanding.head import Head, Prediction
from assistant.understanding.head_files import HeadDamagedError, Heads, Slot
from assistant.understanding.head_vectors import HeadVectors
from assistant.understanding.moods import BUILT_IN, MOODS
from retrieval.embedder import Embedder
from retrieval.evaluate import expected_calibration_error
from training.classify.measures import Measured, measure

if TYPE_CHECKING:
    from assistant.engine import Engine
    from training.recipes.task import Trained

_NOT_WORSE: Final = 0.005
"""A loss of accuracy up to this does not count as worse."""
_SHOWN: Final = 40
"""Maximum number of labels in the confusion matrix; the most common ones are taken."""
NONE: Final = "(none)"
"""Name of `OUT` in the confusion matrix."""


def judge(
    engine: Engine, trained: Trained, slot: Slot, before: str
) -> Generator[Step, None, Judgement]:
    """Measure the published head of a run, and the one in use.

    Args:
        engine: The engine with the heads, and with the embedding model of the search.
        trained: A run whose head is published.
        slot: The purpose of the heads.
        before: Id of the head in use; "" for none, or for the built-in one.
    """
    judged = list(trained.dataset.read("judge"))
    texts = [str(one["text"]) for one in judged]
    wanted = [str(one["label"]) for one in judged]
    yield Step(0, 2)
    after = _said(engine, slot, trained.model, texts)
    yield Step(1, 2)
    earlier = _said(engine, slot, before, texts) if before != trained.model else None
    yield Step(2, 2)
    if not texts or after is None:
        return Judgement(better=False, verdict="There was nothing to judge it by.", measures=[])
    new = measure(wanted, [one.label for one in after])
    old = measure(wanted, [one.label for one in earlier]) if earlier is not None else None
    guess = max(wanted.count(label) for label in set(wanted)) / len(wanted)
    floor = old.accuracy - _NOT_WORSE if old is not None else 0.0
    better = new.accuracy > guess and new.accuracy >= floor
    return Judgement(
        better=better,
        verdict=_verdict(new, old, guess, better=better),
        measures=_measures(new, old, _calibration(after, wanted)),
        confusion=_confusion(new),
    )


def _said(engine: Engine, slot: Slot, id_: str, texts: Sequence[str]) -> list[Prediction] | None:
    """The predictions of a published head; None if it cannot be used any more."""
    heads = Heads(engine.home)
    try:
        head, own = _opened(heads, slot, id_)
    except HeadDamagedError:
        return None
    base = engine.knowledge.index.embedder
    source = HeadVectors(base, Embedder(own, threads=base.threads) if own else None)
    if source.embedding != head.embedding or not texts:
        return None
    said = head.predict(source.vectors(texts), texts)
    if slot == "mood":
        return [one if one.label in MOODS else replace(one, label="neutral") for one in said]
    return said


def _opened(heads: Heads, slot: Slot, id_: str) -> tuple[Head, Path | None]:
    if slot == "intents" and not id_:
        raise HeadDamagedError(code="head.missing", expected="a head in use", found="none")
    if id_:
        return heads.open(slot, id_), heads.embedding(slot, id_)
    return head_files.read(BUILT_IN, "mood"), None


def _verdict(new: Measured, old: Measured | None, guess: float, *, better: bool) -> str:
    said, count = f"{new.accuracy:.1%}", new.labelled
    if old is None:
        return (
            f"{said} of {count} messages that it had not seen are labelled right; the commonest "
            f"label alone would be right for {guess:.1%}."
        )
    before = f"{old.accuracy:.1%}"
    if new.accuracy <= guess:
        return (
            f"{said} of {count} messages that it had not seen are labelled right, {before} by what "
            f"is in use; the commonest label alone would be right for {guess:.1%}: nothing was "
            "learnt that helps."
        )
    if better:
        return (
            f"{said} of {count} messages that it had not seen are labelled right, {before} by what "
            "is in use: not worse."
        )
    return (
        f"{said} of {count} messages that it had not seen are labelled right, {before} by what is "
        "in use: worse."
    )


def _measures(new: Measured, old: Measured | None, calibration: float) -> list[Measure]:
    found = [
        Measure(
            name="accuracy", title="Labelled right",
            before=None if old is None else old.accuracy, after=new.accuracy,
        ),
        Measure(
            name="macro_f1", title="Macro-F1",
            before=None if old is None else old.macro_f1, after=new.macro_f1,
        ),
        Measure(
            name="calibration", title="Calibration error", before=None, after=calibration,
            higher_is_better=False,
        ),
    ]  # fmt: skip
    if new.oos_recall is not None:
        found.append(
            Measure(
                name="oos_recall", title="Out of scope noticed",
                before=None if old is None else old.oos_recall, after=new.oos_recall,
            )
        )  # fmt: skip
    return found


def _calibration(said: Sequence[Prediction], wanted: Sequence[str]) -> float:
    right = [one.label == label for one, label in zip(said, wanted, strict=True)]
    return expected_calibration_error([one.confidence for one in said], right)


def _confusion(found: Measured) -> dict[str, dict[str, int]]:
    sizes = {label: sum(row.values()) for label, row in found.confusion.items()}
    commonest = sorted(sizes, key=lambda label: -sizes[label])[:_SHOWN]
    return {
        label or NONE: {said or NONE: count for said, count in found.confusion[label].items()}
        for label in commonest
    }
