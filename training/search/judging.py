"""Judges the whole search with the new embedding model and the one in use, on unseen questions."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, Final

from assistant.contracts import Judgement, Measure
from assistant.jobs import Step
from retrieval.embedder import Embedder
from retrieval.entry import Entry
from retrieval.evaluate import Judged, evaluate
from training.search.model_paths import tuned_models
from training.search.training import ANSWERS, GUARD

if TYPE_CHECKING:
    from assistant.engine import Engine
    from training.recipes.task import Trained

_MOST: Final = 600
"""Maximum number of questions to judge by."""
_MOST_LOST: Final = 0.02
"""Maximum loss of R@1 on the questions of another shop."""
_NOT_WORSE: Final = 0.005


def judge(engine: Engine, trained: Trained) -> Generator[Step, None, Judgement]:
    """Measure the published model, and the one in use."""
    entries = [Entry(id=n + 1, answer=text) for n, text in enumerate(trained.dataset.kept(ANSWERS))]
    asked = [
        Judged(str(body["question"]), frozenset({int(body["answer"]) + 1}))
        for body in trained.dataset.read("judge")
    ]
    asked = asked[:: max(1, len(asked) // _MOST)][:_MOST]
    kept = trained.dataset.kept(GUARD)
    elsewhere = [Entry(id=n + 1, answer=text) for n, text in enumerate(kept["answers"])]
    guard = [
        Judged(question, frozenset({int(right) + 1}))
        for question, right in zip(kept["questions"], kept["right"], strict=True)
    ]
    embedder = engine.knowledge.index.embedder
    new = Embedder(tuned_models(engine.home) / trained.model, threads=embedder.threads)
    found: list[Mapping[str, Any]] = []
    for model in (embedder, new):
        for some, questions in ((entries, asked), (elsewhere, guard)):
            yield Step(len(found), 4)
            found.append(evaluate(some, questions, model))
    yield Step(4, 4)
    before, guarded, after, guard_after = found
    return _judgement(before, after, guarded, guard_after)


def _judgement(
    before: Mapping[str, Any], after: Mapping[str, Any],
    guarded: Mapping[str, Any], guard_after: Mapping[str, Any],
) -> Judgement:  # fmt: skip
    won = after["r_at_1"] - before["r_at_1"]
    lost = guarded["r_at_1"] - guard_after["r_at_1"]
    better = won >= -_NOT_WORSE and lost <= _MOST_LOST
    verdict = (
        f"The first result is right for {after['r_at_1']:.1%} of {after['n']} questions it had not "
        f"seen, {before['r_at_1']:.1%} before."
    )
    if lost > _MOST_LOST:
        verdict = (
            f"The first result is right for {after['r_at_1']:.1%} of {after['n']} questions it had "
            f"not seen, {before['r_at_1']:.1%} before; on questions of another shop it loses "
            f"{lost:.1%}."
        )
    return Judgement(
        better=better, verdict=verdict,
        measures=[
            *_measures(before, after),
            Measure(
                name="guard_r_at_1", title="First result right, another shop",
                before=guarded["r_at_1"], after=guard_after["r_at_1"],
            ),
        ],
    )  # fmt: skip


def _measures(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Measure]:
    titles = {
        "r_at_1": "First result right", "r_at_5": "Right among the first five",
        "mrr": "Mean reciprocal rank",
    }  # fmt: skip
    found = [
        Measure(name=name, title=title, before=before[name], after=after[name])
        for name, title in titles.items()
    ]
    meaning = (one["singles"]["dense"]["r_at_1"] for one in (before, after))
    found.append(
        Measure(
            name="dense_r_at_1", title="First result right, by meaning alone",
            before=next(meaning), after=next(meaning),
        )
    )  # fmt: skip
    found.append(
        Measure(
            name="calibration", title="Calibration error", before=before["ece"],
            after=after["ece"], higher_is_better=False,
        )
    )  # fmt: skip
    return found
