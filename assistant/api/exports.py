"""Routes that export all articles or conversations as files."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Literal, cast

from fastapi import APIRouter
from starlette.responses import Response

from assistant import export
from assistant.api.access import Lead, TheEngine
from assistant.api.request_bodies import StrictRoute
from assistant.api.streams import GuardedStream, in_threads

router = APIRouter(prefix="/export", tags=["export"], route_class=StrictRoute)

_CSV = "text/csv; charset=utf-8"
_JSON_LINES = "application/jsonl"
_TEXT = {"schema": {"type": "string"}}


@router.get(
    "/articles",
    response_class=Response,
    responses={200: {"description": "A file", "content": {_CSV: _TEXT, _JSON_LINES: _TEXT}}},
)
def export_articles(
    engine: TheEngine, _: Lead, format: Literal["csv", "jsonl"] = "csv"
) -> Response:
    """All articles as CSV (safe to open in a spreadsheet) or JSON Lines; both can be imported."""
    if format == "csv":
        return _download(export.articles_csv(engine.store), _CSV, "articles.csv")
    return _download(export.articles_jsonl(engine.store), _JSON_LINES, "articles.jsonl")


@router.get(
    "/conversations",
    response_class=Response,
    responses={200: {"description": "A file", "content": {_JSON_LINES: _TEXT}}},
)
def export_conversations(engine: TheEngine, _: Lead) -> Response:
    """All conversations as JSON Lines, with their customers and messages."""
    return _download(export.conversations_jsonl(engine.store), _JSON_LINES, "conversations.jsonl")


def _download(pieces: Iterator[bytes], media_type: str, name: str) -> Response:
    return GuardedStream(
        in_threads(cast("Generator[bytes, None, None]", pieces)),
        media_type=media_type,
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )
