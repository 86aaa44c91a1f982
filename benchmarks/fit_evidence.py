"""Fit the head of evidence and write `assistant/evidence/head.json`.

    python -m benchmarks.fit_evidence [--dry] [--json]

A logistic regression with L2 regularisation over the features of agreement
(`assistant.evidence.agreement`). A source supports a sentence by its best piece, so the head itself
selects the piece: it is fitted, pieces are selected again, and so on. Every family of pairs and
every kind of mistake in it has equal weight. The threshold is set so that, with heads fitted on
other groups, at most `_FALSE` of the wrong sentences pass. Needs scikit-learn (a development
dependency).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant import model_paths
from assistant.evidence import head
from assistant.evidence.agreement import FEATURES
from assistant.evidence.judge import Judge
from assistant.evidence.statement import read
from assistant.paths import Home
from benchmarks.evidence_pairs import Pair, all_pairs, for_tuning
from benchmarks.search_sets import DATA
from retrieval.embedder import Embedder

_TARGET: Final = Path(head.__file__).with_name("head.json")
_ROUNDS: Final = 4
_RIDGE: Final = 1.0
_FALSE: Final = 0.028
_MOST: Final = 130
"""Pairs per family and kind; more take longer without changing the result."""
_FOLDS: Final = 4

Floats = NDArray[np.float64]
Observed = tuple[Pair, Floats]


def sample(pairs: Sequence[Pair], most: int = _MOST) -> list[Pair]:
    """At most `most` pairs of each family and kind, evenly spaced."""
    by_kind: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs:
        by_kind.setdefault((pair.family, pair.kind), []).append(pair)
    return [
        some[place * len(some) // min(most, len(some))]
        for some in by_kind.values()
        for place in range(min(most, len(some)))
    ]


def observe(pairs: Sequence[Pair], judge: Judge) -> list[Observed]:
    """The features of each pair's pieces: shape (pieces, features)."""
    found = []
    for place, pair in enumerate(pairs):
        if place % 2_000 == 0:
            print(f"{place} of {len(pairs)} pairs", file=sys.stderr, flush=True)
        compared = [one.features for one in judge.compare(read(pair.claim), [pair.passage])]
        found.append((pair, np.array(compared).reshape(-1, len(FEATURES))))
    return found


def fit(observed: Sequence[Observed]) -> tuple[Floats, float]:
    """Fit weights and bias."""
    standing = [(pair, _standing(features)) for pair, features in observed]
    pieces = [head.terms(features) for _, features in standing if len(features)]
    pairs = [pair for pair, features in standing if len(features)]
    truth = np.array([pair.supported for pair in pairs], int)
    count = _counts(pairs)
    covered = FEATURES.index("covered")
    chosen = np.array([some[some[:, covered].argmax()] for some in pieces])
    weights, bias = np.zeros(chosen.shape[1]), 0.0
    for _ in range(_ROUNDS):
        model = LogisticRegression(C=1 / _RIDGE, max_iter=2_000)
        model.fit(chosen, truth, sample_weight=count)
        weights, bias = model.coef_[0].astype(float), float(model.intercept_[0])
        chosen = np.array([some[(some @ weights).argmax()] for some in pieces])
    return weights, bias


def scores(observed: Sequence[Observed], weights: Floats, bias: float) -> Floats:
    """The score of each pair's best piece."""
    best = [
        float((head.terms(features) @ weights).max()) + bias if len(features) else -40.0
        for features in (_standing(all_of) for _, all_of in observed)
    ]
    return 1 / (1 + np.exp(-np.clip(np.array(best), -40, 40)))


def _standing(features: Floats) -> Floats:
    """The pieces that may support the claim."""
    return features[head.eligible(features)] if len(features) else features


def rates(pairs: Sequence[Pair], said: NDArray[np.bool_]) -> dict[str, dict[str, float]]:
    """Per family: the share called supported of the true pairs, and of each kind of wrong one."""
    found: dict[str, dict[str, list[bool]]] = {}
    for pair, one in zip(pairs, said, strict=True):
        found.setdefault(pair.family, {}).setdefault(pair.kind, []).append(bool(one))
    return {
        family: {kind: float(np.mean(some)) for kind, some in sorted(kinds.items())}
        for family, kinds in found.items()
    }


def _counts(pairs: Sequence[Pair]) -> Floats:
    """Sample weights: equal per family, half of it for true pairs, the rest shared by the kinds of
    mistakes.
    """
    seen = Counter((pair.family, pair.kind) for pair in pairs)
    kinds = Counter(family for family, kind in seen if kind != "true")
    part = {key: (1 if key[1] == "true" else 1 / kinds[key[0]]) / seen[key] for key in seen}
    raw = np.array([part[pair.family, pair.kind] for pair in pairs])
    return raw * len(raw) / raw.sum()


def floor_of(pairs: Sequence[Pair], found: Floats) -> float:
    """The lowest threshold at which at most `_FALSE` of the wrong pairs pass, with equal kinds."""
    count = _counts(pairs)
    wrong = np.array([not pair.supported for pair in pairs])
    order = np.argsort(-found[wrong])
    passed = np.cumsum(count[wrong][order]) / count[wrong].sum()
    place = int(np.searchsorted(passed, _FALSE))
    return float(found[wrong][order][min(place, len(order) - 1)]) + 1e-6


def fitted(observed: Sequence[Observed]) -> dict[str, Any]:
    """The weights fitted on all groups, and the threshold from cross-validation by group."""
    pairs = [pair for pair, _ in observed]
    groups = sorted({pair.group for pair in pairs})
    fold = {group: place % _FOLDS for place, group in enumerate(groups)}
    found = np.zeros(len(pairs))
    for one in range(_FOLDS):
        rest = [o for o in observed if fold[o[0].group] != one]
        here = [place for place, pair in enumerate(pairs) if fold[pair.group] == one]
        found[here] = scores([observed[place] for place in here], *fit(rest))
    floor = floor_of(pairs, found)
    weights, bias = fit(observed)
    return {
        "weights": [round(float(w), 5) for w in weights],
        "bias": round(bias, 5),
        "floor": round(floor, 5),
        "measured": rates(pairs, found >= floor),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    pairs = sample([pair for pair in all_pairs(DATA) if for_tuning(pair)])
    embedder = Embedder(model_paths.embedding_model(Home.default()))
    by_vectors = observe([p for p in pairs if p.lang == "en"], Judge(embedder))
    by_words = observe(pairs, Judge(None))
    kept = {"vectors": fitted(by_vectors), "words": fitted(by_words)}
    measured = {name: one.pop("measured") for name, one in kept.items()}
    if not given.dry:
        text = json.dumps({"version": head.VERSION, "signs": list(FEATURES), "heads": kept})
        _TARGET.write_text(text + "\n", encoding="utf-8")
    if given.json:
        print(json.dumps(measured))
    else:
        for name, families in measured.items():
            print(name, f"floor {kept[name]['floor']}")
            for family, kinds in families.items():
                print("  ", family, " ".join(f"{k} {v:.3f}" for k, v in kinds.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
