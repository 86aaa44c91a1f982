"""Adds all error responses to the OpenAPI description, and makes the route table of the docs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from assistant.api import access
from assistant.api.problems import MEDIA_TYPE
from assistant.contracts import ProblemDetails

_REFUSALS = {
    "401": "No token, or a wrong one",
    "403": "The role is not enough, or the request is not safe to serve",
    "404": "The thing asked for is not there",
    "408": "The body did not come",
    "409": "Somebody else changed it first, or it is there already",
    "413": "The body is too large",
    "415": "The body is of another type",
    "421": "The Host header does not name this engine",
    "422": "Values that do not fit",
    "500": "A fault of the program",
    "503": "The machine cannot do it now",
    "507": "The disk is full; nothing was changed",
}
_ALWAYS = ("401", "403", "421", "422", "500", "503")
_WITH_BODY = ("408", "413", "415")
_ROLES: dict[Callable[..., Any], str] = {
    access.at_least_agent: "agent",
    access.at_least_lead: "lead",
    access.at_least_administrator: "administrator",
}


def install(app: FastAPI, routers: Sequence[APIRouter]) -> None:
    """Extend `app.openapi()` with all error responses, and each route's role as `x-role`."""
    roles = {route.name: role_of(route) for route in api_routes(routers)}

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _describe(app, roles)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def api_routes(routers: Sequence[APIRouter]) -> Iterator[APIRoute]:
    """Iterate over all routes of these routers."""
    for router in routers:
        for route in router.routes:
            if isinstance(route, APIRoute):
                yield route


def role_of(route: APIRoute) -> str:
    """Return the role that a route requires, or "" if it requires none, which is an error."""
    roles = [_ROLES[call] for call in _calls(route.dependant) if call in _ROLES]
    return roles[0] if len(roles) == 1 else ""


def table(app: FastAPI) -> str:
    """Return the routes as a Markdown table: method, path, role, what it does."""
    lines = ["| method | path | role | what it does |", "|---|---|---|---|"]
    for path, operations in app.openapi()["paths"].items():
        for method, operation in operations.items():
            what = operation["description"].split("\n\n")[0].replace("\n", " ")
            lines.append(f"| {method.upper()} | `{path}` | {operation['x-role']} | {what} |")
    return "\n".join(lines)


def _describe(app: FastAPI, roles: Mapping[str, str]) -> dict[str, Any]:
    described = get_openapi(
        title=app.title, version=app.version, summary=app.summary, routes=app.routes
    )
    schemas = described["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)  # our 422 responses are `ProblemDetails` too
    schemas["ProblemDetails"] = ProblemDetails.model_json_schema()
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            operation["x-role"] = roles[operation["operationId"]]
            _add_refusals(path, method, operation)
    return described


def _add_refusals(path: str, method: str, operation: dict[str, Any]) -> None:
    statuses = [*_ALWAYS]
    if "{" in path or method != "get":
        statuses.append("404")
    if "requestBody" in operation:
        statuses += _WITH_BODY
    if method != "get":
        statuses += ["409", "507"]
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
    for status in sorted(statuses):
        operation["responses"][status] = {"description": _REFUSALS[status], "content": problem}


def _calls(dependant: Dependant) -> Iterator[Callable[..., Any]]:
    for inner in dependant.dependencies:
        if inner.call is not None:
            yield inner.call
        yield from _calls(inner)
