"""What is searched: one answerable unit of a company's knowledge."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Where an entry comes from, which decides how its fields are weighed."""

    FAQ = "faq"
    """Question variants and a verified answer."""
    PASSAGE = "passage"
    """A piece of a document: a heading and text, usually no question."""
    SOLVED = "solved"
    """A customer's question and the (redacted) reply that solved it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One answerable unit. `id` is positive, 64-bit, and never used twice in a store.

    `questions` may be empty (a plain passage); `answer` is never empty. `lang` is a primary
    language subtag (BCP 47: "en", "zh"), or "" when unknown.
    """

    id: int
    answer: str
    questions: tuple[str, ...] = ()
    title: str = ""
    tags: tuple[str, ...] = ()
    lang: str = ""
    kind: Kind = Kind.FAQ
