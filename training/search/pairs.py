"""Collects pairs of questions and answers from tables, articles and solved conversations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.contracts import TrainingRequest
from assistant.erasure.people import hashed
from assistant.jobs import Step
from assistant.reply_extraction import is_substantial
from assistant.store import articles_read
from training.classify.collecting import first_message
from training.judging.splits import Side, hash_fraction
from training.tables.reading import no_columns, rows_of

if TYPE_CHECKING:
    from assistant.engine import Engine

HELD_OUT: Final = 0.1
JUDGED: Final = 0.15
_READ: Final = 2_000
"""Characters of a text that are used; the rest is cut off."""
_PAGE: Final = 500
_QUESTION: Final = ("question", "query", "text", "instruction", "title")
_ANSWER: Final = ("answer", "response", "reply", "passage", "body")


@dataclass(slots=True)
class Pairs:
    """Questions and answers; an answer that several questions share is stored once.

    Attributes:
        answers: The texts of the answers.
        questions: Side → questions, with the index of the answer of each.
        lessons: Keyed hash of a conversation that is learnt from → that hash and its customer's.
        others: Keyed hashes of customers whose conversations are held out.
        left_out: Reason → number of pairs left out.
    """

    answers: list[str] = field(default_factory=list)
    questions: dict[Side, list[tuple[str, int]]] = field(
        default_factory=lambda: {"train": [], "held_out": [], "judge": []}
    )
    lessons: dict[str, tuple[str, str]] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    left_out: Counter[str] = field(default_factory=Counter)
    _numbers: dict[str, int] = field(default_factory=dict)
    _seen: set[tuple[str, int]] = field(default_factory=set)

    def add(self, question: str, answer: str) -> Side:
        """Add a pair; returns the side it is on, "" if it is left out."""
        question, answer = question.strip()[:_READ], answer.strip()[:_READ]
        asked, told = _folded(question), _folded(answer)
        if not asked or not told:
            self.left_out["empty"] += 1
            return ""
        if asked == told:
            self.left_out["the-same"] += 1
            return ""
        number = self._numbers.setdefault(told, len(self.answers))
        if number == len(self.answers):
            self.answers.append(answer)
        if (asked, number) in self._seen:
            self.left_out["repeated"] += 1
            return ""
        self._seen.add((asked, number))
        side = _side(asked)
        self.questions[side].append((question, number))
        return side


def collect(engine: Engine, request: TrainingRequest, most: int) -> Generator[Step, None, Pairs]:
    """Collect all pairs of questions and answers.

    Args:
        engine: The engine that has the articles and transcripts.
        request: Its tables are read; articles and transcripts only if it names no table.
        most: Maximum number of pairs to learn from; the last ones are taken.

    Raises:
        InputError: A table cannot be used.
        ConflictError: Transcripts are not approved.
    """
    found = Pairs()
    for path in request.tables:
        with closing(_rows(Path(path))) as rows:
            for question, answer in rows:
                found.add(question, answer)
        yield Step(len(found.answers), len(found.answers))
    if not request.tables:
        yield from _of_conversations(engine, request, found)
        yield from _of_articles(engine, found)
    learnt = found.questions["train"]
    found.left_out["older"] += max(0, len(learnt) - most)
    found.questions["train"] = learnt[-most:]
    found.left_out = Counter({name: count for name, count in found.left_out.items() if count})
    return found


def _of_articles(engine: Engine, found: Pairs) -> Generator[Step, None, None]:
    after = 0
    with engine.store.read() as connection:
        while page := articles_read.read_after(connection, after, ("faq", "passage"), limit=_PAGE):
            for article in page:
                asked = [*article.questions, article.title]
                for question in filter(None, asked):
                    found.add(question, article.answer)
            after = page[-1].id
            yield Step(len(found.answers), len(found.answers))


def _of_conversations(
    engine: Engine, request: TrainingRequest, found: Pairs
) -> Generator[Step, None, None]:
    for number, one in enumerate(engine.transcripts.store.conversations(request.transcripts)):
        question = first_message(one)
        reply = next(
            (t.text for t in one.turns if t.role == "agent" and is_substantial(t.text)), ""
        )
        if not one.solved or not question or not reply:
            found.left_out["not-solved"] += 1
        elif (side := found.add(question, reply)) == "train":
            key = hashed(engine.store.key, "conversation", f"{one.set_id}/{one.key}")
            found.lessons[key] = (key, one.customer_hash)
        elif side:
            found.others.add(one.customer_hash)
        if number % _PAGE == 0:
            yield Step(number, number)


def _rows(path: Path) -> Generator[tuple[str, str], None, None]:
    """Yield the question and answer of each row of a table; errors as in `rows_of` and
    `no_columns`."""
    with rows_of(path, _QUESTION, _ANSWER) as rows:
        question, answer = rows.column(_QUESTION), rows.column(_ANSWER)
        if question is None or answer is None:
            raise no_columns(rows, "a row near the top that names question and answer")
        for row in rows.rest:
            if len(row) > max(question, answer):
                yield row[question], row[answer]


def _side(asked: str) -> Side:
    drawn = hash_fraction(asked)
    if drawn < JUDGED:
        return "judge"
    return "held_out" if drawn < JUDGED + HELD_OUT else "train"


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
