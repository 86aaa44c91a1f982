"""Prompts with the replies that people wrote, built from the public data, for evaluation.

`training.starter.corpora` alone decides what a starter model is trained on and what is kept for
evaluation: dstc9_faq is split by entity, bitext by intent and normalised request.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

import numpy as np

from assistant import demo
from assistant.evaluation.reply_files import Case, passage_of
from assistant.prompt import Passage, Prompt, PromptTurn, Role
from benchmarks.search_sets import SearchSet, covid, dstc10, read_csv, xquad
from retrieval.embedder import Embedder
from retrieval.entry import Entry
from retrieval.evaluate import Judged
from training.starter.corpora import Snippet, bitext_requests, faq_snippets, kept_for_judging
from training.starter.corpora import read as read_corpora
from training.starter.recipe import Recipe

Spread = TypeVar("Spread")
_FOUND: Final = 3
"""Maximum passages: as many as the product finds for a reply."""


def dstc9(data: Path, *, every: bool = False) -> list[Case]:
    """The gold snippet with the human reply, for the entities kept for evaluation.

    The dialogues are not public, so the snippet's question takes the place of the customer's turn.

    Args:
        data: The folder of the public sets.
        every: Use all entities, to compare untrained systems with published figures.
    """
    held = Recipe().held_out
    return [
        Case(_prompt(Passage(one.question, one.answer), asked=one.question), reply)
        for one in faq_snippets(data)
        if every or kept_for_judging(one.entity, held)
        for reply in one.replies
    ]


def bitext(data: Path, embedder: Embedder) -> list[Case]:
    """Held-out requests, each with the stored reply of its intent whose request is nearest."""
    held_out = Recipe().held_out
    held = read_corpora(data, one_in=held_out, judging=True).requests
    known = {(one.intent, one.text) for one in held}
    stored = [one for one in bitext_requests(data) if (one.intent, one.text) not in known]
    vectors = embedder.encode([one.text for one in stored], role="passage")
    intents = np.array([one.intent for one in stored])
    cases = []
    for request in held:
        near = vectors @ embedder.query(request.text)
        near[intents != request.intent] = -1
        best = stored[int(near.argmax())]
        cases.append(
            Case(_prompt(Passage(best.text, best.reply), asked=request.text), request.reply)
        )
    return cases


def all_kinds(data: Path, embedder: Embedder) -> dict[str, list[Case]]:
    """Every English set with a question and its answer, plus passages that would also be found.

    Of dstc9_faq and bitext, what is kept for evaluation; the demo knowledge base is trained on, but
    not these questions; the other sets are of companies and fields outside the training data.
    """
    return {
        "dstc9_faq": _with_siblings(data),
        "bitext": bitext(data, embedder),
        "dstc10_faq": _of(dstc10(data), by_title=True),
        "covid_faq_cdc": _of(covid(data)),
        "xquad_a_en": _of(xquad(data, "en")),
        "demo": _of(demo_set()),
    }


def demo_set() -> SearchSet:
    """The English test questions of the demo knowledge base."""
    paths = demo.paths()
    rows = list(read_csv(Path(str(paths.faq_en))))
    numbers = {row["id"]: number for number, row in enumerate(rows, start=1)}
    entries = [
        Entry(id=numbers[row["id"]], questions=tuple(row["question"].splitlines()),
              answer=row["answer"])
        for row in rows
    ]  # fmt: skip
    asked = [json.loads(line) for line in paths.questions.read_text("utf-8").splitlines() if line]
    queries = [
        Judged(one["query"], frozenset(numbers[str(id_)] for id_ in one["relevant"]))
        for one in asked
        if one["lang"] == "en" and all(str(id_) in numbers for id_ in one["relevant"])
    ]
    return SearchSet("demo", "demo", entries, queries)


def spread(cases: Sequence[Spread], limit: int) -> list[Spread]:
    """At most `limit` cases, evenly spaced; all for 0."""
    if not 0 < limit < len(cases):
        return list(cases)
    return [cases[at * len(cases) // limit] for at in range(limit)]


def _with_siblings(data: Path) -> list[Case]:
    """Like `dstc9`, plus other snippets of the same place as passages."""
    held = [one for one in faq_snippets(data) if kept_for_judging(one.entity, Recipe().held_out)]
    kin: dict[str, list[Snippet]] = {}
    for one in held:
        kin.setdefault(one.entity, []).append(one)
    cases = []
    for one in held:
        others = [other for other in kin[one.entity] if other.question != one.question]
        for reply in one.replies:
            found = random.Random(reply).sample(others, min(len(others), _FOUND - 1))
            passages = [Passage(other.question, other.answer) for other in (one, *found)]
            cases.append(Case(_prompt(*passages, asked=one.question), reply))
    return cases


def _of(judged: SearchSet, *, by_title: bool = False) -> list[Case]:
    """Each query with its answer as first passage, followed by nearby entries.

    Args:
        by_title: Nearby entries have the same title, that is, are about the same place.
    """
    by_id: Mapping[int, Entry] = {entry.id: entry for entry in judged.entries}
    kin: dict[str, list[Entry]] = {}
    for entry in judged.entries:
        kin.setdefault(entry.title if by_title else "", []).append(entry)
    cases = []
    for query in judged.queries:
        if not query.relevant:
            continue
        gold = by_id[min(query.relevant)]
        near = [entry for entry in kin[gold.title if by_title else ""] if entry.id != gold.id]
        near.sort(key=lambda entry: abs(entry.id - gold.id))
        passages = [passage_of(entry) for entry in (gold, *near[: _FOUND - 1])]
        prompt = Prompt(tuple(passages), _turns([*query.context, query.text]))
        cases.append(Case(prompt, gold.answer))
    return cases


def _prompt(*passages: Passage, asked: str) -> Prompt:
    return Prompt(passages, (PromptTurn("customer", asked),))


def _turns(said: list[str]) -> tuple[PromptTurn, ...]:
    """The last turn is the customer's, and speakers alternate."""
    roles: tuple[Role, Role] = ("customer", "agent")
    return tuple(PromptTurn(roles[(len(said) - 1 - at) % 2], text) for at, text in enumerate(said))
