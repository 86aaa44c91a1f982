"""Finds the person to erase: by what was typed, or again by keyed hashes."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, Select, select

from assistant.contracts import Identifier
from assistant.errors import ConflictError, InputError, NotFoundError
from assistant.store import customers, identifiers, schema
from assistant.store.keys import derive

_C = schema.customers
_I = schema.customer_identifiers

_SURE = ("email", "phone", "number")
"""Kinds of identifiers that identify a person uniquely, unlike a name."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person as a store knows them.

    Attributes:
        customer_ids: Ids of their customer rows; empty if they are only mentioned.
        identifiers: Pairs of kind and normalized value; the full name has the kind "name".
        replies: Pairs of source name and conversation key, for their conversations kept for
            training; the solved replies of these are in that source.
    """

    customer_ids: tuple[int, ...] = ()
    identifiers: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    replies: frozenset[tuple[str, str]] = field(default_factory=frozenset)


class Erasure(Protocol):
    """The data of an erasure that is available later."""

    @property
    def at(self) -> datetime: ...
    @property
    def hashes(self) -> frozenset[str]: ...


def hashed(key: bytes, kind: str, value: str) -> str:
    """Return the keyed hash of an identifier: HMAC-SHA256 with a derived key, prefixed by the kind.

    The kind `customer` with a customer's id gives the values of `model_lessons.customer_hash`.
    """
    mac = hmac.new(derive(key, "erasure"), f"{kind}:{value}".encode(), hashlib.sha256)
    return f"{kind}:{mac.hexdigest()}"


def hashes_of(key: bytes, person: Person) -> frozenset[str]:
    """Return the keyed hashes of a person's identifiers and customer ids."""
    told = [*person.identifiers, *(("customer", str(id_)) for id_ in person.customer_ids)]
    return frozenset(hashed(key, kind, value) for kind, value in told)


def find(connection: Connection, said: str) -> Person:
    """Find the person with a typed id, address, number or name.

    An unknown e-mail address or phone number means a person who is only mentioned.

    Raises:
        NotFoundError: Nobody has this id, number or name.
        ConflictError: Several people have it.
    """
    said = said.strip()
    found = _known_by(connection, said)
    if len(found) > 1:
        raise ConflictError(
            expected="one person",
            found=f"{len(found)} customers of this name or number",
            remedy="Give the mail address, the phone or customer number, or the id as #17; "
            "see them with: replydesk customers list",
            code="erase.several",
        )
    if found:
        return described(connection, found)
    if identifiers.is_mail(said):
        return Person(identifiers=frozenset({("email", identifiers.folded(said))}))
    if identifiers.is_phone(said) and sum(c.isdigit() for c in said) > 6:
        return Person(identifiers=frozenset({("phone", identifiers.phone(said))}))
    raise NotFoundError(
        expected="a customer's id, mail address, phone, number or full name",
        found="nobody with it",
        remedy="Check the spelling, or give the mail address, phone or customer number",
        code="erase.nobody",
    )


def described(connection: Connection, ids: Iterable[int]) -> Person:
    """Return the customers with these ids as one person, with all their identifiers and names."""
    ids = tuple(sorted(ids))
    known = {
        (row.kind, row.normalised)
        for row in connection.execute(select(_I).where(_I.c.customer_id.in_(ids)))
    }
    names = connection.scalars(select(_C.c.name).where(_C.c.id.in_(ids), _C.c.name != ""))
    return Person(ids, frozenset(known | {("name", identifiers.folded(name)) for name in names}))


def find_as(connection: Connection, person: Person, before: datetime) -> Person:
    """Find the same person in another state of the store, and add their identifiers there."""
    ids = {
        row.id
        for row in connection.execute(select(_C.c.id, _C.c.name).where(
            _C.c.id.in_(person.customer_ids), _C.c.created_at < before
        ))
        if _shares(described(connection, [row.id]), person)
    }  # fmt: skip
    for kind, normalised in person.identifiers:
        if kind in _SURE:
            ids |= set(connection.scalars(_holders(before).where(
                _I.c.kind == kind, _I.c.normalised == normalised
            )))  # fmt: skip
    there = described(connection, ids)
    return Person(there.customer_ids, there.identifiers | person.identifiers, person.replies)


def find_again(connection: Connection, key: bytes, erasure: Erasure) -> Person:
    """Find the person of an erasure, by keyed hashes, in a store that still (or again) has them."""
    ids = {
        row.customer_id
        for row in connection.execute(_holders(erasure.at).add_columns(_I.c.kind, _I.c.normalised))
        if row.kind in _SURE and hashed(key, row.kind, row.normalised) in erasure.hashes
    }
    named = select(_C.c.id, _C.c.name).where(_C.c.created_at < erasure.at)
    for row in connection.execute(named):
        same_row = hashed(key, "customer", str(row.id)) in erasure.hashes
        if same_row and hashed(key, "name", identifiers.folded(row.name)) in erasure.hashes:
            ids.add(row.id)
    person = described(connection, ids)
    # identifiers of somebody who registered again after the erasure are kept
    back = {
        (row.kind, row.normalised)
        for row in connection.execute(
            select(_I.c.kind, _I.c.normalised)
            .join(_C, _C.c.id == _I.c.customer_id)
            .where(_C.c.created_at >= erasure.at)
        )
    }
    return Person(person.customer_ids, person.identifiers - back)


def unresolved(key: bytes, erasure: Erasure, person: Person) -> frozenset[str]:
    """Return the hashes of identifiers not found in any row; texts may still mention them."""
    explained = {hashed(key, kind, value) for kind, value in person.identifiers}
    return frozenset(h for h in erasure.hashes - explained if h.partition(":")[0] in _SURE)


def _known_by(connection: Connection, said: str) -> set[int]:
    digits = said.removeprefix("#")
    ids = set()
    if digits.isascii() and digits.isdigit() and len(digits) <= 18:
        ids = set(connection.scalars(select(_C.c.id).where(_C.c.id == int(digits))))
        if said.startswith("#"):
            return ids
    for kind in ("email", "phone", "number"):
        try:
            holder = customers.find(connection, Identifier(kind=kind, value=said))
        except (InputError, ValueError):
            continue
        if holder is not None:
            return ids | {holder}
    return ids | set(customers.named(connection, said))


def _holders(before: datetime) -> Select[Any]:
    return (
        select(_I.c.customer_id)
        .join(_C, _C.c.id == _I.c.customer_id)
        .where(_C.c.created_at < before)
    )


def _shares(one: Person, other: Person) -> bool:
    """Whether two rows with the same id are the same person, as a restore can reuse ids."""
    return bool(one.identifiers & other.identifiers) or not one.identifiers
