"""Routes for customers."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.api.access import Agent, TheEngine
from assistant.api.parameters import Cursor, IdInPath, Limit, Words
from assistant.api.request_bodies import StrictRoute
from assistant.contracts import Customer, CustomerBody, CustomerPage
from assistant.store import customers

router = APIRouter(prefix="/customers", tags=["customers"], route_class=StrictRoute)


@router.get("")
def list_customers(
    engine: TheEngine, _: Agent, q: Words = "", cursor: Cursor = None, limit: Limit = 50
) -> CustomerPage:
    """A page of customers, newest first."""
    with engine.store.read() as connection:
        return customers.listed(connection, q=q, cursor=cursor, limit=limit)


@router.post("", status_code=201)
def create_customer(engine: TheEngine, actor: Agent, body: CustomerBody) -> Customer:
    """Write a new customer; 409 if an identifier belongs to somebody else."""
    with engine.store.write(actor) as transaction:
        return customers.create(transaction, body)


@router.get("/{id}")
def get_customer(engine: TheEngine, _: Agent, id: IdInPath) -> Customer:
    """One customer."""
    with engine.store.read() as connection:
        return customers.get(connection, id)


@router.put("/{id}")
def change_customer(engine: TheEngine, actor: Agent, id: IdInPath, body: CustomerBody) -> Customer:
    """Give a customer a new name, notes and identifiers."""
    with engine.store.write(actor) as transaction:
        return customers.change(transaction, id, body)


@router.delete("/{id}", status_code=204)
def delete_customer(engine: TheEngine, actor: Agent, id: IdInPath) -> None:
    """Delete a customer with all conversations. To erase all traces, use `/erasures`."""
    with engine.knowledge.edit(actor) as edit:
        customers.remove(edit.transaction, id)
