"""Reads the results of a run: figures, samples, pairs, the judgement and its report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from assistant.contracts import (
    JudgedPair,
    Judgement,
    ReportLanguage,
    RunMetrics,
    RunSample,
    RunSamples,
)
from assistant.errors import NotFoundError
from training.runs import metrics as figures
from training.runs.dataset import Dataset
from training.runs.engine_steps import JUDGEMENT, opened, task_of, trained_of
from training.runs.folder import RunFolder

if TYPE_CHECKING:
    from assistant.engine import Engine

_SAMPLES_SHOWN = 100


def metrics(folder: RunFolder, *, after: int) -> RunMetrics:
    """The figures of all steps after `after`."""
    return RunMetrics(points=list(figures.read(folder.metrics, after=after)))


def samples(engine: Engine, folder: RunFolder) -> RunSamples:
    """The newest sample outputs of the model, newest first."""
    folder.read()
    if not folder.dataset.exists():
        return RunSamples(items=[])
    with opened(engine, folder) as dataset:
        first = max(0, dataset.count("samples") - _SAMPLES_SHOWN)
        found = [RunSample.model_validate(body) for body in dataset.read("samples", start=first)]
    return RunSamples(items=found[::-1])


def judgement(engine: Engine, folder: RunFolder) -> Judgement:
    """The judgement, with the counts of people's ratings of its pairs.

    Raises:
        NotFoundError: The run has not been judged.
    """
    _refuse_unjudged(folder)
    with opened(engine, folder) as dataset:
        return _judgement(dataset)


def report(engine: Engine, folder: RunFolder, language: ReportLanguage = "en") -> Iterator[str]:
    """Yield the report as HTML, in pieces; errors as in `judgement`.

    Args:
        language: The one that is shown first; the other is a click away.
    """
    _refuse_unjudged(folder)
    manifest = folder.read()
    with opened(engine, folder) as dataset:
        trained = trained_of(manifest, folder, dataset)
        yield from task_of(manifest).report(trained, _judgement(dataset), language)


def pairs(engine: Engine, folder: RunFolder) -> list[JudgedPair]:
    """The pairs of replies to rate blindly; they do not say which reply is the new model's."""
    _refuse_unjudged(folder)
    with opened(engine, folder) as dataset:
        return [JudgedPair.model_validate(body) for body in dataset.read("pairs")]


def rate(
    engine: Engine, folder: RunFolder, pair: int, chosen: Literal["one", "other", "equal"]
) -> Judgement:
    """Store a person's choice for a pair; returns the updated judgement.

    Raises:
        NotFoundError: The run has not been judged, or has no such pair.
    """
    _refuse_unjudged(folder)
    with opened(engine, folder) as dataset:
        for number, body in enumerate(dataset.read("pairs")):
            if body["id"] == pair:
                dataset.put("pairs", number, {**body, "chosen": chosen})
                return _judgement(dataset)
    raise NotFoundError(
        expected="a pair of this run", found="none with this id", remedy="List them again"
    )


def _judgement(dataset: Dataset) -> Judgement:
    found = Judgement.model_validate(dataset.kept(JUDGEMENT))
    rated = [body for body in dataset.read("pairs") if body.get("chosen")]
    new = sum(body["chosen"] == body["new"] for body in rated)
    equal = sum(body["chosen"] == "equal" for body in rated)
    return found.model_copy(
        update={
            "pairs": dataset.count("pairs"), "rated": len(rated), "preferred_new": new,
            "preferred_old": len(rated) - new - equal,
        }
    )  # fmt: skip


def _refuse_unjudged(folder: RunFolder) -> None:
    if not folder.read().judged:
        raise NotFoundError(
            code="training.not-judged",
            expected="a run that was judged",
            found="one that was not yet",
            remedy="Wait until it is done",
        )
