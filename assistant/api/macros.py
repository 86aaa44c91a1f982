"""Routes for macros, the prepared texts of agents."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.api.access import Agent, Lead, TheEngine
from assistant.api.parameters import IdInPath
from assistant.api.request_bodies import StrictRoute
from assistant.contracts import Macro, MacroBody
from assistant.store import macros

router = APIRouter(prefix="/macros", tags=["macros"], route_class=StrictRoute)


@router.get("")
def list_macros(engine: TheEngine, _: Agent) -> list[Macro]:
    """All macros, greetings and signatures, by name."""
    with engine.store.read() as connection:
        return macros.listed(connection)


@router.post("", status_code=201)
def create_macro(engine: TheEngine, actor: Lead, body: MacroBody) -> Macro:
    """Write a new macro; 409 if one of its kind and language has the same name."""
    with engine.store.write(actor) as transaction:
        return macros.create(transaction, body)


@router.put("/{id}")
def change_macro(engine: TheEngine, actor: Lead, id: IdInPath, body: MacroBody) -> Macro:
    """Change a macro; 409 if another one of its kind and language has the same name."""
    with engine.store.write(actor) as transaction:
        return macros.change(transaction, id, body)


@router.delete("/{id}", status_code=204)
def delete_macro(engine: TheEngine, actor: Lead, id: IdInPath) -> None:
    """Delete a macro."""
    with engine.store.write(actor) as transaction:
        macros.remove(transaction, id)
