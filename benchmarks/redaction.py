"""How much personal data redaction finds, by type, on annotated sentences; and its speed.

    python -m benchmarks.redaction [--json] [--quick] [--data FOLDER] [--missed TYPE]

Most of the data is microsoft/presidio-research (MIT): sentences made from templates with invented
values. A span counts as found if all of its letters and digits are replaced; a replacement counts
as right if it overlaps a span that its kind may stand for. Nothing was trained on any of these
sentences. Those of even templates were examined while the patterns and the sentences of
`training.names` were written; those of odd ones (`reserved`) never were, and names and addresses
are evaluated on them. Typical support texts, with more words that are easily mistaken for names,
are in sentences of our own (`marked`). `--quick` leaves the tagger out, as the search and imports
do.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from assistant import model_paths
from assistant.paths import Home
from assistant.redaction.conversation import FindsNames, redact_conversations
from assistant.redaction.findings import Place
from assistant.redaction.tagger.tagger import Tagger
from assistant.transcripts.records import ConversationRecord, MessageRecord, Role
from benchmarks.marked import SUPPORT, read_marked
from benchmarks.search_sets import DATA, read_text
from retrieval.embedder import Embedder

Row = Mapping[str, Any]

FORMATTED: Final = (
    "CREDIT_CARD", "EMAIL_ADDRESS", "IBAN_CODE", "IP_ADDRESS", "PHONE_NUMBER", "US_SSN",
    "US_DRIVER_LICENSE", "ZIP_CODE",
)  # fmt: skip
"""Types with a format or a checksum."""
WRITTEN: Final = ("PERSON", "STREET_ADDRESS")
_RIGHT: Final = {
    "Name": {"PERSON"},
    "Address": {"STREET_ADDRESS", "ZIP_CODE"},
    "Email": {"EMAIL_ADDRESS"},
    "Card Number": {"CREDIT_CARD"},
    "Account Number": {"IBAN_CODE"},
    "IP Address": {"IP_ADDRESS"},
    "Phone": {"PHONE_NUMBER"},
    "Postcode": {"ZIP_CODE"},
    "ID Number": {"US_SSN", "US_DRIVER_LICENSE"},
    "Reference Number": {"US_DRIVER_LICENSE", "CREDIT_CARD", "PHONE_NUMBER", "US_SSN"},
    "Date of Birth": {"DATE_TIME"},
    "Link": {"DOMAIN_NAME"},
}
_HARMLESS: Final = {"GPE", "NRP", "ORGANIZATION", "DATE_TIME", "TITLE", "AGE", "DOMAIN_NAME"}


def reserved(rows: Sequence[Row]) -> set[int]:
    """Templates kept for evaluation: odd ones, except those whose text an even one has as well."""
    seen = {row["masked"] for row in rows if row["template_id"] % 2 == 0}
    return {row["template_id"] for row in rows if row["template_id"] % 2} - {
        row["template_id"] for row in rows if row["masked"] in seen
    }


def found_in(rows: Sequence[Row], tagger: FindsNames | None) -> list[tuple[Place, ...]]:
    """What is replaced in each sentence, treated as a whole conversation."""
    records = [
        ConversationRecord(key=str(n), messages=(MessageRecord(Role.CUSTOMER, row["full_text"]),))
        for n, row in enumerate(rows)
    ]
    return [done.findings.places for done in redact_conversations(records, tagger)]


def measure(
    rows: Sequence[Row],
    found: Sequence[Sequence[Place]],
    missed: dict[str, list[str]] | None = None,
) -> dict[str, Any]:
    """Recall by type, precision by kind, and the share of harmless sentences left unchanged."""
    spans: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    given: Counter[str] = Counter()
    right: Counter[str] = Counter()
    harmless = untouched = 0
    for row, places in zip(rows, found, strict=True):
        covered = {at for place in places for at in range(place.start, place.end)}
        for span in row["spans"]:
            kind = span["entity_type"]
            if kind in FORMATTED + WRITTEN:
                spans[kind] += 1
                gone = _gone(row["full_text"], span, covered)
                hits[kind] += gone
                if missed is not None and not gone:
                    missed.setdefault(kind, []).append(
                        f"{span['entity_value']!r} in {row['full_text']!r}"
                    )
        for place in places:
            given[place.kind] += 1
            right[place.kind] += _is_right(place, row["spans"])
        if not {span["entity_type"] for span in row["spans"]} - _HARMLESS:
            harmless += 1
            untouched += not places
    return {
        "n": len(rows),
        "types": {
            kind: {"n": spans[kind], "recall": round(hits[kind] / spans[kind], 4)}
            for kind in FORMATTED + WRITTEN
            if spans[kind]
        },
        "precision": {
            kind: {"n": given[kind], "precision": round(right[kind] / given[kind], 4)}
            for kind in sorted(given)
        },
        "harmless": harmless,
        "untouched": round(untouched / max(harmless, 1), 4),
    }


def _gone(text: str, span: Row, covered: set[int]) -> bool:
    places = range(span["start_position"], span["end_position"])
    return all(at in covered for at in places if text[at].isalnum())


def _is_right(place: Place, spans: Sequence[Row]) -> bool:
    return any(
        span["entity_type"] in _RIGHT.get(place.kind, ())
        and span["start_position"] < place.end and place.start < span["end_position"]
        for span in spans
    )  # fmt: skip


def speed(
    rows: Sequence[Row], tagger: FindsNames | None, embedder: Embedder | None
) -> dict[str, float]:
    """Messages per second on one core, and tagging time as a multiple of plain embedding."""
    texts = [row["full_text"] for row in rows]
    quick = _seconds(lambda: found_in(rows, None))
    result = {"quick_per_second": round(len(rows) / quick, 1)}
    if tagger and embedder:
        tagging = _seconds(lambda: tagger.find(texts))
        embedding = _seconds(lambda: embedder.encode(texts, role="passage"))
        result["tagged_per_second"] = round(len(rows) / (quick + tagging), 1)
        result["tagging_to_embedding"] = round(tagging / embedding, 2)
    return result


def _seconds(work: Any) -> float:
    """Processor time, so that other programs do not count."""
    before = time.process_time()
    work()
    return time.process_time() - before


def result_of(
    rows: Sequence[Row], tagger: FindsNames | None, missed: dict[str, list[str]]
) -> dict[str, Any]:
    """Figures of all templates, of the reserved ones, and of the support sentences."""
    found = found_in(rows, tagger)
    kept = reserved(rows)
    judged = [
        (row, some) for row, some in zip(rows, found, strict=True) if row["template_id"] in kept
    ]
    return {
        "all": measure(rows, found, missed),
        "reserved": measure([row for row, _ in judged], [some for _, some in judged]),
        "support": {lang: support_of(path, tagger) for lang, path in SUPPORT.items()},
    }


def support_of(path: Path, tagger: FindsNames | None) -> dict[str, Any]:
    """Figures for people and addresses together; other replacements are not counted."""
    rows = read_marked(path)
    found = [
        [place for place in some if place.kind in ("Name", "Address", "Postcode")]
        for some in found_in(rows, tagger)
    ]
    spans = [[s for s in row["spans"] if s["entity_type"] in WRITTEN] for row in rows]
    covered = [{at for p in some for at in range(p.start, p.end)} for some in found]
    gone = sum(
        _gone(row["full_text"], span, cover)
        for row, of_row, cover in zip(rows, spans, covered, strict=True)
        for span in of_row
    )
    given = sum(map(len, found))
    right = sum(
        any(s["start_position"] < p.end and p.start < s["end_position"] for s in row["spans"])
        for row, some in zip(rows, found, strict=True)
        for p in some
    )
    count = sum(map(len, spans))
    return {
        "n": len(rows), "people_and_addresses": count, "recall": round(gone / count, 4),
        "places": given, "precision": round(right / given, 4),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--quick", action="store_true", help="patterns only, no tagger")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the public data")
    parser.add_argument("--missed", default="", help="show what was not found of one type")
    options = parser.parse_args()
    rows = json.loads(read_text(options.data / "pii_presidio" / "synth_dataset_v2.json.gz"))
    folder = None if options.quick else model_paths.embedding_model(Home.default())
    tagger = Tagger(folder) if folder else None
    missed: dict[str, list[str]] = defaultdict(list)
    result = result_of(rows, tagger, missed)
    result["speed"] = speed(rows, tagger, Embedder(folder, threads=1) if folder else None)
    if options.missed:
        print(*missed[options.missed][:40], sep="\n", file=sys.stderr)
    print(json.dumps(result) if options.json else _table(result))


def _table(result: dict[str, Any]) -> str:
    lines = [f"{'type':20}{'spans':>7}{'recall':>9}{'reserved':>10}{'recall':>9}"]
    for kind, one in result["all"]["types"].items():
        other = result["reserved"]["types"].get(kind, {"n": 0, "recall": float("nan")})
        lines.append(
            f"{kind:20}{one['n']:7}{one['recall']:9.3f}{other['n']:10}{other['recall']:9.3f}"
        )
    lines.append(
        f"\n{'replaced as':20}{'places':>7}{'precision':>11}{'reserved':>10}{'precision':>11}"
    )
    for kind, one in result["all"]["precision"].items():
        other = result["reserved"]["precision"].get(kind, {"n": 0, "precision": float("nan")})
        lines.append(
            f"{kind:20}{one['n']:7}{one['precision']:11.3f}{other['n']:10}{other['precision']:11.3f}"
        )
    lines.append(
        f"\n{'support':20}{'lines':>7}{'spans':>7}{'recall':>9}{'places':>8}{'precision':>11}"
    )
    for lang, one in result["support"].items():
        lines.append(
            f"{lang:20}{one['n']:7}{one['people_and_addresses']:7}{one['recall']:9.3f}"
            f"{one['places']:8}{one['precision']:11.3f}"
        )
    lines.append(f"\nsentences without personal data left alone: {result['all']['untouched']:.3f}")
    lines += [f"{name.replace('_', ' ')}: {value}" for name, value in result["speed"].items()]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
