"""Routes for administrators: people and their tokens, erasures, audit, recovery key."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter

from assistant import forgetting
from assistant.api.access import Administrator, OwnerOnly, TheEngine
from assistant.api.bodies import StrictRoute
from assistant.api.parameters import Cursor, IdInPath, Limit, Moment, Name, OneId
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
    """Everybody who may or might do things here, the oldest first."""
    with engine.store.read() as connection:
        return actors.listed(connection)


@router.post("/actors", status_code=201)
def create_actor(engine: TheEngine, actor: Administrator, body: ActorBody) -> ActorWithToken:
    """Add a person. The token is shown here and never again."""
    with engine.store.write(actor) as transaction:
        return actors.create(transaction, body)


@router.delete("/actors/{id}", status_code=204)
def disable_actor(engine: TheEngine, actor: Administrator, id: IdInPath) -> None:
    """Refuse a person from now on; what they did stays under their name."""
    with engine.store.write(actor) as transaction:
        actors.disable(transaction, id)


@router.post("/erasures")
def erase_person(engine: TheEngine, actor: Administrator, request: EraseRequest) -> EraseReport:
    """Remove a person everywhere, history and backups included, and say what went."""
    return forgetting.erase(engine, actor, request)


@router.post("/embedding-model", status_code=202)
def change_embedding_model(
    engine: TheEngine, actor: Administrator, _: OwnerOnly, request: EmbeddingModelRequest
) -> Job:
    """Use another prepared embedding model; the old index serves until the new one is full."""
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
    """Who did what, newest first; `action` may name a family such as `article`."""
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
    """The store's key to be printed and locked away; that it was shown is audited."""
    with engine.store.write(actor) as transaction:
        transaction.audit("recovery-key.shown", "store")
    return RecoveryKey(key=keys.recovery_key(engine.store.key))
