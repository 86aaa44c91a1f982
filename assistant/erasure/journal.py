"""Journal of erasures outside the store, from which they are repeated after a restore.

One JSON object per line, appended and synced, readable by its owner only. It holds keyed hashes,
which reveal nothing without the store's key.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.erasure.people import Person, hashes_of
from assistant.paths import OWNER_ONLY_FILE, Home

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Record:
    """One erasure.

    Attributes:
        at: When it was done.
        hashes: Keyed hashes of everything that identified the person.
        actor_id: Who requested it.
        finished: Whether the backups have been rewritten.
    """

    at: datetime
    hashes: frozenset[str]
    actor_id: int | None
    finished: bool = False

    @classmethod
    def of(cls, key: bytes, person: Person, at: datetime, actor_id: int | None) -> Record:
        return cls(at, hashes_of(key, person), actor_id)

    @property
    def identity(self) -> tuple[datetime, frozenset[str]]:
        """Key that distinguishes this erasure from all others."""
        return self.at, self.hashes


def append(home: Home, record: Record) -> None:
    """Append a record; it is synced to disk when this returns."""
    _write(
        home,
        [{"at": record.at.isoformat(), "hashes": sorted(record.hashes), "actor": record.actor_id}],
    )


def finish(home: Home, records: Iterable[Record]) -> None:
    """Mark these records as finished."""
    _write(home, [{"finished": record.at.isoformat()} for record in records])


def read(home: Home) -> list[Record]:
    """Return all records, oldest first, without lines torn by a crash (never acknowledged)."""
    try:
        lines = home.erasures.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    entries: list[dict[str, Any]] = []
    for line in lines:
        with contextlib.suppress(ValueError):
            entries.append(json.loads(line))
    finished = {entry["finished"] for entry in entries if "finished" in entry}
    return [
        Record(
            datetime.fromisoformat(entry["at"]), frozenset(entry["hashes"]), entry["actor"],
            entry["at"] in finished,
        )
        for entry in entries
        if "hashes" in entry
    ]  # fmt: skip


def _write(home: Home, entries: list[dict[str, Any]]) -> None:
    if not entries:
        return
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    descriptor = os.open(home.erasures, flags, OWNER_ONLY_FILE)
    try:
        # the leading line break ends a line that a crash may have torn
        text = "".join(f"\n{json.dumps({'format': _FORMAT} | entry)}" for entry in entries)
        os.write(descriptor, f"{text}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
