"""What a run learns from, encrypted: `dataset.db` in its folder.

SQLCipher under a key derived from the store's, which the trainer is handed over its standard
input. It holds every word that a run has to do with: examples, samples of what the model says,
pairs to compare, and documents such as the judgement.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal

from sqlalchemy import Connection, Engine, text

from assistant.paths import OWNER_ONLY_FILE
from assistant.store.database import coded_errors, open_engine
from assistant.store.keys import derive
from training.runs.errors import written_by_a_newer

Part = Literal["train", "held_out", "judge", "samples", "pairs"]
"""`train` is learnt from, `held_out` decides when to stop, `judge` is for the judgement alone."""

_AT_ONCE = 500
_MIGRATIONS = (
    (
        """CREATE TABLE IF NOT EXISTS examples (
            part TEXT, number INTEGER, body TEXT NOT NULL, PRIMARY KEY (part, number)
        ) WITHOUT ROWID""",
        """CREATE TABLE IF NOT EXISTS documents (
            name TEXT PRIMARY KEY, body TEXT NOT NULL
        ) WITHOUT ROWID""",
        # keyed hashes, as `model_lessons` in the store has them
        """CREATE TABLE IF NOT EXISTS lessons (
            conversation TEXT PRIMARY KEY, customer TEXT NOT NULL
        ) WITHOUT ROWID""",
    ),
    # whose conversations only judge, or tell when to stop
    ("CREATE TABLE IF NOT EXISTS held_out (customer TEXT PRIMARY KEY) WITHOUT ROWID",),
)
"""Statements of each format, the first is number 1. Several trainers may open a file at once."""
FORMAT: Final = len(_MIGRATIONS)


def key_of(store_key: bytes, run: str) -> bytes:
    """The key of one run's dataset: the trainer is never given the store's own."""
    return derive(store_key, f"training run {run}")


class Dataset:
    """The encrypted file of one run; several processes may have it open. Numbers begin at 0.

    Raises, in every method:
        StoreDamagedError: A page failed its checksum, or the key is another one.
        StoreFullError: The disk is full; nothing was changed.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        if not path.exists():
            # whole before it has its name: who looks at a run that begins finds all or nothing
            new = path.with_name(f"{path.name}.new")
            new.unlink(missing_ok=True)
            new.touch(mode=OWNER_ONLY_FILE)
            self._open(new, key)
            self.close()
            new.replace(path)
        self._open(path, key)

    def _open(self, path: Path, key: bytes) -> None:
        self._engine: Engine = open_engine(path, key)
        with self._write() as connection:
            self._migrate(connection)

    def close(self) -> None:
        """Close every connection; safe to call twice."""
        self._engine.dispose()

    def add(self, part: Part, bodies: Iterable[Mapping[str, Any]]) -> int:
        """Append examples; returns how many the part has now."""
        number, rest = self.count(part), iter(bodies)
        while some := list(islice(rest, _AT_ONCE)):
            rows = [
                {"part": part, "number": number + at, "body": _dumped(body)}
                for at, body in enumerate(some)
            ]
            with self._write() as connection:
                connection.execute(
                    text("INSERT INTO examples VALUES (:part, :number, :body)"), rows
                )
            number += len(some)
        return number

    def put(self, part: Part, number: int, body: Mapping[str, Any]) -> None:
        """Write one example at its number, in place of what may be there."""
        row = {"part": part, "number": number, "body": _dumped(body)}
        with self._write() as connection:
            connection.execute(
                text("INSERT OR REPLACE INTO examples VALUES (:part, :number, :body)"), row
            )

    def count(self, part: Part) -> int:
        """One more than the highest number of a part."""
        with self._read() as connection:
            statement = text("SELECT coalesce(max(number) + 1, 0) FROM examples WHERE part = :part")
            return int(connection.scalar(statement, {"part": part}) or 0)

    def read(self, part: Part, *, start: int = 0) -> Iterator[dict[str, Any]]:
        """The examples of a part by number, a few hundred in memory at once."""
        statement = text(
            "SELECT number, body FROM examples WHERE part = :part AND number >= :start "
            "ORDER BY number LIMIT :limit"
        )
        while True:
            with self._read() as connection:
                asked = {"part": part, "start": start, "limit": _AT_ONCE}
                rows = connection.execute(statement, asked).all()
            yield from (json.loads(row.body) for row in rows)
            if len(rows) < _AT_ONCE:
                return
            start = rows[-1].number + 1

    def get(self, part: Part, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """Examples by number, in the order asked for.

        Raises:
            KeyError: One is not there.
        """
        statement = text("SELECT body FROM examples WHERE part = :part AND number = :number")
        found = []
        with self._read() as connection:
            for number in numbers:
                body = connection.scalar(statement, {"part": part, "number": number})
                if body is None:
                    raise KeyError(number)
                found.append(json.loads(body))
        return found

    def keep(self, name: str, body: Any) -> None:
        """Keep a document (JSON), in place of one of this name."""
        with self._write() as connection:
            connection.execute(
                text("INSERT OR REPLACE INTO documents VALUES (:name, :body)"),
                {"name": name, "body": _dumped(body)},
            )

    def kept(self, name: str) -> Any:
        """A document; None if there is none of this name."""
        with self._read() as connection:
            statement = text("SELECT body FROM documents WHERE name = :name")
            body = connection.scalar(statement, {"name": name})
        return None if body is None else json.loads(body)

    def learn_from(self, lessons: Iterable[tuple[str, str]]) -> None:
        """Note whom the run learns from: keyed hashes of a conversation and of its customer
        (`assistant.erasure.people.hashed`), so that an erasure can name the model."""
        rest = iter(lessons)
        while some := list(islice(rest, _AT_ONCE)):
            rows = [{"conversation": one, "customer": other} for one, other in some]
            with self._write() as connection:
                connection.execute(
                    text("INSERT OR REPLACE INTO lessons VALUES (:conversation, :customer)"), rows
                )

    def lessons(self) -> Iterator[tuple[str, str]]:
        """What `learn_from` was told."""
        with self._read() as connection:
            rows = connection.execute(text("SELECT conversation, customer FROM lessons")).all()
        yield from ((row.conversation, row.customer) for row in rows)

    def hold_out(self, customers: Iterable[str]) -> None:
        """Note whose words the run holds without learning from them: keyed hashes of customers, so
        that an erasure finds them here too, and names no model for it."""
        rest = iter(customers)
        while some := list(islice(rest, _AT_ONCE)):
            with self._write() as connection:
                connection.execute(
                    text("INSERT OR IGNORE INTO held_out VALUES (:customer)"),
                    [{"customer": customer} for customer in some],
                )

    def customers(self) -> set[str]:
        """Keyed hashes of all whose words are in it, learnt from or held out."""
        with self._read() as connection:
            statement = "SELECT customer FROM lessons UNION SELECT customer FROM held_out"
            return set(connection.scalars(text(statement)))

    def clear(self, *, but: Collection[str] = ()) -> None:
        """Delete every example, and every document but those of these names; what was overwritten
        cannot be read again."""
        with self._write() as connection:
            connection.execute(text("DELETE FROM examples"))
            names = list(connection.scalars(text("SELECT name FROM documents")))
            for name in names:
                if name not in but:
                    statement = text("DELETE FROM documents WHERE name = :name")
                    connection.execute(statement, {"name": name})

    def _migrate(self, connection: Connection) -> None:
        version = connection.scalar(text("PRAGMA user_version")) or 0
        if version > FORMAT:
            raise written_by_a_newer(f"format {version} of its dataset", FORMAT)
        for statements in _MIGRATIONS[version:]:
            for statement in statements:
                connection.execute(text(statement))
        if version < FORMAT:
            connection.execute(text(f"PRAGMA user_version = {FORMAT}"))

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with coded_errors(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with coded_errors(), self._engine.connect() as connection, connection.begin():
            yield connection


def _dumped(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
