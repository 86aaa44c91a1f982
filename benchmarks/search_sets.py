"""Knowledge bases with judged queries, built from the public data, for evaluation only.

Nothing is ever fitted on these; the sets for fitting are in `fitting_sets`.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from retrieval.entry import Entry, Kind
from retrieval.evaluate import Judged

DATA: Final = Path(
    os.environ.get("REPLYDESK_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data"
)


@dataclass(frozen=True, slots=True)
class SearchSet:
    """A knowledge base and its queries; sets with the same `family` share texts."""

    name: str
    family: str
    entries: list[Entry]
    queries: list[Judged]


def read_text(path: Path) -> str:
    """A file's text, decompressed if it is gzipped, without a byte-order mark."""
    content = path.read_bytes()
    return (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8-sig")


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(read_text(path), newline="")))


def read_json(path: Path) -> Any:
    """The content of a JSON file."""
    return json.loads(read_text(path))


def covid(data: Path) -> SearchSet:
    """Paraphrased questions to the FAQ of a health agency."""
    folder = data / "covid_faq_cdc"
    numbers: dict[str, int] = {}
    entries = []
    for row in read_csv(folder / "faq_cdc.csv"):
        question = row["question"].strip()
        if question not in numbers:
            numbers[question] = len(entries) + 1
            entries.append(
                Entry(id=len(entries) + 1, questions=(question,), answer=row["answer"].strip())
            )
    queries = [
        Judged(row["question_2"], frozenset({numbers[row["question_1"].strip()]}))
        for row in read_csv(folder / "eval_question_similarity_en.csv")
        if row["similar"] == "1"
    ]
    return SearchSet("covid_faq_cdc", "covid", entries, queries)


def xquad(data: Path, lang: str) -> SearchSet:
    """Questions to the paragraph that answers them."""
    entries, queries = [], []
    for article in read_json(data / "xquad_a" / f"xquad.{lang}.even.json")["data"]:
        for paragraph in article["paragraphs"]:
            id_ = len(entries) + 1
            entries.append(Entry(id=id_, answer=paragraph["context"], lang=lang, kind=Kind.PASSAGE))
            queries += [Judged(q["question"], frozenset({id_})) for q in paragraph["qas"]]
    return SearchSet(f"xquad_a_{lang}", "xquad", entries, queries)


def snippets(knowledge: Mapping[str, Any]) -> tuple[list[Entry], dict[tuple[str, str, str], int]]:
    """FAQ snippets of entities (DSTC 9 and 10), and their ids by domain, entity and document."""
    entries: list[Entry] = []
    numbers: dict[tuple[str, str, str], int] = {}
    for domain, entities in knowledge.items():
        for entity, described in entities.items():
            for doc, snippet in described["docs"].items():
                numbers[domain, str(entity), str(doc)] = len(entries) + 1
                entries.append(
                    Entry(
                        id=len(entries) + 1,
                        questions=(snippet["title"],),
                        answer=snippet["body"],
                        title=described["name"] or "",
                        tags=(domain,),
                    )
                )
    return entries, numbers


def dstc10(data: Path) -> SearchSet:
    """Spoken turns, with their dialogue, to 12,039 snippets on hotels, restaurants and sights."""
    folder = data / "dstc10_faq"
    entries, numbers = snippets(read_json(folder / "knowledge.json.gz"))
    queries = []
    logs, labels = read_json(folder / "val_logs.json.gz"), read_json(folder / "val_labels.json")
    for turns, label in zip(logs, labels, strict=True):
        if label["target"]:
            relevant = frozenset(
                numbers[k["domain"], str(k["entity_id"]), str(k["doc_id"])]
                for k in label["knowledge"]
            )
            context = tuple(turn["text"] for turn in turns[:-1])
            queries.append(Judged(turns[-1]["text"], relevant, context))
    return SearchSet("dstc10_faq", "dstc10", entries, queries)


JUDGED: Final[Mapping[str, Callable[[Path], SearchSet]]] = {
    "covid_faq_cdc": covid,
    "xquad_a_en": lambda data: xquad(data, "en"),
    "xquad_a_zh": lambda data: xquad(data, "zh"),
    "dstc10_faq": dstc10,
}
