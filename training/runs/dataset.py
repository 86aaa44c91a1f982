"""The encrypted dataset of a run: `dataset.db` in its folder.

A SQLCipher database under a key derived from the store's, which the trainer receives on its
standard input. It holds all text that belongs to a run: examples, samples of the model's output,
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
"""`train` is learnt from, `held_out` decides when to stop, `judge` is used only for the judgement;
`samples` are model outputs during training, `pairs` are replies for people to compare."""

_AT_ONCE = 500
_MIGRATIONS = (
    (
        """CREATE TABLE IF NOT EXISTS examples (
            part TEXT, number INTEGER, body TEXT NOT NULL, PRIMARY KEY (part, number)
        ) WITHOUT ROWID""",
        """CREATE TABLE IF NOT EXISTS documents (
            name TEXT PRIMARY KEY, body TEXT NOT NULL
        ) WITHOUT ROWID""",
        # keyed hashes, as in `model_lessons` in the store
        """CREATE TABLE IF NOT EXISTS lessons (
            conversation TEXT PRIMARY KEY, customer TEXT NOT NULL
        ) WITHOUT ROWID""",
    ),
    # customers whose conversations are only used to judge or to decide when to stop
    ("CREATE TABLE IF NOT EXISTS held_out (customer TEXT PRIMARY KEY) WITHOUT ROWID",),
)
"""The statements that lead to each format, from format 1 on. Several trainers may open a file at
the same time, hence `IF NOT EXISTS`."""
FORMAT: Final = len(_MIGRATIONS)


def key_of(store_key: bytes, run: str) -> bytes:
    """The key of one run's dataset, so that the trainer never gets the store's own key."""
    return derive(store_key, f"training run {run}")


class Dataset:
    """The encrypted dataset of one run; several processes may have it open. Examples are numbered
    from 0 within each part.

    Raises, in every method:
        StoreDamagedError: A page failed its checksum, or the key is wrong.
        StoreFullError: The disk is full; nothing was changed.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        if not path.exists():
            # created under another name, then renamed: nobody can see a half-made dataset
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
        """Append examples to a part; returns how many it has now."""
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
        """Write one example under its number, replacing any that exists."""
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
        """Yield the examples of a part by number, with at most `_AT_ONCE` in memory."""
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
            KeyError: There is no example with one of the numbers.
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
        """Store a JSON document, replacing any of the same name."""
        with self._write() as connection:
            connection.execute(
                text("INSERT OR REPLACE INTO documents VALUES (:name, :body)"),
                {"name": name, "body": _dumped(body)},
            )

    def kept(self, name: str) -> Any:
        """The document of this name; None if there is none."""
        with self._read() as connection:
            statement = text("SELECT body FROM documents WHERE name = :name")
            body = connection.scalar(statement, {"name": name})
        return None if body is None else json.loads(body)

    def learn_from(self, lessons: Iterable[tuple[str, str]]) -> None:
        """Record whom the run learns from, as keyed hashes of a conversation and its customer
        (`assistant.erasure.people.hashed`), so that an erasure can name the model."""
        rest = iter(lessons)
        while some := list(islice(rest, _AT_ONCE)):
            rows = [{"conversation": one, "customer": other} for one, other in some]
            with self._write() as connection:
                connection.execute(
                    text("INSERT OR REPLACE INTO lessons VALUES (:conversation, :customer)"), rows
                )

    def lessons(self) -> Iterator[tuple[str, str]]:
        """The hashes recorded by `learn_from`."""
        with self._read() as connection:
            rows = connection.execute(text("SELECT conversation, customer FROM lessons")).all()
        yield from ((row.conversation, row.customer) for row in rows)

    def hold_out(self, customers: Iterable[str]) -> None:
        """Record customers, as keyed hashes, whose words are in the dataset but not learnt from: an
        erasure must delete those words, but need not name the model."""
        rest = iter(customers)
        while some := list(islice(rest, _AT_ONCE)):
            with self._write() as connection:
                connection.execute(
                    text("INSERT OR IGNORE INTO held_out VALUES (:customer)"),
                    [{"customer": customer} for customer in some],
                )

    def customers(self) -> set[str]:
        """Keyed hashes of all customers whose words are in the dataset, learnt from or held out."""
        with self._read() as connection:
            statement = "SELECT customer FROM lessons UNION SELECT customer FROM held_out"
            return set(connection.scalars(text(statement)))

    def clear(self, *, but: Collection[str] = ()) -> None:
        """Delete every example, and every document whose name is not in `but`. Deleted content
        cannot be recovered."""
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
