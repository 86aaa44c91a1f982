"""How much personal data redaction finds: recall by type on annotated sentences, and its speed.

A span counts as found when no letter or digit of it is left outside a placeholder. The data is
microsoft/presidio-research (MIT), invented sentences of which nothing was used to train anything.
Names are judged twice: found in the text alone, and with the names given, as the product has them
(the customer and the authors).

    python benchmarks/redaction.py [--json] [--data FOLDER]
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant.redaction import redact

FORMATTED = (
    "EMAIL_ADDRESS", "CREDIT_CARD", "IBAN_CODE", "US_SSN", "IP_ADDRESS", "PHONE_NUMBER",
)  # fmt: skip
OTHERS = ("STREET_ADDRESS", "US_DRIVER_LICENSE", "PERSON")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--json", action="store_true", help="print JSON")
    default = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    parser.add_argument("--data", type=Path, default=default, help="folder of the public data")
    parser.add_argument("--missed", action="store_true", help="show what was not found")
    options = parser.parse_args()
    with gzip.open(
        options.data / "pii_presidio" / "synth_dataset_v2.json.gz", "rt", encoding="utf-8"
    ) as file:
        rows = json.load(file)
    result = measure(rows, show_missed=options.missed)
    if options.json:
        print(json.dumps(result))
        return
    print(f"{'type':24}{'spans':>7}{'recall':>8}")
    for kind, one in result["types"].items():
        print(f"{kind:24}{one['n']:7}{one['recall']:8.3f}")
    print(f"sentences without personal data left alone: {result['untouched']:.3f}")
    print(f"per text: {result['microseconds_per_text']:.0f} µs")


def measure(rows: list[dict[str, Any]], *, show_missed: bool = False) -> dict[str, Any]:
    """Recall by type, the share of harmless sentences left alone, and the time a text takes."""
    found: Counter[str] = Counter()
    spans: Counter[str] = Counter()
    harmless = untouched = 0
    missed: dict[str, list[str]] = defaultdict(list)
    started = time.perf_counter()
    results = [redact(row["full_text"]).text for row in rows]
    elapsed = time.perf_counter() - started
    for row, text in zip(rows, results, strict=True):
        kinds = {span["entity_type"] for span in row["spans"]}
        if not kinds - {"GPE", "NRP", "ORGANIZATION", "DATE_TIME", "TITLE", "AGE", "DOMAIN_NAME"}:
            harmless += 1
            untouched += text == row["full_text"]
        people = [s["entity_value"] for s in row["spans"] if s["entity_type"] == "PERSON"]
        given = redact(row["full_text"], names=people).text if people else text
        for span in row["spans"]:
            kind, value = span["entity_type"], span["entity_value"]
            if kind not in FORMATTED + OTHERS:
                continue
            places = [(kind, text)] + ([("PERSON (names given)", given)] if people and
                                       kind == "PERSON" else [])  # fmt: skip
            for name, where in places:
                spans[name] += 1
                gone = _gone(value, where, row["full_text"])
                found[name] += gone
                if not gone:
                    missed[name].append(f"{value!r} in {row['full_text']!r}")
    if show_missed:
        for name, examples in missed.items():
            print(f"--- {name}", *examples[:25], sep="\n", file=sys.stderr)
    return {
        "n": len(rows),
        "types": {
            kind: {"n": spans[kind], "recall": round(found[kind] / spans[kind], 4)}
            for kind in sorted(spans, key=lambda kind: (kind not in FORMATTED, kind))
        },
        "untouched": round(untouched / max(harmless, 1), 4),
        "harmless": harmless,
        "microseconds_per_text": round(elapsed / len(rows) * 1e6, 1),
    }


def _gone(value: str, text: str, original: str) -> bool:
    """Whether the value occurs less often than before, and no long part of it was left."""
    return text.count(value) < original.count(value) and not any(
        part in text for part in value.split() if len(part) >= 4 and original.count(part) == 1
    )


if __name__ == "__main__":
    main()
