"""The store's erasures, as keyed hashes, so that datasets and models can follow them."""

from __future__ import annotations

from sqlalchemy import select

from assistant.store import schema
from assistant.store.database import Store

_E = schema.erasures


def newest_erasure(store: Store) -> int:
    """Id of the last erasure; 0 if there is none."""
    return erased_since(store, 0)[1]


def erased_since(store: Store, seen: int = 0) -> tuple[set[str], int]:
    """Keyed hashes of everybody erased after erasure `seen`, and the id of the last erasure (`seen`
    if there is no later one)."""
    statement = select(_E.c.id, _E.c.identifier_hashes).where(_E.c.id > seen)
    with store.read() as connection:
        rows = connection.execute(statement).all()
    hashes = {hash_ for row in rows for hash_ in row.identifier_hashes}
    return hashes, max((row.id for row in rows), default=seen)
