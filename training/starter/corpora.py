"""Reads the training data of a starter model, and separates what is held out for judging.

Data sets and licences: bitext (CDLA-Sharing-1.0), Schema-Guided Dialogue, `train` (CC BY-SA 4.0),
the FAQ snippets and replies of DSTC9 track 1 (Apache-2.0), and the demo knowledge base of
Replydesk.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from assistant import demo

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A question of one company with its answer, and replies that people wrote from it."""

    entity: str
    name: str
    question: str
    answer: str
    replies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A customer's request, its intent, and the reply to it."""

    intent: str
    text: str
    reply: str


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A dialogue; a turn is a role (`customer` or `agent`) and a text."""

    turns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Corpora:
    snippets: tuple[Snippet, ...]
    requests: tuple[Request, ...]
    dialogues: tuple[Dialogue, ...]
    demo: tuple[Snippet, ...]


def kept_for_judging(name: str, one_in: int) -> bool:
    """Whether the item with this name is held out; depends only on a hash of the name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % one_in == 0


def read(data: Path, *, one_in: int, judging: bool = False) -> Corpora:
    """Read the data sets.

    Args:
        data: The folder of the public data sets.
        one_in: About one in this many entities and requests is held out for judging.
        judging: Whether to read the held-out items instead of the others.
    """
    return Corpora(
        snippets=tuple(
            snippet
            for snippet in faq_snippets(data)
            if kept_for_judging(snippet.entity, one_in) == judging
        ),
        requests=tuple(
            request
            for request in bitext_requests(data)
            if kept_for_judging(f"{request.intent} {normalised(request.text)}", one_in) == judging
        ),
        dialogues=() if judging else tuple(sgd_dialogues(data)),
        demo=() if judging else tuple(demo_snippets()),
    )


def normalised(request: str) -> str:
    """A request in a form that is equal for near-duplicates: without case, digits, punctuation and
    repeated spaces."""
    return _SPACES.sub(" ", re.sub(r"[^a-z{} ]", " ", request.lower())).strip()


def faq_snippets(data: Path) -> list[Snippet]:
    """The snippets of DSTC9 track 1, each with the replies that people wrote from it."""
    with gzip.open(data / "dstc9_faq" / "knowledge.json.gz", "rt", encoding="utf-8") as file:
        knowledge = json.load(file)
    with gzip.open(data / "dstc9_faq" / "val_labels.json.gz", "rt", encoding="utf-8") as file:
        labels = json.load(file)
    replies: dict[tuple[str, str, str], list[str]] = {}
    for label in labels:
        if label["target"]:
            gold = label["knowledge"][0]
            where = (gold["domain"], str(gold["entity_id"]), str(gold["doc_id"]))
            replies.setdefault(where, []).append(_clean(label["response"]))
    return [
        Snippet(
            entity=f"{domain}/{entity_id}",
            name=entity["name"] or "",
            question=_clean(document["title"]),
            answer=_clean(document["body"]),
            replies=tuple(replies.get((domain, entity_id, document_id), ())),
        )
        for domain, entities in knowledge.items()
        for entity_id, entity in entities.items()
        for document_id, document in entity["docs"].items()
    ]


def bitext_requests(data: Path) -> list[Request]:
    path = data / "bitext" / "bitext_4514_with_responses.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        return [
            Request(row["intent"], _clean(row["instruction"]), _lines(row["response"]))
            for row in csv.DictReader(file)
        ]


def sgd_dialogues(data: Path) -> list[Dialogue]:
    path = data / "sgd_train" / "sgd_train_utterances.jsonl.gz"
    roles = {"USER": "customer", "SYSTEM": "agent"}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [
            Dialogue(
                tuple(
                    (roles[turn["speaker"]], _clean(turn["utterance"]))
                    for turn in json.loads(line)["turns"]
                )
            )
            for line in file
        ]


def demo_snippets() -> list[Snippet]:
    """The English entries of the demo knowledge base, with a snippet for each question."""
    text = demo.paths().faq_en.read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    return [
        Snippet(f"demo/{number}", "", _clean(question), _lines(row["answer"]))
        for number, row in enumerate(rows)
        for question in row["question"].splitlines()
    ]


def _clean(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _lines(text: str) -> str:
    return re.sub(r"\n{2,}", "\n\n", text.replace("\r\n", "\n")).strip()
