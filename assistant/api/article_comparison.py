"""Routes that compare articles (neighbours, duplicates, merging), and the list of tags."""

from __future__ import annotations

from fastapi import APIRouter

from assistant import neighbours
from assistant.api.access import Agent, Lead, TheEngine
from assistant.api.parameters import Cursor, IdInPath, Limit, OneId, Version
from assistant.api.request_bodies import StrictRoute
from assistant.contracts import (
    Article,
    ArticleBody,
    ArticleMerge,
    DuplicatePage,
    Neighbour,
    TagCount,
)
from assistant.store import articles_list, marked_different

router = APIRouter(tags=["articles"], route_class=StrictRoute)


@router.post("/articles/neighbours")
def find_neighbours(
    engine: TheEngine, _: Agent, body: ArticleBody, without: OneId = None
) -> list[Neighbour]:
    """Articles that compete with one of this body; `without` is the id of the edited article."""
    return neighbours.neighbours(engine, body, without)


@router.get("/articles/duplicates")
def list_duplicates(
    engine: TheEngine, _: Agent, cursor: Cursor = None, limit: Limit = 50
) -> DuplicatePage:
    """Pairs of near-duplicate articles, most similar first, at most 2,000.

    They are found by their words, in a second or two among 100,000 articles, and cached until an
    article changes. Two articles are a pair if their answers are similar and long, if their
    questions are similar as well, or if they share a question; but not if their numbers or titles
    differ.
    """
    return engine.duplicates.page(cursor=cursor, limit=limit)


@router.post("/articles/merge")
def merge_articles(engine: TheEngine, actor: Lead, merge: ArticleMerge) -> Article:
    """Give `keep` this body and delete `drop`, in one step; 409 if either changed meanwhile."""
    return engine.knowledge.merge(actor, merge)


@router.put("/articles/{id}/told-apart/{other}", status_code=204)
def tell_articles_apart(
    engine: TheEngine,
    actor: Lead,
    id: IdInPath,
    other: IdInPath,
    version: Version,
    other_version: Version,
) -> None:
    """Mark two articles, at these versions, as different: not duplicates until one changes.

    409 if either changed meanwhile.
    """
    with engine.store.write(actor) as transaction:
        marked_different.mark(transaction, (id, version), (other, other_version))


@router.delete("/articles/{id}/told-apart/{other}", status_code=204)
def compare_articles_again(engine: TheEngine, actor: Lead, id: IdInPath, other: IdInPath) -> None:
    """Remove the mark that two articles differ."""
    with engine.store.write(actor) as transaction:
        marked_different.unmark(transaction, id, other)


@router.get("/tags")
def list_tags(engine: TheEngine, _: Agent) -> list[TagCount]:
    """All tags with the number of articles that have them, most used first."""
    with engine.store.read() as connection:
        return articles_list.tags(connection)
