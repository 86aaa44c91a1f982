"""Routes that add and remove the demo data."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.api.access import Lead, TheEngine
from assistant.api.request_bodies import StrictRoute
from assistant.contracts import Job
from assistant.demo import in_and_out

router = APIRouter(tags=["imports and jobs"], route_class=StrictRoute)


@router.post("/demo", status_code=202)
def add_demo(engine: TheEngine, actor: Lead) -> list[Job]:
    """Import the knowledge base and conversations of an invented shop, as jobs."""
    return in_and_out.add(engine, actor)


@router.delete("/demo", status_code=204)
def remove_demo(engine: TheEngine, actor: Lead) -> None:
    """Remove everything imported with the demo."""
    in_and_out.remove(engine, actor)
