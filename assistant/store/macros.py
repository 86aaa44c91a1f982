"""Reads and writes the prepared texts of agents: macros, greetings and signatures."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from assistant.contracts import Macro, MacroBody
from assistant.errors import ConflictError
from assistant.store import identifiers, schema
from assistant.store.articles_read import not_found
from assistant.store.database import Transaction

_T = schema.macros


def listed(connection: Connection) -> list[Macro]:
    """Return all macros, sorted by name."""
    macros = [_macro(row) for row in connection.execute(select(_T).order_by(_T.c.id))]
    return sorted(macros, key=lambda macro: identifiers.folded(macro.name))


def get(connection: Connection, id_: int) -> Macro:
    """Return one macro.

    Raises:
        NotFoundError: There is no macro with this id.
    """
    row = connection.execute(select(_T).where(_T.c.id == id_)).first()
    if row is None:
        raise not_found(f"macro {id_}")
    return _macro(row)


def create(transaction: Transaction, body: MacroBody) -> Macro:
    """Write a new macro.

    Raises:
        ConflictError: A macro of this kind and language has the same name.
    """
    _check_name(transaction.connection, body, None)
    id_ = transaction.connection.scalar(
        insert(_T).values(_row(transaction, body)).returning(_T.c.id)
    )
    return _changed(transaction, id_ or 0, "macro.created")


def change(transaction: Transaction, id_: int, body: MacroBody) -> Macro:
    """Change a macro.

    Raises:
        NotFoundError: There is no macro with this id.
        ConflictError: Another macro of this kind and language has the same name.
    """
    get(transaction.connection, id_)
    _check_name(transaction.connection, body, id_)
    transaction.execute(update(_T).where(_T.c.id == id_).values(_row(transaction, body)))
    return _changed(transaction, id_, "macro.changed")


def remove(transaction: Transaction, id_: int) -> None:
    """Delete a macro.

    Raises:
        NotFoundError: There is no macro with this id.
    """
    get(transaction.connection, id_)
    transaction.execute(delete(_T).where(_T.c.id == id_))
    transaction.record_deletion("macros", [id_])
    transaction.audit("macro.deleted", f"macro {id_}")


def _changed(transaction: Transaction, id_: int, action: str) -> Macro:
    transaction.touch("macros")
    transaction.audit(action, f"macro {id_}")
    return get(transaction.connection, id_)


def _row(transaction: Transaction, body: MacroBody) -> dict[str, Any]:
    return body.model_dump() | {
        "actor_id": transaction.actor.id, "updated_at": transaction.now,
        "change_seq": transaction.change_seq,
    }  # fmt: skip


def _check_name(connection: Connection, body: MacroBody, own: int | None) -> None:
    """Check that the name is unique within its kind and language.

    There is no such database constraint, because an erasure may make two names equal.
    """
    names = select(_T.c.id, _T.c.name).where(_T.c.kind == body.kind, _T.c.lang == body.lang)
    wanted = identifiers.folded(body.name)
    for row in connection.execute(names):
        if row.id != own and identifiers.folded(row.name) == wanted:
            raise ConflictError(
                expected="a name that no other text of this kind and language has",
                found="one that is taken",
                remedy="Choose another name, or change the text that has it",
                code="macro.name-taken",
            )


def _macro(row: Any) -> Macro:
    return Macro.model_validate({name: getattr(row, name) for name in Macro.model_fields})
