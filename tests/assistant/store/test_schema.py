"""The migrations create exactly the schema that the program declares."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Connection, MetaData, UniqueConstraint

from assistant.store import schema
from assistant.store.database import Store


def _described(metadata: MetaData) -> dict[str, dict[str, object]]:
    return {
        table.name: {
            "columns": {
                column.name: (bool(column.nullable), _default(column.server_default))
                for column in table.columns
            },
            "primary key": [column.name for column in table.primary_key.columns],
            "foreign keys": {
                (key.parent.name, key.target_fullname, key.ondelete) for key in table.foreign_keys
            },
            "indexes": {
                (tuple(column.name for column in index.columns), bool(index.unique))
                for index in table.indexes
            },
            "unique": {
                tuple(column.name for column in constraint.columns)
                for constraint in table.constraints
                if isinstance(constraint, UniqueConstraint)
            },
            "checks": {
                "".join(str(constraint.sqltext).split())
                for constraint in table.constraints
                if isinstance(constraint, CheckConstraint)
            },
        }
        for table in metadata.tables.values()
        # full-text indexes are not declared in SQLAlchemy
        if not table.name.startswith(("sqlite_", "conversation_words"))
    }


def _default(default: object) -> str | None:
    return None if default is None else str(getattr(default, "arg", "")).strip("'")


def test_the_migrations_make_the_schema(store: Store) -> None:
    on_disk = MetaData()
    with store.read() as connection:
        on_disk.reflect(connection)
        made = _described(on_disk)
    believed = _described(schema.metadata)
    assert made.keys() == believed.keys()
    for name, table in believed.items():
        for aspect, value in table.items():
            assert made[name][aspect] == value, (name, aspect)


def test_ids_are_never_used_twice(store: Store) -> None:
    """Every table with an id has AUTOINCREMENT, which only SQLite's own statement shows."""
    with store.read() as connection:
        statements = _statements(connection)
    for table in schema.metadata.tables.values():
        if "id" in table.c:
            assert "AUTOINCREMENT" in statements[table.name], table.name


def _statements(connection: Connection) -> dict[str, str]:
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    return dict(map(tuple, rows))
