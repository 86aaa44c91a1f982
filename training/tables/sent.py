"""Tables that were uploaded to the engine: stored encrypted, and only for a limited time."""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from assistant.contracts import TrainingRequest, TrainingTable
from assistant.encrypted_uploads import decrypted, encrypt
from assistant.errors import ConflictError
from assistant.paths import Home

_ID: Final = re.compile(r"[0-9a-f]{32}(\.[a-z0-9]{1,8})?")
_HELD_S: Final = 24 * 3_600.0
"""Seconds after which an unused table is deleted, as no erasure can tell whom it mentions."""


class SentTables:
    """The uploaded tables of one home.

    Args:
        home: The home.
        key: The key of its store.
    """

    def __init__(self, home: Home, key: bytes) -> None:
        self._home, self._key = home, key
        self._folder = home.training / "tables"

    def keep(self, arrived: Path, name: str) -> TrainingTable:
        """Store an uploaded table encrypted; the caller deletes the plain file.

        Raises:
            StoreFullError, HomeUnwritableError: It could not be written.
        """
        self._drop_old()
        id_ = secrets.token_hex(16) + arrived.suffix
        encrypt(self._folder / id_, self._key, arrived)
        return TrainingTable(id=id_, name=name)

    @contextmanager
    def readable(self, request: TrainingRequest) -> Iterator[TrainingRequest]:
        """Decrypt a request's uploaded tables for the length of a block; yields the request with
        their files added to its `tables`.

        Raises:
            ConflictError: A table has been deleted (`training.table-gone`).
            StoreFullError, HomeUnwritableError: The plain files could not be written.
        """
        with ExitStack() as plain:
            files = [str(plain.enter_context(self._plain(id_))) for id_ in request.sent_tables]
            yield request.model_copy(update={"tables": [*request.tables, *files]})

    def drop_all_but(self, wanted: Collection[str]) -> None:
        """Delete every table except those with these ids."""
        for path in self._folder.glob("*"):
            if path.name not in wanted:
                path.unlink(missing_ok=True)

    @contextmanager
    def _plain(self, id_: str) -> Iterator[Path]:
        held = self._folder / id_
        try:
            if not _ID.fullmatch(id_):
                raise FileNotFoundError(id_)
            os.utime(held)  # restarts the time after which it is deleted
        except OSError:
            raise ConflictError(
                code="training.table-gone", expected="a table that was sent",
                found="that it is no longer held", remedy="Send it again",
            ) from None  # fmt: skip
        # a random name, as two may read the same table at once
        with decrypted(self._home, self._key, held, secrets.token_hex(8) + held.suffix) as path:
            yield path

    def _drop_old(self) -> None:
        before = time.time() - _HELD_S
        for path in self._folder.glob("*"):
            try:
                if path.stat().st_mtime < before:
                    path.unlink()
            except FileNotFoundError:
                continue  # deleted by a concurrent upload
