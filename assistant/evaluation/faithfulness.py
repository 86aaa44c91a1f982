"""Faithfulness of drafts to their sources: invented facts, yes or no, numbers, supported
sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.evaluation.reply_files import Case
from assistant.evidence.courtesy import claim_spans, needs_no_source
from assistant.evidence.judge import Judge
from assistant.evidence.statement import Statement, read
from assistant.prompt import Prompt
from retrieval.language import detect_language
from retrieval.sentences import sentences
from retrieval.text import normalise


@dataclass(slots=True)
class _Counts:
    drafts: int = 0
    invented: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("number", "code", "name", "any"), 0)
    )
    leads: int = 0
    leads_kept: int = 0
    numbers: int = 0
    numbers_kept: int = 0
    words: int = 0
    words_had: int = 0
    claims: int = 0
    supported: int = 0


def faithfulness(
    drafts: Sequence[str], cases: Sequence[Case], judge: Judge | None
) -> dict[str, float | int | None]:
    """Faithfulness figures over all drafts.

    Args:
        drafts: One for each case.
        cases: The cases, with the passages the drafts were written from.
        judge: Judges sentences; if None, `supported` is None.

    Returns:
        invented_numbers, invented_codes (order numbers, e-mail and web addresses, fields),
        invented_names, invented: share of drafts with one that occurs neither in the passages nor
            in
        the conversation; yes_no: of the `yes_no_n` drafts whose first passage begins with yes or
            no,
        the share that does not say the opposite (None if there are none); numbers_kept: of the
            numbers
        a person took from the passages, the share that the draft has too; words_from_source: of the
        content words of factual sentences, the share found in the passages; supported: of the
        sentences that need a source (`factual_sentences`), the share that has one.
    """
    counts = _Counts()
    for draft, case in zip(drafts, cases, strict=True):
        _count(counts, draft, case, judge)
    total = max(1, counts.drafts)
    return {
        "invented_numbers": counts.invented["number"] / total,
        "invented_codes": counts.invented["code"] / total,
        "invented_names": counts.invented["name"] / total,
        "invented": counts.invented["any"] / total,
        "yes_no": _share(counts.leads_kept, counts.leads),
        "yes_no_n": counts.leads,
        "numbers_kept": _share(counts.numbers_kept, counts.numbers),
        "words_from_source": _share(counts.words_had, counts.words),
        "supported": _share(counts.supported, counts.claims) if judge else None,
        "factual_sentences": counts.claims,
    }


def invented(draft: str, prompt: Prompt) -> set[str]:
    """The kinds of things in a draft that do not occur in its prompt: number, code, name."""
    lang = detect_language(draft).tag
    ground = [read(text, lang) for text in _texts(prompt)]
    written = read(draft, lang)
    found = set()
    if any(
        not any(number.equals(other) for one in ground for other in one.quantities)
        for number in written.quantities
    ):
        found.add("number")
    if written.codes - {code for one in ground for code in one.codes}:
        found.add("code")
    known = " ".join(normalise(text) for text in _texts(prompt))
    named = {name for one in ground for name in one.names}
    claims = [read(sentence, lang) for sentence in factual(draft)]
    if any(name not in known for claim in claims for name in claim.names - named):
        found.add("name")
    return found


def factual(text: str) -> list[str]:
    """The sentences of a reply that need a source."""
    parts = [text[start:end] for start, end in claim_spans(text)]
    return [part for part in parts if not needs_no_source(part)]


def _count(counts: _Counts, draft: str, case: Case, judge: Judge | None) -> None:
    counts.drafts += 1
    kinds = invented(draft, case.prompt)
    for kind in kinds:
        counts.invented[kind] += 1
    counts.invented["any"] += bool(kinds)
    claims = factual(draft)
    _count_leads(counts, claims, case)
    _count_numbers(counts, draft, case)
    passages = case.prompt.passages
    had = _keys(read(text) for passage in passages for text in (passage.name, passage.text))
    said = "\n".join(turn.text for turn in case.prompt.turns if turn.role == "customer")
    for sentence in claims:
        telling = read(sentence).keys
        counts.words += len(telling)
        counts.words_had += sum(key in had for key in telling)
        counts.claims += 1
        if judge:
            counts.supported += judge.judge(sentence, passages, said).verdict == "supported"


def _count_leads(counts: _Counts, claims: list[str], case: Case) -> None:
    if not case.prompt.passages:
        return
    first = next(iter(sentences(case.prompt.passages[0].text)), "")
    wanted = read(first).lead
    if not wanted or not claims:
        return
    counts.leads += 1
    counts.leads_kept += (read(claims[0]).lead or wanted) == wanted


def _count_numbers(counts: _Counts, draft: str, case: Case) -> None:
    lang = detect_language(case.reply).tag
    source = [
        number for passage in case.prompt.passages for number in read(passage.text, lang).quantities
    ]
    drafted = read(draft, lang).quantities
    for number in read(case.reply, lang).quantities:
        if any(number.equals(other) for other in source):
            counts.numbers += 1
            counts.numbers_kept += any(number.equals(other) for other in drafted)


def _texts(prompt: Prompt) -> list[str]:
    passages = [text for passage in prompt.passages for text in (passage.name, passage.text)]
    return [text for text in (*passages, *(turn.text for turn in prompt.turns)) if text.strip()]


def _keys(statements: Iterable[Statement]) -> set[str]:
    return {key for one in statements for key in (*one.keys, *one.joined, *one.tokens)}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
