"""The users of the engine and their tokens, of which only hashes are stored."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from sqlalchemy import Connection, insert, select, update

from assistant.contracts import ActorBody, ActorInfo, ActorWithToken
from assistant.errors import ConflictError, RefusedError
from assistant.store import identifiers, schema
from assistant.store.articles_read import not_found
from assistant.store.database import OWNER, SYSTEM, Actor, Transaction

_T = schema.actors
_TOKEN_BYTES = 32


def create(transaction: Transaction, body: ActorBody) -> ActorWithToken:
    """Create an actor with a token, which is returned only here.

    Raises:
        ConflictError: Somebody has this name already, even if disabled since.
    """
    taken = {identifiers.folded(row.name) for row in transaction.execute(select(_T.c.name))}
    if identifiers.folded(body.name) in taken | {SYSTEM.name}:
        raise ConflictError(
            expected="a name that no other actor has or had",
            found="one that is taken",
            remedy="Choose another name: the audit log must tell them apart",
            code="actor.name-taken",
        )
    # hexadecimal, as a token starting with a dash would look like a command-line option
    token = secrets.token_hex(_TOKEN_BYTES)
    id_ = transaction.connection.scalar(
        insert(_T)
        .values(
            name=body.name, role=body.role, token_hash=_hash(token), created_at=transaction.now,
            change_seq=transaction.change_seq,
        )
        .returning(_T.c.id)
    )  # fmt: skip
    transaction.touch("actors")
    transaction.audit("actor.created", f"actor {id_}", role=body.role)
    return ActorWithToken(
        id=id_ or 0, name=body.name, role=body.role, created_at=transaction.now, token=token
    )


def by_token(connection: Connection, token: str) -> Actor | None:
    """Return the actor with this token; None if it is unknown or the actor is disabled.

    Tokens are looked up by their SHA-256. The timing of the lookup reveals nothing about a token of
    256 random bits, and the hashes are compared in constant time.
    """
    hashed = _hash(token)
    row = connection.execute(select(_T).where(_T.c.token_hash == hashed)).first()
    if row is None or not hmac.compare_digest(row.token_hash, hashed) or row.disabled_at:
        return None
    return Actor(row.id, row.name, row.role)


def disable(transaction: Transaction, id_: int) -> ActorInfo:
    """Disable an actor; records of what they did keep their name.

    Raises:
        NotFoundError: There is no such actor.
        RefusedError: It is the owner, who must remain as an administrator.
    """
    actor = get(transaction.connection, id_)
    if actor.disabled_at is not None:
        return actor
    if id_ == OWNER.id:
        # so that there is always at least one administrator
        raise RefusedError(
            expected="an actor without whom the store can still be administered",
            found="the owner",
            remedy="Leave the owner: it is whoever runs the engine on its own machine",
            code="actor.owner",
        )
    transaction.execute(
        update(_T)
        .where(_T.c.id == id_)
        .values(disabled_at=transaction.now, token_hash=None, change_seq=transaction.change_seq)
    )
    transaction.touch("actors")
    transaction.audit("actor.disabled", f"actor {id_}")
    return get(transaction.connection, id_)


def get(connection: Connection, id_: int) -> ActorInfo:
    """Return one actor.

    Raises:
        NotFoundError: There is no actor with this id.
    """
    row = connection.execute(select(_T).where(_T.c.id == id_)).first()
    if row is None:
        raise not_found(f"actor {id_}")
    return _info(row)


def listed(connection: Connection) -> list[ActorInfo]:
    """Return all actors, including disabled ones, oldest first."""
    return [_info(row) for row in connection.execute(select(_T).order_by(_T.c.id))]


def _info(row: object) -> ActorInfo:
    return ActorInfo.model_validate({name: getattr(row, name) for name in ActorInfo.model_fields})


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
