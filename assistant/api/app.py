"""Assembles the engine's HTTP API from its routers and middleware."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware

from assistant.api import (
    administration,
    article_comparison,
    articles,
    backups,
    bundles,
    conversations,
    customers,
    demo,
    events,
    exports,
    feedback,
    health,
    imports,
    macros,
    models,
    openapi_description,
    problems,
    replies,
    settings,
    suggestions,
    transcripts,
)
from assistant.api.access import Access
from assistant.api.request_bodies import BodyLimits
from assistant.api.request_guard import RequestGuard
from assistant.contracts import API_VERSION
from assistant.engine import Engine
from assistant.extension import Part

_MEGABYTE = 1 << 20
ROUTERS = tuple(
    module.router
    for module in (
        # `article_comparison` before `articles`, whose `/articles/{id}` would match its paths
        health, events, suggestions, replies, article_comparison, articles, customers,
        conversations, macros, imports, transcripts, models, bundles, demo, feedback, exports,
        backups, settings, administration,
    )
)  # fmt: skip
# no data may leave this machine, whatever the environment variables say
_NO_TELEMETRY: dict[str, Any] = {
    "telemetry": {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
}


def create_app(
    engine: Engine,
    access: Access,
    *,
    further: Sequence[APIRouter] = (),
    part: Part | None = None,
) -> FastAPI:
    """Create the API of an engine, with access control.

    Args:
        further: Routers added by another package.
        part: The component that those routes work on.
    """
    app = routes(
        Middleware(RequestGuard, engine=engine, access=access),
        Middleware(BodyLimits, upload_limit=engine.settings.upload_megabytes * _MEGABYTE),
        further=further,
    )
    app.state.engine = engine
    app.state.access = access
    app.state.part = part
    return app


def routes(*middleware: Middleware, further: Sequence[APIRouter] = ()) -> FastAPI:
    """Create an app with all routes but no engine, which is enough for the OpenAPI description."""
    app = FastAPI(
        title="Replydesk",
        summary="What the company knows, found and answered with its sources",
        version=version("replydesk"),
        # the interactive pages would load scripts from the internet
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        middleware=middleware,
        **_NO_TELEMETRY,
    )
    routers = (*ROUTERS, *further)
    for router in routers:
        app.include_router(router, prefix=f"/{API_VERSION}")
    problems.install(app)
    openapi_description.install(app, routers)
    return app
