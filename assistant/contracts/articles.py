"""Articles: what can be found."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from assistant.contracts.base import ArticleKind, Filled, Id, Lang, Reply, Short, Sourced, Wire


class Locator(Reply):
    """Where in its source an article stands."""

    row: int | None = None
    page: int | None = None
    heading: str = ""


class ArticleBody(Wire):
    """What a person writes."""

    questions: list[Filled] = Field(default=[], max_length=200)
    answer: Filled
    title: Short = ""
    tags: list[Annotated[Short, StringConstraints(min_length=1)]] = Field(default=[], max_length=50)
    lang: Lang = ""


class ArticleChange(Wire):
    """A new body for an article that is still at `version`."""

    version: int = Field(ge=1, le=2**31)
    body: ArticleBody


class ArticleRestore(Wire):
    """The version whose body is wanted back."""

    version: int = Field(ge=1, le=2**31)


class Article(Sourced):
    """One answerable unit, as it is now."""

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
    """An entry near another one, and how near: what a customer asking this would be shown."""

    id: int
    kind: ArticleKind
    question: str
    answer: str
    confidence: float
    same: bool
    """Whether both say the same: shown once in answers."""


class DuplicatePair(Reply):
    """Two entries that say nearly the same."""

    one: Article
    other: Article
    likeness: float


class DuplicatePage(Reply):
    items: list[DuplicatePair]
    total: int
    next: int | None = None


class ArticleMerge(Wire):
    """Give `keep` this body and delete `drop`, as one change; 409 if either changed meanwhile."""

    keep: Id
    keep_version: int = Field(ge=1, le=2**31)
    drop: Id
    drop_version: int = Field(ge=1, le=2**31)
    body: ArticleBody


class TagCount(Reply):
    """A tag and how many entries have it."""

    tag: str
    count: int
