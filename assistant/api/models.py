"""Routes for the installed dialogue models and the choice of the one that writes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request

from assistant.api.access import Administrator, Agent, TheEngine, caller
from assistant.api.problems import RequestRefusedError
from assistant.api.request_bodies import StrictRoute
from assistant.contracts import Job, ModelAddRequest, ModelShelf, ShelvedModel
from assistant.models import shelf_actions
from assistant.models.view import model_view, shelf_view

router = APIRouter(prefix="/models", tags=["models"], route_class=StrictRoute)

# needs no pattern: the id is only compared with those of installed models
_ModelId = Annotated[str, Path(max_length=100)]


def _on_this_machine(request: Request) -> None:
    if not caller(request).owner:
        raise RequestRefusedError(
            403,
            "owner-only",
            expected="the engine's own user, on its own machine",
            found="somebody else",
            remedy="On the engine's machine, run: replydesk models add FOLDER",
        )


@router.get("")
def list_models(engine: TheEngine, _: Agent) -> ModelShelf:
    """All installed dialogue models, and which one writes drafts."""
    return shelf_view(engine.shelf)


@router.post("", status_code=202)
def add_model(
    engine: TheEngine,
    actor: Administrator,
    _: Annotated[None, Depends(_on_this_machine)],
    request: ModelAddRequest,
) -> Job:
    """Check, convert and compare a model folder of the engine's machine, as a job."""
    return shelf_actions.submit(engine, actor, request)


@router.post("/rollback")
def roll_back_model(engine: TheEngine, actor: Administrator) -> ModelShelf:
    """Let the previous model write drafts again. 409 if there is none."""
    shelf_actions.rollback(engine, actor)
    return shelf_view(engine.shelf)


@router.post("/{id}/verify")
def verify_model(engine: TheEngine, _: Administrator, id: _ModelId) -> ShelvedModel:
    """Compare every file of a model with its checksum."""
    return model_view(engine.shelf, engine.shelf.verify(id))


@router.post("/{id}/use")
def use_model(engine: TheEngine, actor: Administrator, id: _ModelId) -> ModelShelf:
    """Let a model write drafts, after verifying its files."""
    shelf_actions.use(engine, actor, id)
    return shelf_view(engine.shelf)


@router.delete("/{id}", status_code=204)
def remove_model(engine: TheEngine, actor: Administrator, id: _ModelId) -> None:
    """Delete a model. If it is the one that writes drafts, none does afterwards."""
    shelf_actions.remove(engine, actor, id)
