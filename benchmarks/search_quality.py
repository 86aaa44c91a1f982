"""Search quality on the evaluation sets: vectors alone, words alone, the search, its calibration.

    python -m benchmarks.search_quality [--json] [--all]

`--all` adds the sets the parameters were fitted on: those rows show what a knowledge base of their
shape may expect, not how well the search generalises (`fit_search` shows that).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from assistant import model_paths
from assistant.paths import Home
from benchmarks.search_sets import DATA, JUDGED
from retrieval.embedder import Embedder
from retrieval.evaluate import evaluate

_COLUMNS: Final = ("set", "n", "dense", "words", "r_at_1", "r_at_5", "mrr", "ece", "p95_ms")


def measure(data: Path, embedder: Embedder, *, every: bool = False) -> Iterator[dict[str, Any]]:
    """Each set's figures (`retrieval.evaluate.evaluate`) with its name, one by one."""
    builders = dict(JUDGED)
    if every:
        from benchmarks.fitting_dialogues import FITTING

        builders |= FITTING
    for name, build in builders.items():
        some = build(data)
        yield {"set": name, **evaluate(some.entries, some.queries, embedder)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--all", action="store_true", help="also the sets that were fitted on")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    embedder = Embedder(model_paths.embedding_model(Home.default()))
    rows = []
    if not given.json:
        print(_line(_COLUMNS))
    for row in measure(given.data, embedder, every=given.all):
        rows.append(row)
        if not given.json:
            singles = {name: part["r_at_1"] for name, part in row["singles"].items()}
            print(_line([(row | singles)[name] for name in _COLUMNS]), flush=True)
    if given.json:
        print(json.dumps(rows))


def _line(cells: Sequence[Any]) -> str:
    shown = [f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in cells]
    return shown[0].ljust(26) + "".join(cell.rjust(9) for cell in shown[1:])


if __name__ == "__main__":
    main()
