"""Turns the blocks of a document into records: questions with answers, and passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from retrieval.documents.blocks import Block, Heading, QuestionAnswer, Table, Text
from retrieval.documents.columns import faq_columns
from retrieval.documents.limits import Limits
from retrieval.documents.passages import MOST, Piece, joined, pack, weight
from retrieval.documents.questions import looks_like_question
from retrieval.documents.record_drafts import Keys, RecordDraft, merge
from retrieval.documents.records import Problem, Record
from retrieval.documents.table import draft
from retrieval.documents.wording import fingerprint, folded, one_line, tidy

PATH_JOINT = " › "
_LONGEST_ANSWER = 4 * MOST
"""Weight above which the text under a question is a chapter rather than an answer."""
_MARKED_QUESTION = re.compile(
    r"^\W{0,4}(?:Q(?:uestion)?\s*\d*|问题?\s*\d*|問題?\s*\d*|提问|Q\d+)\s*[:：.．、]\s*(?=\S)",
    re.IGNORECASE,
)
_MARKED_ANSWER = re.compile(
    r"^\W{0,4}(?:A(?:nswer)?\s*\d*|答案?\s*\d*|回答|答复|A\d+)\s*[:：.．、]\s*(?=\S)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Section:
    """The current heading path and the text collected under it."""

    path: list[tuple[int, str]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    page: int | None = None

    @property
    def heading(self) -> str:
        return PATH_JOINT.join(text for _, text in self.path)

    @property
    def title(self) -> str:
        return self.path[-1][1] if self.path else ""

    def enter(self, heading: Heading) -> None:
        while self.path and self.path[-1][0] >= heading.level:
            self.path.pop()
        self.path.append((heading.level, one_line(heading.text)[:300]))
        self.page = heading.page


def records_of_blocks(
    blocks: Iterable[Block], limits: Limits, *, lang: str = ""
) -> Iterator[Record | Problem]:
    """The records of a document, in reading order.

    A heading that is a question becomes an entry with the text below it as answer; marked
    pairs ("Q:" and "A:", 问：and 答：), definition lists and FAQ tables become entries; all other
    text becomes passages that remember their heading path and page.
    """
    keys = Keys()
    section = _Section()
    for block in _paired(blocks):
        if isinstance(block, Text):
            text = tidy(block.text)
            if text:
                section.pieces.append(
                    Piece(f"- {text}", block.page, joint="\n")
                    if block.item
                    else Piece(text, block.page)
                )
            continue
        if isinstance(block, Table) and not _is_faq(block):
            section.pieces.extend(_table_pieces(block))
            continue
        yield from _finished(section, keys, lang)
        if isinstance(block, Heading):
            section.enter(block)
        elif isinstance(block, QuestionAnswer):
            yield from _question_records(block, section, keys, lang)
        else:
            yield from _faq_table(block, section, keys, limits, lang)
    yield from _finished(section, keys, lang)


def _finished(section: _Section, keys: Keys, lang: str) -> Iterator[Record | Problem]:
    """Yield the records of the text collected so far, and clear it."""
    pieces, section.pieces = section.pieces, []
    if not pieces:
        return
    whole = sum(weight(piece.text) for piece in pieces)
    if looks_like_question(section.title) and whole <= _LONGEST_ANSWER:
        answer = joined(pieces).text
        page = section.page or pieces[0].page
        yield from _question_records(
            QuestionAnswer(section.title, answer, page), section, keys, lang
        )
        return
    yield from _passages(pieces, section.title, section.heading, keys, lang)


def _passages(
    pieces: list[Piece], title: str, heading: str, keys: Keys, lang: str
) -> Iterator[Record | Problem]:
    passages = list(pack(pieces))
    for passage in passages:
        # A single passage under a heading keeps its key when its text changes. Of several, each has
        # a key derived from its text, so that editing one does not affect the others.
        alone = len(passages) == 1 and heading
        parts = (folded(heading), folded(title), "" if alone else folded(passage.text))
        yield keys.record(
            RecordDraft(
                row=None,
                id="p:" + fingerprint(*parts),
                questions=[],
                answer=passage.text,
                title=title,
                lang=lang,
                page=passage.page,
                heading=heading,
            )
        )


def _question_records(
    block: QuestionAnswer, section: _Section, keys: Keys, lang: str
) -> Iterator[Record | Problem]:
    asked = [one_line(line) for line in tidy(block.question).split("\n")]
    asked = [line for line in asked if line]
    question, answer = asked[0] if asked else "", tidy(block.answer)
    if not answer:
        return
    if weight(answer) > _LONGEST_ANSWER:
        pieces = [Piece(text, block.page) for text in answer.split("\n\n")]
        yield from _passages(pieces, question, section.heading, keys, lang)
        return
    above = section.path[:-1] if question == section.title else section.path
    yield keys.record(
        RecordDraft(
            row=None,
            id="",
            questions=asked,
            answer=answer,
            title=above[-1][1] if above else "",
            lang=lang,
            page=block.page,
            heading=section.heading,
        )
    )


def _is_faq(table: Table) -> bool:
    return bool(table.rows) and faq_columns(table.rows[0]) is not None


def _faq_table(
    block: Table, section: _Section, keys: Keys, limits: Limits, lang: str
) -> Iterator[Record | Problem]:
    columns = faq_columns(block.rows[0])
    if columns is None:
        return
    for number, cells in enumerate(block.rows[1:], 2):
        if not any(cells):
            continue
        drafted = draft(number, list(cells), columns, limits)
        if isinstance(drafted, RecordDraft):
            drafted.page, drafted.heading = block.page, section.heading
            drafted.lang = drafted.lang or lang
            drafted.title = drafted.title or section.title
            for one in merge([drafted]):
                yield keys.record(one)
        else:
            yield drafted


def _table_pieces(table: Table) -> Iterator[Piece]:
    """Yield each row of a table as a sentence: "Country: France; Days: 3"."""
    rows = [[one_line(cell) for cell in row] for row in table.rows if any(row)]
    header = rows[0] if len(rows) > 1 and all(rows[0]) else []
    for row in rows[1:] if header else rows:
        if len(row) == len(header):
            cells = [f"{name}: {cell}" for name, cell in zip(header, row, strict=True) if cell]
        else:
            cells = [cell for cell in row if cell]
        yield Piece("; ".join(cells), table.page, joint="\n")


def _paired(blocks: Iterable[Block]) -> Iterator[Block]:
    """Join text marked "Q:" with the text marked "A:" that follows it."""
    question: Text | None = None
    answer: list[str] = []
    for block in _marked_apart(blocks):
        if question is not None:
            if isinstance(block, Text) and not answer and _MARKED_ANSWER.match(block.text):
                answer.append(_MARKED_ANSWER.sub("", block.text))
                continue
            more = isinstance(block, Text) and not _MARKED_QUESTION.match(block.text)
            if isinstance(block, Text) and more and answer:
                answer.append(block.text)
                continue
            yield from _pair(question, answer)
            question, answer = None, []
        if isinstance(block, Text) and _MARKED_QUESTION.match(block.text):
            question = block
        else:
            yield block
    if question is not None:
        yield from _pair(question, answer)


def _pair(question: Text, answer: list[str]) -> Iterator[Block]:
    if not answer:
        yield question
        return
    asked = _MARKED_QUESTION.sub("", question.text)
    yield QuestionAnswer(asked.strip("*_ "), "\n\n".join(answer), question.page)


def _marked_apart(blocks: Iterable[Block]) -> Iterator[Block]:
    """Split paragraphs before lines that begin with "Q:" or "A:"."""
    for block in blocks:
        if not isinstance(block, Text) or "\n" not in block.text:
            yield block
            continue
        lines: list[str] = []
        for line in block.text.split("\n"):
            if lines and (_MARKED_QUESTION.match(line) or _MARKED_ANSWER.match(line)):
                yield Text("\n".join(lines), block.page)
                lines = []
            lines.append(line)
        yield Text("\n".join(lines), block.page)
