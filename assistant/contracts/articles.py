"""Types for articles, the entries of the knowledge base."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from assistant.contracts.base import ArticleKind, Filled, Id, Lang, Reply, Short, Sourced, Wire


class Locator(Reply):
    """Position of an article within its source."""

    row: int | None = None
    page: int | None = None
    heading: str = ""


class ArticleBody(Wire):
    """The content of an article, as a person writes it."""

    questions: list[Filled] = Field(default=[], max_length=200)
    answer: Filled
    title: Short = ""
    tags: list[Annotated[Short, StringConstraints(min_length=1)]] = Field(default=[], max_length=50)
    lang: Lang = ""


class ArticleChange(Wire):
    """A new body for an article, valid only if it is still at `version`."""

    version: int = Field(ge=1, le=2**31)
    body: ArticleBody


class ArticleRestore(Wire):
    """The version whose body is to be restored."""

    version: int = Field(ge=1, le=2**31)


class Article(Sourced):
    """One entry of the knowledge base in its current version."""

    id: int
    kind: ArticleKind
    version: int
    questions: list[str]
    answer: str
    title: str
    tags: list[str]
    lang: str
    locator: Locator = Locator()
    conversation_id: int | None = None
    created_at: datetime
    updated_at: datetime
    use_count: int
    last_used_at: datetime | None = None


class ArticlePage(Reply):
    """A page of articles; `next` is the cursor of the following page, if there is one."""

    items: list[Article]
    total: int
    next: int | None = None


class ArticleVersion(Reply):
    """One step of an article's history."""

    version: int
    action: Literal["created", "changed", "imported", "deleted", "restored"]
    actor: str
    at: datetime
    body: ArticleBody


class Neighbour(Reply):
    """An entry that competes with another one: a customer with the same question would see it."""

    id: int
    kind: ArticleKind
    question: str
    answer: str
    confidence: float
    same: bool
    """Whether both say the same, so that answers show only one of them."""


class DuplicatePair(Reply):
    """Two near-duplicate entries and their likeness, from 0 to 1."""

    one: Article
    other: Article
    likeness: float


class DuplicatePage(Reply):
    items: list[DuplicatePair]
    total: int
    next: int | None = None


class ArticleMerge(Wire):
    """Give `keep` this body and delete `drop`, in one step; 409 if either was changed meanwhile."""

    keep: Id
    keep_version: int = Field(ge=1, le=2**31)
    drop: Id
    drop_version: int = Field(ge=1, le=2**31)
    body: ArticleBody


class TagCount(Reply):
    """A tag and the number of entries that have it."""

    tag: str
    count: int
