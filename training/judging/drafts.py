"""Drafts held-out questions with both the model in use and the trained model."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from assistant.drafting.composed import compose
from assistant.evaluation.generated import writer_of
from assistant.evaluation.replies import Writer
from assistant.evaluation.reply_files import Case
from assistant.jobs import Step
from assistant.models.backends import from_shelf
from assistant.models.shelf import InstalledModel
from assistant.prompt import Prompt
from training.replies.examples import ReplyExample
from training.sampling import evenly


@dataclass(frozen=True, slots=True)
class Drafted:
    """A held-out question with the agent's reply and the draft of each model."""

    example: ReplyExample
    before: str
    after: str

    @property
    def case(self) -> Case:
        """The question in the form that the measures of `eval replies` take."""
        return Case(self.example.prompt, self.example.reply)

    @property
    def body(self) -> dict[str, Any]:
        """The JSON form stored in the dataset."""
        return {**self.example.body, "before": self.before, "after": self.after}

    @classmethod
    def of(cls, body: dict[str, Any]) -> Drafted:
        """Create it from the JSON form stored in the dataset."""
        return cls(ReplyExample.of(body), body["before"], body["after"])


def chosen(examples: Sequence[ReplyExample], most: int) -> list[ReplyExample]:
    """At most `most` held-out questions to draft: those of the last month first, then older ones,
    each evenly spaced."""
    last = max((one.month for one in examples), default="")
    newest = [one for one in examples if one.month == last]
    older = [one for one in examples if one.month != last]
    first = evenly(newest, most)
    return [*first, *evenly(older, most - len(first))]


def draft_all(
    examples: Sequence[ReplyExample], before: InstalledModel | None, after: InstalledModel
) -> Generator[Step, None, list[Drafted]]:
    """Draft every question with both models; yields a step before each draft."""
    total = 2 * len(examples)
    old = yield from _drafts(examples, before, 0, total)
    new = yield from _drafts(examples, after, len(examples), total)
    return [Drafted(one, *pair) for one, *pair in zip(examples, old, new, strict=True)]


def _drafts(
    examples: Sequence[ReplyExample], model: InstalledModel | None, done: int, total: int
) -> Generator[Step, None, list[str]]:
    found: list[str] = []
    with _writer(model) as write:
        for example in examples:
            yield Step(done + len(found), total)
            found.append(write(example.prompt))
    return found


@contextmanager
def _writer(model: InstalledModel | None) -> Generator[Writer, None, None]:
    """A function that drafts with a model; without one, with the composition from passages."""
    if model is None:
        yield _composed
        return
    with writer_of(from_shelf(model)) as write:
        yield write


def _composed(prompt: Prompt) -> str:
    draft = compose(prompt)
    return draft.text if draft else ""
