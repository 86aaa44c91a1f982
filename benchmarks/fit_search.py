"""Fit the search's parameters and write `retrieval/search_model.json`.

    python -m benchmarks.fit_search [--check] [--json]

The ranking is a conditional logit, the confidence a logistic regression, both with a little L2
regularisation and with equal weight for every family of knowledge bases, whatever its size. Each
set is also measured with parameters fitted without its family: the table shows those figures, and
they are the ones to trust. Some sets the model can read are added a second time as if it could not
read them, so that ranking by words alone is fitted on more than the small amount of Chinese. Needs
SciPy (a development dependency).
"""

from __future__ import annotations

import argparse
import datetime
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant import model_paths
from assistant.paths import Home
from benchmarks.fitting_dialogues import FITTING
from benchmarks.search_sets import DATA, JUDGED, SearchSet
from benchmarks.strangers import strangers
from retrieval import calibration, fusion, search_model
from retrieval.candidates import Candidates
from retrieval.embedder import Embedder
from retrieval.encoded_entry import encode
from retrieval.evaluate import Judged, expected_calibration_error
from retrieval.retriever import Retriever

_TARGET: Final = Path(search_model.__file__).with_name("search_model.json")
_LESS: Final = {"wikigold": 0.1, "dstc9": 0.1}
"""Weights of families whose queries are not customers' own words."""
_UNREAD: Final = ("banking77_5", "clinc150_5", "bitext_canned_2", "bitext_replies_4_asked",
                  "demo_en", "wikigold")  # fmt: skip
"""Sets that are also fitted as if the model could not read them."""
_UNREAD_COUNT: Final = 0.3
_UNANSWERED_COUNT: Final = 0.3
"""Weight of queries without an answer, which are more common in these sets than among customers."""
_STRANGERS_COUNT: Final = 0.1
"""Weight of questions about another subject, relative to 1 for a set's own."""
_LABELS_UNSURE: Final = {"crosswoz"}
"""Families in which unlabelled answers may be right too: excluded when fitting the confidence."""
_WORDS_HELD: Final = 0.7
"""Factor for the fitted weights of words. The likelihood favours words, because the authors of most
sets' queries had seen the words of their category. With this factor, no set of customers' questions
falls 0.025 below its better single retriever, and the mean loses 0.002."""
_WORDS: Final = [fusion.FEATURES.index(name) for name in ("words", "words_of_question", "both")]
_MOST_CAUTIOUS: Final = 0.5
"""Upper limit of the threshold: a result that is more likely right than wrong is shown."""
_NOTHING: Final = 5.0
"""Tried from 4 to 14: higher values recognise unanswerable queries better (clinc150: area under the
curve from 0.91 to 0.96) but calibrate worse on held-out sets; this value does not lose calibration.
"""
_NOBODYS: Final = Judged("", frozenset())
_RIVALS: Final = 50
_RESULTS: Final = 3
_RIDGE: Final = 1e-5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Observed:
    """A set with the candidates of each query, and of questions about other subjects."""

    name: str
    family: str
    count: float
    retriever: Retriever
    queries: list[Judged]
    candidates: list[Candidates]
    strangers: list[Candidates]


def observe(some: SearchSet, embedder: Embedder, foreign: Sequence[str] = ()) -> Observed:
    """Index a set and gather the candidates of its queries, and of foreign questions."""
    blank = search_model.SearchModel(
        ranking=np.zeros(len(fusion.FEATURES)),
        nothing=0,
        confidence=np.zeros(len(calibration.CONFIDENCE_FEATURES)),
        floor=0,
    )
    retriever = Retriever(embedder, blank)
    for at in range(0, len(some.entries), 1000):
        retriever.upsert(encode(embedder, some.entries[at : at + 1000]))
    found = [retriever.candidates(q.text, q.context, q.lang) for q in some.queries]
    kept = [at for at, candidates in enumerate(found) if candidates.ids]
    return Observed(
        some.name, some.family, 1.0, retriever,
        [some.queries[at] for at in kept], [found[at] for at in kept],
        [asked for text in foreign if (asked := retriever.candidates(text)).ids],
    )  # fmt: skip


def unread(seen: Observed) -> Observed:
    """The same set as if the model could not read it."""
    blind = [
        replace(some, evidence=replace(some.evidence, readable=0.0)) for some in seen.candidates
    ]
    return replace(
        seen, name=f"{seen.name}_unread", count=_UNREAD_COUNT, candidates=blind, strangers=[]
    )


def weights_of(sets: Sequence[Observed]) -> list[float]:
    """Weight of each set: families have equal weight, those with several sets somewhat more."""
    sizes: dict[str, int] = defaultdict(int)
    for some in sets:
        sizes[some.family] += 1
    return [some.count * _LESS.get(some.family, 1.0) / sizes[some.family] ** 0.5 for some in sets]


def fit_ranking(sets: Sequence[Observed]) -> Floats:
    """Weights that maximise the likelihood of the right candidates among their rivals."""
    rows: list[Floats] = []
    right: list[NDArray[np.bool_]] = []
    counts: list[float] = []
    for some, weight in zip(sets, weights_of(sets), strict=True):
        before = len(rows)
        for query, candidates in zip(some.queries, some.candidates, strict=True):
            hit = np.array([id_ in query.relevant for id_ in candidates.ids])
            if not hit.any():
                continue
            known = fusion.features(candidates.evidence, len(some.retriever))
            likely = 12 * known[:, 2] + 15 * known[:, 3] + 15 * known[:, 4] + 3 * known[:, 7]
            kept = np.argsort(np.where(hit, -np.inf, -likely), kind="stable")[:_RIVALS]
            rows.append(known[kept])
            right.append(hit[kept])
        counts += [weight / max(1, len(rows) - before)] * (len(rows) - before)
    weights = _conditional_logit(rows, right, np.array(counts))
    weights[_WORDS] *= _WORDS_HELD
    return weights


def _conditional_logit(
    rows: list[Floats], right: list[NDArray[np.bool_]], counts: Floats
) -> Floats:
    shape = (len(rows), max(map(len, rows)))
    x = np.zeros((*shape, rows[0].shape[1]))
    y, there = np.zeros(shape, bool), np.zeros(shape, bool)
    for at, (row, hit) in enumerate(zip(rows, right, strict=True)):
        x[at, : len(row)], y[at, : len(row)], there[at, : len(row)] = row, hit, True
    counts = counts / counts.sum()

    def loss(w: Floats) -> tuple[float, Floats]:
        scores = np.where(there, x @ w, -1e9)
        powers = np.exp(scores - scores.max(1, keepdims=True))
        every, hits = powers.sum(1), (powers * y).sum(1) + 1e-30
        pull = powers / every[:, None] - powers * y / hits[:, None]
        value = counts @ (np.log(every) - np.log(hits)) + _RIDGE * w @ w
        return float(value), np.einsum(
            "n,nm,nmd->d", counts, pull, x, optimize=True
        ) + 2 * _RIDGE * w

    found = minimize(loss, np.zeros(x.shape[2]), jac=True, method="L-BFGS-B",
                     options={"maxiter": 200})  # fmt: skip
    weights: Floats = found.x
    return weights


@dataclass(frozen=True, slots=True)
class Results:
    """The first results of a set's queries: features, whether right, rank, whether answerable."""

    features: Floats
    right: Floats
    rank: NDArray[np.int64]
    answerable: NDArray[np.bool_]

    @property
    def top(self) -> NDArray[np.bool_]:
        return self.rank == 0


def results(some: Observed, ranking: Floats, nothing: float, *, foreign: bool = False) -> Results:
    """Rank the candidates of a set's queries, or of the foreign questions, and group them."""
    features, right, rank, answerable = [], [], [], []
    asked = zip(some.queries, some.candidates, strict=True)
    for query, candidates in asked if not foreign else ((_NOBODYS, c) for c in some.strangers):
        _, groups, known = some.retriever.grouped(candidates, ranking, nothing, _RESULTS)
        for at, group in enumerate(groups):
            right.append(any(candidates.ids[place] in query.relevant for place in group))
            rank.append(at)
            answerable.append(bool(query.relevant))
        features.append(known)
    return Results(
        np.concatenate(features), np.array(right, float), np.array(rank), np.array(answerable)
    )


def fit_confidence(sets: Sequence[Observed], ranking: Floats) -> Floats:
    """Weights of a logistic regression for the probability that a result is right."""
    sure = [some for some in sets if some.family not in _LABELS_UNSURE]
    seen, counts = [], []
    for some, weight in zip(sure, weights_of(sure), strict=True):
        for foreign, share in ((False, 1.0), (True, _STRANGERS_COUNT)):
            if foreign and not some.strangers:
                continue
            found = results(some, ranking, _NOTHING, foreign=foreign)
            unanswered = 1.0 if foreign else _UNANSWERED_COUNT
            each = np.where(found.answerable, 1.0, unanswered) * np.where(found.top, 1.0, 0.2)
            counts.append(share * weight * each / each.sum())
            seen.append(found)
    x = np.concatenate([found.features for found in seen])
    y = np.concatenate([found.right for found in seen])
    c = np.concatenate(counts) / np.concatenate(counts).sum()

    def loss(w: Floats) -> tuple[float, Floats]:
        z = x @ w
        value = c @ (np.logaddexp(0, z) - y * z) + _RIDGE * w @ w
        return float(value), x.T @ (c * (1 / (1 + np.exp(-z)) - y)) + 2 * _RIDGE * w

    weights: Floats = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
    return weights


def fit(sets: Sequence[Observed]) -> tuple[Floats, Floats]:
    """Fit the weights of ranking and confidence."""
    ranking = fit_ranking(sets)
    return ranking, fit_confidence(sets, ranking)


def choose_floor(told: Sequence[tuple[Results, Floats]]) -> float:
    """The confidence threshold for abstaining with the best mean F1 over the sets."""
    floors = np.arange(0.2, _MOST_CAUTIOUS + 0.01, 0.05)

    def quality(floor: float) -> float:
        each = []
        for found, likely in told:
            top = found.top
            said, should = likely[top] < floor, ~found.answerable[top]
            both = float((said & should).sum())
            each.append(2 * both / max(1.0, float(said.sum() + should.sum())))
        return float(np.mean(each))

    return float(round(max(floors, key=quality), 2))


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, print, and write the file unless only checking."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--check", action="store_true", help="show only, write nothing")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    embedder = Embedder(model_paths.embedding_model(Home.default()))
    built = [build(given.data) for build in FITTING.values()]
    foreign = strangers(built)
    read = [observe(some, embedder, foreign[some.name]) for some in built]
    sets = read + [unread(some) for some in read if some.name in _UNREAD]
    judged = [observe(build(given.data), embedder) for build in JUDGED.values()]
    report = measure(sets, judged)
    if not given.check:
        _TARGET.write_text(json.dumps(report["model"], indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report) if given.json else _table(report["sets"]))


def measure(sets: Sequence[Observed], judged: Sequence[Observed]) -> dict[str, Any]:
    """Fit on all sets, and measure each with parameters fitted without its family."""
    ranking, confidence = fit(sets)
    rows, told = [], []
    for family in dict.fromkeys(some.family for some in sets):
        stem = family.split("_")[0]
        w, c = fit([some for some in sets if some.family.split("_")[0] != stem])
        for some in (some for some in sets if some.family == family):
            found, likely, row = _measured(some, w, c)
            rows.append(row)
            if not found.answerable.all() and some.count == 1:
                told.append((found, likely))
    rows += [_measured(some, ranking, confidence)[2] for some in judged]
    model = {
        "format": search_model.FORMAT,
        "fitted": {
            "by": "python -m benchmarks.fit_search",
            "on": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "sets": {some.name: len(some.queries) for some in sets},
        },
        "ranking": dict(zip(fusion.FEATURES, ranking.round(4).tolist(), strict=True)),
        "nothing": _NOTHING,
        "confidence": dict(
            zip(calibration.CONFIDENCE_FEATURES, confidence.round(4).tolist(), strict=True)
        ),
        "floor": choose_floor(told),
    }
    return {"model": model, "sets": rows}


def _measured(some: Observed, w: Floats, c: Floats) -> tuple[Results, Floats, dict[str, Any]]:
    found = results(some, w, _NOTHING)
    likely = calibration.confidence(found.features, c)
    top = found.top
    answered = top & found.answerable
    row = {
        "set": some.name,
        "n": int(top.sum()),
        "r_at_1": round(float(found.right[answered].mean()), 4),
        "confidence": round(float(likely[answered].mean()), 4),
        "ece": round(_ece(likely[top], found.right[top]), 4),
        "strangers_shown": _shown(some, w, c),
        "ece_answerable": round(_ece(likely[answered], found.right[answered]), 4),
    }
    return found, likely, row


def _shown(some: Observed, w: Floats, c: Floats) -> float | None:
    """The share of foreign questions that are answered nevertheless."""
    if not some.strangers:
        return None
    found = results(some, w, _NOTHING, foreign=True)
    likely = calibration.confidence(found.features, c)[found.top]
    return round(float((likely >= _MOST_CAUTIOUS).mean()), 3)


def _ece(likely: Floats, right: Floats) -> float:
    return expected_calibration_error(likely.tolist(), [bool(hit) for hit in right])


def _table(rows: list[dict[str, Any]]) -> str:
    names = list(rows[0])
    lines = [names, *[[str(row[name]) for name in names] for row in rows]]
    return "\n".join("  ".join(cell.ljust(30 if at == 0 else 14) for at, cell in enumerate(line))
                     for line in lines)  # fmt: skip


if __name__ == "__main__":
    main()
