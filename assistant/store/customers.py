"""Customers with their identifiers and notes.

Two people may share a name, so the name in `customers.name` does not identify a customer. An
identifier (e-mail address, phone, number, or an alias as kind "name") belongs to only one customer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select, update

from assistant.contracts import Customer, CustomerBody, CustomerPage, Identifier
from assistant.errors import ConflictError, InputError
from assistant.store import conversation_words, conversations, identifiers, schema
from assistant.store.articles_read import not_found
from assistant.store.database import Transaction
from assistant.store.rows import chunks, contains

_T = schema.customers
_I = schema.customer_identifiers

_TELLING = ("number", "email", "phone")
"""Kinds of identifiers that identify a customer, most reliable first."""


def create(transaction: Transaction, body: CustomerBody) -> Customer:
    """Write a new customer.

    Raises:
        ConflictError: An identifier belongs to another customer.
        InputError: An e-mail address or phone number is not valid.
    """
    wanted = _normalised(body.identifiers)
    id_ = _insert(transaction, body.name, body.notes)
    _write_identifiers(transaction, id_, wanted)
    return get(transaction.connection, id_)


def change(transaction: Transaction, id_: int, body: CustomerBody) -> Customer:
    """Give a customer a new name, notes and identifiers.

    Raises:
        NotFoundError: There is no such customer.
        ConflictError: An identifier belongs to another customer.
        InputError: An e-mail address or phone number is not valid.
    """
    get(transaction.connection, id_)
    wanted = _normalised(body.identifiers)
    transaction.execute(
        update(_T)
        .where(_T.c.id == id_)
        .values(
            name=body.name, notes=body.notes, updated_at=transaction.now,
            change_seq=transaction.change_seq,
        )
    )  # fmt: skip
    transaction.execute(delete(_I).where(_I.c.customer_id == id_))
    _write_identifiers(transaction, id_, wanted)
    _rewrite_words(transaction, id_)
    transaction.touch("customers")
    return get(transaction.connection, id_)


def remove(transaction: Transaction, id_: int) -> None:
    """Delete a customer with all conversations and the solved replies made from them.

    Raises:
        NotFoundError: There is no such customer.
    """
    get(transaction.connection, id_)
    table = schema.conversations
    theirs = transaction.connection.scalars(select(table.c.id).where(table.c.customer_id == id_))
    gone = conversations.drop(transaction, theirs.all())
    drop(transaction, [id_])
    transaction.audit("customer.deleted", f"customer {id_}", conversations=gone)


def drop(transaction: Transaction, ids: Sequence[int]) -> None:
    """Delete customer rows only; the caller deletes their conversations and writes the audit."""
    for some in chunks(ids):
        transaction.execute(delete(_T).where(_T.c.id.in_(some)))
        transaction.record_deletion("customers", list(some))


def get(connection: Connection, id_: int) -> Customer:
    """Return one customer.

    Raises:
        NotFoundError: There is no customer with this id.
    """
    found = _read(connection, [id_])
    if not found:
        raise not_found(f"customer {id_}")
    return found[0]


def listed(
    connection: Connection, *, q: str = "", cursor: int | None = None, limit: int = 50
) -> CustomerPage:
    """Return a page, newest first, searching `q` in names and identifiers, below id `cursor`."""
    matching = [_matches(q.strip())] if q.strip() else []
    total = connection.scalar(select(func.count()).select_from(_T).where(*matching)) or 0
    below = [*matching, _T.c.id < cursor] if cursor is not None else matching
    ids = connection.scalars(
        select(_T.c.id).where(*below).order_by(_T.c.id.desc()).limit(limit + 1)
    ).all()
    items = _read(connection, ids[:limit])
    return CustomerPage(items=items, total=total, next=ids[limit - 1] if len(ids) > limit else None)


def find(connection: Connection, identifier: Identifier) -> int | None:
    """Return the id of the customer to whom an identifier belongs, or None."""
    return connection.scalar(
        select(_I.c.customer_id).where(
            _I.c.kind == identifier.kind, _I.c.normalised == identifiers.normalise(identifier)
        )
    )


def named(connection: Connection, name: str) -> list[int]:
    """Return the ids of all customers with this full name or alias, in any case and spacing."""
    wanted = identifiers.folded(name)
    rows = connection.execute(select(_T.c.id, _T.c.name).where(_T.c.name != ""))
    found = {row.id for row in rows if identifiers.folded(row.name) == wanted}
    alias = find(connection, Identifier(kind="name", value=name))
    return sorted(found | ({alias} if alias is not None else set()))


def holders(
    connection: Connection, keys: Collection[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """Map pairs of kind and normalized value to the id of their customer, if they have one."""
    if not keys:
        return {}
    rows = connection.execute(
        select(_I.c.kind, _I.c.normalised, _I.c.customer_id).where(
            _I.c.normalised.in_(sorted({form for _, form in keys}))
        )
    )
    return {
        (row.kind, row.normalised): row.customer_id
        for row in rows
        if (row.kind, row.normalised) in keys
    }


def latest_change(connection: Connection) -> tuple[int, int]:
    """Return a version stamp that differs after any change: newest `change_seq` and row count."""
    row = connection.execute(select(func.max(_T.c.change_seq), func.count())).one()
    return row[0] or 0, row[1]


def full_names(connection: Connection) -> dict[str, frozenset[int]]:
    """Map the folded full names and aliases of all customers to the ids of their customers."""
    found: dict[str, set[int]] = {}
    for row in connection.execute(select(_T.c.id, _T.c.name).where(_T.c.name != "")):
        found.setdefault(identifiers.folded(row.name), set()).add(row.id)
    aliases = select(_I.c.customer_id, _I.c.normalised).where(_I.c.kind == "name")
    for row in connection.execute(aliases):
        found.setdefault(row.normalised, set()).add(row.customer_id)
    return {name: frozenset(owners) for name, owners in found.items()}


def resolve_or_create(
    transaction: Transaction, *, name: str = "", known_by: Iterable[Identifier] = ()
) -> int | None:
    """Find or create the customer of an imported conversation; None if nothing identifies them.

    The customer is the holder of one of the identifiers. If these belong to several customers,
    number takes precedence over e-mail address and phone. A name alone never matches. Invalid
    identifiers are ignored, as a bad phone number must not prevent the import.
    """
    wanted = _normalised(known_by, strict=False)
    if not wanted and not name.strip():
        return None
    holders = {key: _holder(transaction.connection, key) for key in wanted}
    telling = [(kind, holder) for (kind, _), holder in holders.items()
               if holder is not None and kind in _TELLING]  # fmt: skip
    if telling:
        id_ = min(telling, key=lambda pair: _TELLING.index(pair[0]))[1]
        unnamed = (_T.c.id == id_, _T.c.name == "")
        if name.strip() and transaction.connection.scalar(select(_T.c.id).where(*unnamed)):
            values = {"name": name.strip(), "change_seq": transaction.change_seq}
            transaction.execute(update(_T).where(*unnamed).values(values))
            _rewrite_words(transaction, id_)
    else:
        id_ = _insert(transaction, name.strip(), "")
    free = {key: value for key, value in wanted.items() if holders[key] is None}
    _write_identifiers(transaction, id_, free)
    return id_


# ---------------------------------------------------------------- helpers


def _normalised(given: Iterable[Identifier], *, strict: bool = True) -> dict[tuple[str, str], str]:
    """Map pairs of kind and normalized value to the value as written, without duplicates."""
    wanted: dict[tuple[str, str], str] = {}
    for identifier in given:
        try:
            wanted.setdefault(
                (identifier.kind, identifiers.normalise(identifier)), identifier.value
            )
        except InputError:
            if strict:
                raise
    return wanted


def _holder(connection: Connection, key: tuple[str, str]) -> int | None:
    kind, normalised = key
    return connection.scalar(
        select(_I.c.customer_id).where(_I.c.kind == kind, _I.c.normalised == normalised)
    )


def _insert(transaction: Transaction, name: str, notes: str) -> int:
    id_ = transaction.connection.scalar(
        insert(_T)
        .values(
            name=name, notes=notes, created_at=transaction.now, updated_at=transaction.now,
            change_seq=transaction.change_seq,
        )
        .returning(_T.c.id)
    )  # fmt: skip
    transaction.touch("customers")
    return cast("int", id_)


def _write_identifiers(
    transaction: Transaction, id_: int, wanted: dict[tuple[str, str], str]
) -> None:
    for kind, normalised in wanted:
        holder = _holder(transaction.connection, (kind, normalised))
        if holder is not None:
            raise ConflictError(
                expected=f"a {kind} that no other customer has",
                found=f"it belongs to customer {holder}",
                remedy=f"Open customer {holder}, or leave it out; namesakes share the name field",
                code="customer.identifier-taken",
            )
    if wanted:
        transaction.execute(
            insert(_I),
            [
                {"customer_id": id_, "kind": kind, "value": value, "normalised": normalised}
                for (kind, normalised), value in wanted.items()
            ],
        )
        transaction.touch("customers")


def _rewrite_words(transaction: Transaction, id_: int) -> None:
    """Index a customer's conversations again, as they can be found by the customer's name."""
    table = schema.conversations
    theirs = transaction.connection.scalars(select(table.c.id).where(table.c.customer_id == id_))
    conversation_words.rewrite(transaction.connection, theirs.all())


def _matches(q: str) -> ColumnElement[bool]:
    looked_for = [contains(_I.c.value, q), contains(_I.c.normalised, identifiers.folded(q))]
    if identifiers.is_phone(q):
        digits = identifiers.phone(q).lstrip("+0")
        looked_for.append((_I.c.kind == "phone") & contains(_I.c.normalised, digits))
    holders = select(_I.c.customer_id).where(or_(*looked_for))
    return or_(contains(_T.c.name, q), _T.c.id.in_(holders))


def _read(connection: Connection, ids: Sequence[int]) -> list[Customer]:
    """Return the customers with these ids, in the order of the ids."""
    conversations_of = (
        select(func.count())
        .select_from(schema.conversations)
        .where(schema.conversations.c.customer_id == _T.c.id)
        .scalar_subquery()
    )
    rows: dict[int, Any] = {}
    known: dict[int, list[Identifier]] = {}
    for some in chunks(ids):
        statement = select(_T, conversations_of.label("conversations")).where(_T.c.id.in_(some))
        rows |= {row.id: row for row in connection.execute(statement)}
        for row in connection.execute(
            select(_I).where(_I.c.customer_id.in_(some)).order_by(_I.c.id)
        ):
            identifier = Identifier.model_construct(kind=row.kind, value=row.value)
            known.setdefault(row.customer_id, []).append(identifier)
    return [
        Customer(
            id=row.id, name=row.name, notes=row.notes, identifiers=known.get(row.id, []),
            conversations=row.conversations, created_at=row.created_at, updated_at=row.updated_at,
        )
        for row in (rows[id_] for id_ in ids if id_ in rows)
    ]  # fmt: skip
