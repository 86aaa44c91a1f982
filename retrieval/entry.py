"""The unit of search: an entry of a company's knowledge base."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Where an entry comes from."""

    FAQ = "faq"
    """Question variants and a verified answer."""
    PASSAGE = "passage"
    """A piece of a document: a heading and text, usually no question."""
    SOLVED = "solved"
    """A customer's question and the (redacted) reply that solved it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An answer with its questions. `id` is positive, 64-bit, and never reused in a store.

    `questions` may be empty (a plain passage); `answer` is never empty. `lang` is a primary
    language subtag (BCP 47: "en", "zh"), or "" if unknown.
    """

    id: int
    answer: str
    questions: tuple[str, ...] = ()
    title: str = ""
    tags: tuple[str, ...] = ()
    lang: str = ""
    kind: Kind = Kind.FAQ
