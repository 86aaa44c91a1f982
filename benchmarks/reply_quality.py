"""How good drafts are beside the verified answer as it is, against replies that people wrote.

    python -m benchmarks.reply_quality [--limit N] [--json]

dstc9_faq: from the gold snippet to the human reply, entities never tuned on (a fifth; with `--all`
every entity, for comparing with published figures). bitext: another reply of the same intent as
passage, the one whose request is nearest; split by intent and normalised request.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np

from assistant import model_paths
from assistant.evaluation import generated
from assistant.evaluation.replies import evaluate
from assistant.evaluation.reply_files import Case
from assistant.paths import Home
from assistant.prompt import Passage, Prompt, PromptTurn
from benchmarks.evidence_pairs import judged
from benchmarks.search_sets import DATA, read_csv, read_json
from retrieval.embedder import Embedder
from retrieval.text import normalise

_SHOWN = (
    "bleu_1", "bleu_4", "rouge_l", "chrf", "similarity", "invented_numbers", "invented_codes",
    "invented_names", "yes_no", "numbers_kept", "words_from_source", "supported", "distinct_2",
)  # fmt: skip


def dstc9(data: Path, *, every: bool = False) -> list[Case]:
    """Cases of the judged entities: the snippet's question stands for the customer's turn."""
    folder = data / "dstc9_faq"
    snippets = read_json(folder / "knowledge.json.gz")
    cases = []
    for label in read_json(folder / "val_labels.json.gz"):
        if not label.get("target"):
            continue
        at = label["knowledge"][0]
        if not every and not judged(f"dstc9_faq:{at['domain']}:{at['entity_id']}"):
            continue
        text = snippets[at["domain"]][str(at["entity_id"])]["docs"][str(at["doc_id"])]
        passage = Passage(text["title"], text["body"])
        cases.append(
            Case(Prompt((passage,), (PromptTurn("customer", text["title"]),)), label["response"])
        )
    return cases


def bitext(data: Path, embedder: Embedder) -> list[Case]:
    """Held-out requests, each with the stored reply of its intent whose request is nearest."""
    rows = read_csv(data / "bitext" / "bitext_4514_with_responses.csv.gz")
    held, stored = [], []
    for row in rows:
        (held if _held_out(row["intent"], row["instruction"]) else stored).append(row)
    vectors = embedder.encode([row["instruction"] for row in stored], role="passage")
    intents = np.array([row["intent"] for row in stored])
    cases = []
    for row in held:
        near = vectors @ embedder.query(row["instruction"])
        near[intents != row["intent"]] = -1
        best = stored[int(near.argmax())]
        passage = Passage(best["instruction"], best["response"])
        turns = (PromptTurn("customer", row["instruction"]),)
        cases.append(Case(Prompt((passage,), turns), row["response"]))
    return cases


def _held_out(intent: str, request: str) -> bool:
    words = " ".join(sorted(set(re.findall(r"[a-z]{3,}", normalise(request)))))
    return hashlib.sha256(f"{intent}:{words}".encode()).digest()[0] % 5 == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="cases of each set")
    parser.add_argument("--all", action="store_true", help="every entity of dstc9_faq")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    home = Home.default()
    embedder = Embedder(model_paths.embedding_model(home))
    sets = {"dstc9_faq": dstc9(DATA, every=given.all), "bitext": bitext(DATA, embedder)}
    found = {}
    with generated.writer(home) as writer:
        for name, cases in sets.items():
            some = cases
            if 0 < given.limit < len(cases):
                some = [cases[at * len(cases) // given.limit] for at in range(given.limit)]
            found[name] = evaluate(some, embedder, generated=writer)
    print(json.dumps(found) if given.json else "\n\n".join(table(*one) for one in found.items()))
    return 0


def table(name: str, figures: dict[str, Any]) -> str:
    """One set's figures as a table of Markdown."""
    systems = [key for key, value in figures.items() if isinstance(value, dict)]
    rows = [[f"{name}, {figures['n']} replies", *systems], ["---"] * (len(systems) + 1)]
    for measure in _SHOWN:
        values = [figures[system].get(measure) for system in systems]
        rows.append([measure, *("" if one is None else f"{one:.3f}" for one in values)])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


if __name__ == "__main__":
    sys.exit(main())
