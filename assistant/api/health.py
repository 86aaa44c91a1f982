"""Routes for the engine's health, its shutdown and the API description."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from assistant.api.access import Administrator, Agent, TheAccess, TheEngine
from assistant.api.request_bodies import StrictRoute
from assistant.contracts import Health

router = APIRouter(tags=["engine"], route_class=StrictRoute)


@router.get("/health")
def get_health(engine: TheEngine, _: Agent) -> Health:
    """The engine's version, state and sizes, and notices for the user."""
    return engine.health()


@router.post("/shutdown", status_code=202)
def shut_down(access: TheAccess, _: Administrator) -> None:
    """Shut the engine down; requests in progress have four seconds to finish."""
    if access.stop is not None:
        access.stop()


@router.get("/openapi.json", include_in_schema=False)
def describe_api(request: Request, _: Agent) -> dict[str, Any]:
    """This API's description (OpenAPI 3.1)."""
    description: dict[str, Any] = request.app.openapi()
    return description
