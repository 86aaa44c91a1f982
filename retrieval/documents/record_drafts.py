"""Drafts of records: merges wordings of the same question, and assigns stable keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from retrieval.documents.records import Locator, Problem, Record
from retrieval.documents.wording import clean, fingerprint, folded, one_line

_MOST_VARIANTS = 100
_VARIANT_BREAKS = re.compile(r"[\n|;；]+")


@dataclass(slots=True)
class RecordDraft:
    """A draft of a record: one row, or several with the same id."""

    row: int | None
    id: str
    questions: list[str]
    answer: str
    title: str = ""
    tags: list[str] = field(default_factory=list)
    lang: str = ""
    page: int | None = None
    heading: str = ""


def question_variants(question: str, others: Sequence[str]) -> list[str]:
    """The wordings of a question: the lines of its cell, then those of the other columns."""
    if not others and "\n" not in question:
        return [question] if question else []
    seen: dict[str, str] = {}
    for line in (*question.split("\n"), *parted(others, _VARIANT_BREAKS)):
        text = one_line(line)
        if text:
            seen.setdefault(folded(text), text)
    return list(seen.values())[:_MOST_VARIANTS]


def parted(cells: Sequence[str], breaks: re.Pattern[str]) -> list[str]:
    """The distinct parts of some cells, in order."""
    if not cells:
        return []
    parts = (one_line(clean(part)) for cell in cells for part in breaks.split(cell))
    return list(dict.fromkeys(part for part in parts if part))


def merge(drafts: list[RecordDraft]) -> Iterator[RecordDraft | Problem]:
    """Merge the rows of one id: rows with the same answer, or none, are joined; rows with another
    answer stay separate."""
    if len(drafts) == 1 and drafts[0].answer:
        yield drafts[0]
        return
    first = next((one for one in drafts if one.answer), None)
    answered: dict[str, RecordDraft] = {}
    for one in drafts:
        if one.answer:
            target = answered.setdefault(folded(one.answer), one)
        elif first is not None:
            target = answered.setdefault(folded(first.answer), first)
        else:
            yield _unanswered(one)
            continue
        if target is not one:
            _join(target, one)
    yield from answered.values()


def _unanswered(one: RecordDraft) -> Problem:
    return Problem(
        "row.answer",
        expected="an answer in one of the rows with this id",
        found="none",
        remedy="Fill in the answer, or delete the row",
        row=one.row,
    )


def _join(first: RecordDraft, other: RecordDraft) -> None:
    known = {folded(question) for question in first.questions}
    for question in other.questions:
        if folded(question) not in known and len(first.questions) < _MOST_VARIANTS:
            known.add(folded(question))
            first.questions.append(question)
    first.tags.extend(tag for tag in other.tags if tag not in first.tags)
    first.title = first.title or other.title
    first.lang = first.lang or other.lang


class Keys:
    """Gives each record a key that is unique in its file and survives edits of other records."""

    def __init__(self) -> None:
        self._seen: dict[int, int | None] = {}
        self._taken: set[str] = set()

    def record(self, one: RecordDraft | Problem) -> Record | Problem:
        """The finished record; a problem if it repeats an earlier question and answer."""
        if isinstance(one, Problem):
            return one
        key = one.id or _derived_key(one)
        both = hash((key, one.answer))
        if both in self._seen:
            return _duplicate(one, self._seen[both])
        self._seen[both] = one.row
        if key in self._taken:
            key = f"{key}/{fingerprint(one.answer)}"
        while key in self._taken:  # an id of the file may look like a derived key
            key += "+"
        self._taken.add(key)
        return Record(
            key=key,
            questions=tuple(one.questions),
            answer=one.answer,
            title=one.title,
            tags=tuple(one.tags),
            lang=one.lang,
            locator=Locator(row=one.row, page=one.page, heading=one.heading),
        )


def _derived_key(one: RecordDraft) -> str:
    """A key derived from the first question, else the title, else the answer."""
    if one.questions:
        return "q:" + fingerprint(folded(one.questions[0]))
    if one.title:
        return "t:" + fingerprint(folded(one.title))
    return "c:" + fingerprint(folded(one.answer))


def _duplicate(one: RecordDraft, first: int | None) -> Problem:
    where = f"as row {first} already has" if first else "as the file already has"
    return Problem(
        "row.duplicate",
        expected="each question and answer once",
        found=f"the same {where}",
        remedy="Nothing is lost; delete one of them",
        row=one.row,
        page=one.page,
    )
