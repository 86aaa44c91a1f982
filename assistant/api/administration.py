"""Routes for administrators: people and their tokens, erasures, audit, recovery key."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter

from assistant import live_erasure
from assistant.api.access import Administrator, OwnerOnly, TheEngine
from assistant.api.parameters import Cursor, IdInPath, Limit, Moment, Name, OneId
from assistant.api.request_bodies import StrictRoute
from assistant.contracts import (
    ActorBody,
    ActorInfo,
    ActorWithToken,
    AuditPage,
    EmbeddingModelRequest,
    EraseReport,
    EraseRequest,
    Job,
    RecoveryKey,
)
from assistant.store import actors, audit_log, keys

router = APIRouter(tags=["administration"], route_class=StrictRoute)


@router.get("/actors")
def list_actors(engine: TheEngine, _: Administrator) -> list[ActorInfo]:
    """All people with access, including disabled ones, oldest first."""
    with engine.store.read() as connection:
        return actors.listed(connection)


@router.post("/actors", status_code=201)
def create_actor(engine: TheEngine, actor: Administrator, body: ActorBody) -> ActorWithToken:
    """Add a person. The token is returned only here."""
    with engine.store.write(actor) as transaction:
        return actors.create(transaction, body)


@router.delete("/actors/{id}", status_code=204)
def disable_actor(engine: TheEngine, actor: Administrator, id: IdInPath) -> None:
    """Disable a person; records of what they did keep their name."""
    with engine.store.write(actor) as transaction:
        actors.disable(transaction, id)


@router.post("/erasures")
def erase_person(engine: TheEngine, actor: Administrator, request: EraseRequest) -> EraseReport:
    """Erase a person everywhere, including history and backups, and report what was erased."""
    return live_erasure.erase(engine, actor, request)


@router.post("/embedding-model", status_code=202)
def change_embedding_model(
    engine: TheEngine, actor: Administrator, _: OwnerOnly, request: EmbeddingModelRequest
) -> Job:
    """Change to another prepared embedding model; the old index serves until the new is full."""
    return engine.adopt(actor, Path(request.folder))


@router.get("/audit")
def list_audit(
    engine: TheEngine,
    _: Administrator,
    action: Name = "",
    actor_id: OneId = None,
    subject: Name = "",
    since: Moment = None,
    until: Moment = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> AuditPage:
    """The audit log, newest first; `action` may name a family such as `article`."""
    with engine.store.read() as connection:
        return audit_log.listed(
            connection,
            action=action,
            actor_id=actor_id,
            subject=subject,
            since=since,
            until=until,
            cursor=cursor,
            limit=limit,
        )


@router.get("/recovery-key")
def show_recovery_key(engine: TheEngine, actor: Administrator) -> RecoveryKey:
    """The store's key, to be printed and locked away; showing it is audited."""
    with engine.store.write(actor) as transaction:
        transaction.audit("recovery-key.shown", "store")
    return RecoveryKey(key=keys.recovery_key(engine.store.key))
