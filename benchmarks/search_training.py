"""What tuning the search's embedding model gains on its training data, and what it costs elsewhere.

    python -m benchmarks.search_training [--learn N] [--option NAME=VALUE] [--keep FOLDER] [--json]

One run of the trainer learns from requests of bitext with the reply of their intent, and questions
of banking77's training part with the name of their category. Then the whole search is evaluated,
with the original model and with the tuned one, on requests of bitext that are no near duplicates of
training requests, on banking77's test part, and on covid_faq_cdc, which is not trained on.

The targets: R@1 rises by at least 0.05 on the trained sets, and falls by at most 0.02 on
covid_faq_cdc.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from assistant import model_paths
from assistant.contracts import TrainingRequest
from assistant.paths import Home
from benchmarks.search_sets import DATA, SearchSet, covid, read_csv
from retrieval import default_model
from retrieval.embedder import Embedder
from retrieval.entry import Entry
from retrieval.evaluate import Judged, evaluate
from training.judging.near_duplicates import NearIndex, words_of
from training.judging.splits import hash_fraction
from training.recipes.search import Search
from training.runs.dataset import Dataset
from training.search.pairs import Pairs
from training.search.preparing import longest, write
from training.search.training import ANSWERS, EMBEDDING, train

_LEARNT: Final = 0.6
"""Share of bitext's requests that may be trained on; the others are for evaluation."""
_ASKED: Final = 600
"""Evaluation questions of each set."""
_SEED: Final = 7
_Question = tuple[str, str]
"""A text, and the text that answers it."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--preset", choices=("quick", "balanced", "thorough"), default="balanced")
    parser.add_argument("--option", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--learn", type=int, default=1500, help="questions of each set to learn")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the run here")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    options = {name: json.loads(value) for name, _, value in _parted(given.option)}
    recipe = Search.from_preset(given.preset, options)
    before = Embedder(model_paths.embedding_model(Home.default()), threads=given.threads)
    learnt, judged = _sets(given.data, given.learn)
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        began = time.perf_counter()
        results = tune(folder, recipe, before, learnt, given.threads)
        seconds = time.perf_counter() - began
        after = Embedder(folder / "out" / EMBEDDING, threads=given.threads)
        rows = [
            {"set": one.name, "n": len(one.queries), "learnt": one.family != "covid",
             "before": _measured(one, before), "after": _measured(one, after)}
            for one in judged
        ]  # fmt: skip
    told = {"sets": rows, "pairs": len(learnt), "seconds": round(seconds), "results": results}
    print(json.dumps(told) if given.json else table(told))
    return 0


def _parted(options: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    return (option.partition("=") for option in options)


def _sets(data: Path, most: int) -> tuple[list[_Question], list[SearchSet]]:
    """The training pairs, shuffled, and the evaluation sets."""
    replies, requests = _bitext(data)
    banking = [(row["text"], _words(row["category"])) for row in _banking(data, "train")]
    learnable = [one for one in requests if hash_fraction(one[0]) < _LEARNT]
    learnt = _some(learnable, most) + _some(banking, most)
    random.Random(_SEED).shuffle(learnt)
    known = NearIndex(words_of(text) for text, _ in learnt)
    apart = [
        one for one in requests
        if hash_fraction(one[0]) >= _LEARNT and not known.has_near(words_of(one[0]))
    ]  # fmt: skip
    tested = [(row["text"], _words(row["category"])) for row in _banking(data, "test")]
    names = sorted({name for _, name in banking})
    return learnt, [
        _knowledge("bitext", replies, _some(apart, _ASKED)),
        _knowledge("banking77", names, _some(tested, _ASKED)),
        covid(data),
    ]


def _bitext(data: Path) -> tuple[list[str], list[_Question]]:
    """The canned replies, one for each intent, and requests with theirs."""
    rows = read_csv(data / "bitext" / "bitext_6480_canned_responses.csv.gz")
    requests = [(row["instruction"].strip(), row["response"].strip()) for row in rows]
    return sorted({reply for _, reply in requests}), requests


def _banking(data: Path, part: str) -> list[dict[str, str]]:
    return read_csv(data / "banking77" / f"{part}.csv")


def _words(category: str) -> str:
    return category.replace("_", " ")


def _some(questions: Sequence[_Question], most: int) -> list[_Question]:
    """A pseudo-random choice of `most` questions; the same on every machine."""
    return sorted(questions, key=lambda one: hash_fraction(f"some/{one[0]}"))[:most]


def _knowledge(name: str, answers: Sequence[str], asked: Sequence[_Question]) -> SearchSet:
    numbers = {answer: number + 1 for number, answer in enumerate(answers)}
    entries = [Entry(id=number, answer=answer) for answer, number in numbers.items()]
    queries = [Judged(text, frozenset({numbers[answer]})) for text, answer in asked]
    return SearchSet(name, name, entries, queries)


def tune(
    folder: Path, recipe: Search, embedder: Embedder, learnt: Sequence[_Question], threads: int
) -> Mapping[str, float]:
    """Run the trainer in this process; the model is in `out/embedding` below the folder.

    An interrupted run is resumed.
    """
    import torch

    from training.runs.folder import Manifest, RunFolder
    from training.runs.group import Group
    from training.runs.status import Status
    from training.runs.trainer import TrainerRun

    torch.set_num_threads(threads)
    folder.mkdir(parents=True, exist_ok=True)
    run = RunFolder(folder)
    run.out.mkdir(exist_ok=True)
    dataset = Dataset(run.dataset, bytes(32))
    if not dataset.count("train"):
        pairs = Pairs()
        for question, answer in learnt:
            pairs.add(question, answer)
        for _ in write(embedder, recipe, pairs, dataset):
            pass
    facts = {"weights": str(default_model.locate_source()), "name": default_model.NAME,
             "run": "bench", "longest": longest(dataset.kept(ANSWERS))}  # fmt: skip
    run.write(
        Manifest(
            id=folder.name, kind="search", name="bench", preset="balanced",
            created_at="2026-11-22T00:00:00+00:00", request=TrainingRequest(kind="search"),
            recipe=recipe.model_dump(), facts=facts,
        )
    )  # fmt: skip
    device = "cuda" if torch.cuda.is_available() else "cpu"
    made = TrainerRun(
        run, recipe, dataset, device=device, threads=threads, group=Group(),
        status=Status.read(run.status).of_this_process(),
    )  # fmt: skip
    try:
        return dict(train(made))
    finally:
        dataset.close()


def _measured(some: SearchSet, embedder: Embedder) -> dict[str, float]:
    """R@1 of the whole search, and of its vectors alone."""
    found = evaluate(some.entries, some.queries, embedder)
    return {"r_at_1": found["r_at_1"], "dense": found["singles"]["dense"]["r_at_1"]}


def table(told: Mapping[str, Any]) -> str:
    """The figures as a Markdown table."""
    header = ["R@1", "questions", "before", "after", "gain", "vectors alone, before", "after"]
    rows = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    for one in told["sets"]:
        before, after = one["before"], one["after"]
        gain = after["r_at_1"] - before["r_at_1"]
        rows.append(
            f"| {one['set']} | {one['n']} | {before['r_at_1']:.3f} | {after['r_at_1']:.3f} "
            f"| {gain:+.3f} | {before['dense']:.3f} | {after['dense']:.3f} |"
        )
    return "\n".join([*rows, "", f"{told['pairs']} pairs, learnt in {told['seconds']} s."])


if __name__ == "__main__":
    sys.exit(main())
