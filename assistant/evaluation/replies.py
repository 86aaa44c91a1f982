"""Compares drafts with the unchanged verified answer, in one run (`eval replies`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.drafting.composed import compose
from assistant.evaluation.faithfulness import faithfulness
from assistant.evaluation.reply_files import Case, passage_of, read_cases
from assistant.evaluation.text_metrics import text_metrics
from assistant.evidence.judge import Judge
from assistant.prompt import Passage, Prompt
from retrieval.embedder import Embedder
from retrieval.encoded_entry import encode
from retrieval.entry import Entry
from retrieval.evaluate_files import read_knowledge
from retrieval.retriever import Query, Retriever

Writer = Callable[[Prompt], str]
"""Writes the draft for a prompt; "" if it has none."""

_FOUND = 3
_BATCH = 1_000


def evaluate_files(
    kb: Path,
    data: Path,
    embedder: Embedder,
    *,
    generated: Writer | None = None,
    limit: int = 0,
) -> dict[str, Any]:
    """Measure drafts on two files.

    Args:
        kb: CSV or JSONL with id, question, answer: the passages that ids in `data` refer to, and
            the knowledge base searched for rows without passages.
        data: JSONL of {"context", "passages", "reply"}; see `reply_files`.
        embedder: The embedding model.
        generated: Writes drafts with a dialogue model; None for none.
        limit: Rows to measure, evenly spaced; 0 for all.

    Returns:
        See `evaluate`.

    Raises:
        EvaluationFileError, ReplyFileError: A file cannot be used; the code and the row say why.
        MissingPackageError: The packages for the metrics are not installed.
    """
    entries, numbers = read_knowledge(kb)
    named = {id_: passage_of(entries[number - 1]) for id_, number in numbers.items()}
    cases = read_cases(data, named)
    if 0 < limit < len(cases):
        cases = [cases[place * len(cases) // limit] for place in range(limit)]
    return evaluate(list(_complete(cases, entries, embedder)), embedder, generated=generated)


def evaluate(
    cases: Sequence[Case], embedder: Embedder | None, *, generated: Writer | None = None
) -> dict[str, Any]:
    """Measure what each system writes for the same cases.

    Returns:
        n, and an object for each system: `verified` (the first passage unchanged), `composed`,
        `generated` if there is a writer, and `human` (only faithfulness).
    """
    judge = Judge(embedder)
    systems: dict[str, Writer] = {"verified": _verified, "composed": _composed}
    if generated:
        systems["generated"] = generated
    replies = [case.reply for case in cases]
    found: dict[str, Any] = {"n": len(cases)}
    for name, write in systems.items():
        drafts = [write(case.prompt) for case in cases]
        found[name] = text_metrics(drafts, replies, embedder) | faithfulness(drafts, cases, judge)
    found["human"] = faithfulness(replies, cases, judge)
    return found


def _verified(prompt: Prompt) -> str:
    return prompt.passages[0].text if prompt.passages else ""


def _composed(prompt: Prompt) -> str:
    draft = compose(prompt)
    return draft.text if draft else ""


def _complete(
    cases: Sequence[Case], entries: Sequence[Entry], embedder: Embedder
) -> Iterator[Case]:
    """The cases, with search results as passages for those that have none."""
    if not any(case.searched for case in cases):
        yield from cases
        return
    retriever = Retriever(embedder)
    for at in range(0, len(entries), _BATCH):
        retriever.upsert(encode(embedder, entries[at : at + _BATCH]))
    by_id: Mapping[int, Passage] = {entry.id: passage_of(entry) for entry in entries}
    for case in cases:
        said = [turn.text for turn in case.prompt.turns]
        if not case.searched or not said:
            yield case
            continue
        hits = retriever.search(Query(text=said[-1], context=tuple(said[:-1]), limit=_FOUND)).hits
        passages = tuple(by_id[hit.id] for hit in hits)
        yield replace(case, prompt=replace(case.prompt, passages=passages))
