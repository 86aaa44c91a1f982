"""Writes the dataset of a search run: pairs on three sides, hard negatives, guard questions."""

from __future__ import annotations

import csv
import json
from collections.abc import Generator, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from assistant import demo
from assistant.contracts import TrainingRequest
from assistant.errors import InputError
from assistant.jobs import Step
from retrieval import default_model
from retrieval.embedder import Embedder
from training.recipes.search import Search
from training.recipes.task import Prepared
from training.runs.dataset import Dataset
from training.search.mining import Floats, mine
from training.search.pairs import Pairs, collect
from training.search.training import ANSWERS, GUARD

if TYPE_CHECKING:
    from assistant.engine import Engine

_LEAST_JUDGED: Final = 10
_SHORTEST: Final = 64
_LONGEST: Final = 192
"""Bounds of the maximum text length in training, in tokens."""


def prepare(
    engine: Engine, request: TrainingRequest, recipe: Search, dataset: Dataset
) -> Generator[Step, None, Prepared]:
    """Write the dataset.

    Raises:
        InputError: A table cannot be used, or there are too few questions to judge by
            (`search.judged`).
        ConflictError: Transcripts are not approved.
        ModelSourceError: The weights of the built-in model are not installed.
    """
    weights = default_model.locate_source()
    pairs = yield from collect(engine, request, recipe.most_pairs)
    if len(pairs.questions["judge"]) < _LEAST_JUDGED:
        raise InputError(
            code="search.judged",
            expected=f"{_LEAST_JUDGED} questions to judge by, beside those that are learnt from",
            found=str(len(pairs.questions["judge"])),
            remedy="Add transcripts, articles or tables",
        )
    yield from write(engine.knowledge.index.embedder, recipe, pairs, dataset)
    dataset.learn_from(pairs.lessons.values())
    dataset.hold_out(pairs.others)
    facts = {
        "weights": str(weights), "name": default_model.NAME, "run": "search",
        "longest": longest(pairs.answers),
    }  # fmt: skip
    learnt = len(pairs.questions["train"]) if len(pairs.answers) > 1 else 0
    return Prepared(learnt=learnt, facts=facts, left_out=dict(pairs.left_out))


def write(
    embedder: Embedder, recipe: Search, pairs: Pairs, dataset: Dataset
) -> Generator[Step, None, None]:
    """Write all pairs and guard questions; hard negatives are mined with `embedder`."""
    dataset.keep(ANSWERS, pairs.answers)
    dataset.keep(GUARD, guard())
    for side in ("held_out", "judge"):
        some = pairs.questions[side]
        dataset.add(side, ({"question": text, "answer": number} for text, number in some))
    learnt = pairs.questions["train"]
    texts, right = [text for text, _ in learnt], [number for _, number in learnt]
    total = len(texts) + len(pairs.answers)
    answers = yield from _vectors(embedder, pairs.answers, "passage", 0, total)
    questions = yield from _vectors(embedder, texts, "query", len(pairs.answers), total)
    negatives = mine(questions, answers, right, recipe.negatives)
    dataset.add("train", _bodies(learnt, negatives))


def _bodies(
    learnt: Sequence[tuple[str, int]], negatives: Iterator[list[int]]
) -> Iterator[dict[str, Any]]:
    for (text, number), hard in zip(learnt, negatives, strict=True):
        yield {"question": text, "answer": number, "negatives": hard}


def _vectors(
    embedder: Embedder, texts: Sequence[str], role: Any, before: int, total: int
) -> Generator[Step, None, Floats]:
    found = np.empty((len(texts), embedder.dims), np.float32)
    for start, some in embedder.encode_iter(texts, role=role):
        found[start : start + len(some)] = some
        yield Step(before + start + len(some), total)
    return found


def guard() -> dict[str, Any]:
    """Questions of the demo shop in English, with their answers, to notice if the model forgets.

    The first question of an entry is part of its answer. The entry's other questions are searched
    for, and so are questions that were written without looking at the entries.
    """
    files = demo.paths()
    rows = list(csv.DictReader(files.faq_en.read_text("utf-8-sig").splitlines(keepends=True)))
    numbers = {row["id"]: number for number, row in enumerate(rows)}
    asked = [json.loads(line) for line in files.questions.read_text("utf-8").splitlines() if line]
    kept = [
        (str(one["query"]), numbers[str(one["relevant"][0])])
        for one in asked
        if one["relevant"] and str(one["relevant"][0]) in numbers
    ]
    for number, row in enumerate(rows):
        kept += [(text, number) for text in row["question"].splitlines()[1:] if text.strip()]
    return {
        "questions": [question for question, _ in kept],
        "right": [number for _, number in kept],
        "answers": [f"{row['question'].splitlines()[0]} {row['answer']}" for row in rows],
    }


def longest(answers: Sequence[str]) -> int:
    """A length in tokens that covers nine tenths of the answers, at 1.4 tokens per word; within
    bounds."""
    words = [len(answer.split()) for answer in answers]
    wanted = int(1.4 * float(np.quantile(words, 0.9))) if words else _SHORTEST
    return min(_LONGEST, max(_SHORTEST, wanted))
