"""How often the first result is right, on public sets nothing was fitted on.

Beside it, in the same run, the two retrievers the search is made of, each used the better way.

    python -m benchmarks.search_quality --json
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant import model_paths
from assistant.paths import Home
from benchmarks.search_sets import DATA, JUDGED
from retrieval.embedder import Embedder
from retrieval.evaluate import evaluate


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    rows = measure(given.data)
    if given.json:
        print(json.dumps({"sets": rows}))
        return 0
    columns = ("set", "n", "dense", "words", "r_at_1", "r_at_5", "mrr", "ece")
    print("".join(column.ljust(16 if column == "set" else 9) for column in columns))
    for row in rows:
        print("".join(str(row[name]).ljust(16 if name == "set" else 9) for name in columns))
    return 0


def measure(data: Path) -> list[dict[str, Any]]:
    """One row a set, figures rounded to three places."""
    if not data.is_dir():
        raise SystemExit(f"the public data is not at {data}; set REPLYDESK_DATA")
    embedder = Embedder(model_paths.embedding_model(Home.default()))
    return [row(build(data), embedder) for build in JUDGED.values()]


def row(some: Any, embedder: Embedder) -> dict[str, Any]:
    """What `eval search` says of one set, and its singles' R@1 beside."""
    found = evaluate(some.entries, some.queries, embedder)
    figures = {name: found[name] for name in ("r_at_1", "r_at_5", "mrr", "ece", "p50_ms")}
    singles = {name: single["r_at_1"] for name, single in found["singles"].items()}
    rounded = {name: round(value, 3) for name, value in (figures | singles).items()}
    return {"set": some.name, "n": found["n"], **rounded}


if __name__ == "__main__":
    sys.exit(main())
