"""How often evidence calls a wrong sentence supported, and a true one.

    python -m benchmarks.evidence [--all] [--json]

Uses the automatically labelled pairs (`benchmarks.evidence_pairs`) of the groups on which nothing
was fitted: a fifth of the entities, articles and entries, and two whole families (spoken dialogues,
a health agency's answers). Each wrong sentence differs from a true one in one place, or is paired
with another source: `elsewhere` is any other source, `name` another place's, or a changed name.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from assistant import model_paths
from assistant.evidence.judge import Judge
from assistant.paths import Home
from benchmarks.evidence_pairs import Pair, all_pairs, for_tuning
from benchmarks.fit_evidence import rates, sample
from benchmarks.search_sets import DATA
from retrieval.embedder import Embedder

_MOST: Final = 100
"""Pairs of a family and kind, without `--all`."""
_KINDS: Final = ("true", "elsewhere", "denial", "number", "condition", "name")


def measured(pairs: Sequence[Pair], judge: Judge) -> dict[str, Any]:
    """Shares called supported, by family and kind, and over all pairs."""
    said, times = [], []
    for pair in pairs:
        started = time.perf_counter()
        said.append(judge.judge(pair.claim, [pair.passage]).verdict == "supported")
        times.append((time.perf_counter() - started) * 1000)
    supported = np.array(said)
    true = np.array([pair.supported for pair in pairs])
    families = rates(pairs, supported)
    counts: dict[str, dict[str, int]] = {}
    for pair in pairs:
        kinds = counts.setdefault(pair.family, {})
        kinds[pair.kind] = kinds.get(pair.kind, 0) + 1
    return {
        "n": len(pairs),
        "truly_supported": float(supported[true].mean()),
        "falsely_supported": float(supported[~true].mean()),
        "families": families,
        "counts": counts,
        "by_family": {
            family: {
                "truly": float(supported[true & of].mean()),
                "falsely": float(supported[~true & of].mean()),
            }
            for family in families
            for of in [np.array([pair.family == family for pair in pairs])]
        },
        "p50_ms": float(np.percentile(times, 50)),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="every pair, not an even sample")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    pairs = [pair for pair in all_pairs(DATA) if not for_tuning(pair)]
    if not given.all:
        pairs = sample(pairs, _MOST)
    embedder = Embedder(model_paths.embedding_model(Home.default()))
    found = measured(pairs, Judge(embedder))
    print(json.dumps(found) if given.json else table(found))
    return 0


def table(found: dict[str, Any]) -> str:
    """The figures as a Markdown table."""
    rows = [["pairs called supported", *_KINDS, "all wrong ones"], ["---"] * (len(_KINDS) + 2)]
    for family, kinds in found["families"].items():
        falsely = found["by_family"][family]["falsely"]
        shares = [f"{kinds[kind]:.3f}" if kind in kinds else "" for kind in _KINDS]
        rows.append([family, *shares, f"{falsely:.3f}"])
    rows.append(["all", f"{found['truly_supported']:.3f}", *[""] * (len(_KINDS) - 1),
                 f"{found['falsely_supported']:.3f}"])  # fmt: skip
    lines = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    return f"{lines}\n\n{found['n']} pairs, {found['p50_ms']:.1f} ms a sentence (median)."


if __name__ == "__main__":
    sys.exit(main())
