"""Routes for articles, their history, and the files they were imported from."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.api.access import Agent, Lead, TheEngine
from assistant.api.parameters import Cursor, IdInPath, LangInQuery, Limit, Moment, Name, Skip, Words
from assistant.api.request_bodies import StrictRoute
from assistant.contracts import (
    Article,
    ArticleBody,
    ArticleChange,
    ArticleKind,
    ArticlePage,
    ArticleRestore,
    ArticleVersion,
    ImportedSource,
)
from assistant.store import articles_list, articles_read, sources

router = APIRouter(tags=["articles"], route_class=StrictRoute)


@router.get("/articles")
def list_articles(
    engine: TheEngine,
    _: Agent,
    q: Words = "",
    kind: ArticleKind | None = None,
    tag: Name = "",
    lang: LangInQuery = "",
    source: Name = "",
    unused: bool = False,
    older_than: Moment = None,
    cursor: Cursor = None,
    skip: Skip = 0,
    limit: Limit = 50,
) -> ArticlePage:
    """A page of articles, newest first; solved replies only if `kind` says so."""
    wanted = articles_list.Filter(
        q=q, kind=kind, tag=tag, lang=lang, source=source, unused=unused, older_than=older_than
    )
    with engine.store.read() as connection:
        return articles_list.listed(connection, wanted, cursor=cursor, skip=skip, limit=limit)


@router.post("/articles", status_code=201)
def create_article(engine: TheEngine, actor: Lead, body: ArticleBody) -> Article:
    """Write a new article; the search finds it at once."""
    return engine.knowledge.create(actor, body)


@router.get("/articles/{id}")
def get_article(engine: TheEngine, _: Agent, id: IdInPath) -> Article:
    """One article."""
    with engine.store.read() as connection:
        return articles_read.get(connection, id)


@router.put("/articles/{id}")
def change_article(engine: TheEngine, actor: Lead, id: IdInPath, change: ArticleChange) -> Article:
    """Give an article a new body; 409 if it is no longer at `version`."""
    return engine.knowledge.change(actor, id, change)


@router.delete("/articles/{id}", status_code=204)
def delete_article(engine: TheEngine, actor: Lead, id: IdInPath) -> None:
    """Delete an article; its history is kept, so that it can be restored."""
    engine.knowledge.delete(actor, id)


@router.get("/articles/{id}/history")
def get_article_history(engine: TheEngine, _: Agent, id: IdInPath) -> list[ArticleVersion]:
    """All versions of an article, newest first."""
    with engine.store.read() as connection:
        return articles_read.history(connection, id)


@router.post("/articles/{id}/restore")
def restore_article(
    engine: TheEngine, actor: Lead, id: IdInPath, wanted: ArticleRestore
) -> Article:
    """Restore an earlier body of an article, which may have been deleted."""
    return engine.knowledge.restore(actor, id, wanted.version)


@router.get("/sources")
def list_sources(engine: TheEngine, _: Lead) -> list[ImportedSource]:
    """All imported sources, with the numbers of their articles, conversations and customers."""
    with engine.store.read() as connection:
        return sources.listed(connection)


@router.delete("/sources/{id}", status_code=204)
def remove_source(engine: TheEngine, actor: Lead, id: IdInPath) -> None:
    """Remove everything imported from one source: articles, conversations and their customers."""
    with engine.knowledge.edit(actor) as edit:
        sources.remove(edit.transaction, id)
