"""Tables that were sent to the engine, for runs on them: encrypted, and not held for long."""

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
from assistant.errors import ConflictError
from assistant.held import hold, plainly
from assistant.paths import Home

_ID: Final = re.compile(r"[0-9a-f]{32}(\.[a-z0-9]{1,8})?")
_HELD_S: Final = 24 * 3_600.0
"""Seconds after which a table that nobody used goes: whom it names, no erasure can tell."""


class SentTables:
    """Those of one home.

    Args:
        home: Whose.
        key: The store's.
    """

    def __init__(self, home: Home, key: bytes) -> None:
        self._home, self._key = home, key
        self._folder = home.training / "tables"

    def keep(self, arrived: Path, name: str) -> TrainingTable:
        """Hold a table that was sent; the caller removes the plain one.

        Raises:
            StoreFullError, HomeUnwritableError: There is no room for it.
        """
        self._drop_old()
        id_ = secrets.token_hex(16) + arrived.suffix
        hold(self._folder / id_, self._key, arrived)
        return TrainingTable(id=id_, name=name)

    @contextmanager
    def readable(self, request: TrainingRequest) -> Iterator[TrainingRequest]:
        """The request with its sent tables among its files, until the block ends.

        Raises:
            ConflictError: One is no longer held (`training.table-gone`).
            StoreFullError, HomeUnwritableError: There is no room to read them.
        """
        with ExitStack() as plain:
            files = [str(plain.enter_context(self._plain(id_))) for id_ in request.sent_tables]
            yield request.model_copy(update={"tables": [*request.tables, *files]})

    def drop_all_but(self, wanted: Collection[str]) -> None:
        """Delete every table that is none of these."""
        for path in self._folder.glob("*"):
            if path.name not in wanted:
                path.unlink(missing_ok=True)

    @contextmanager
    def _plain(self, id_: str) -> Iterator[Path]:
        held = self._folder / id_
        try:
            if not _ID.fullmatch(id_):
                raise FileNotFoundError(id_)
            os.utime(held)  # its day begins anew
        except OSError:
            raise ConflictError(
                code="training.table-gone", expected="a table that was sent",
                found="that it is no longer held", remedy="Send it again",
            ) from None  # fmt: skip
        # two may read it at once
        with plainly(self._home, self._key, held, secrets.token_hex(8) + held.suffix) as path:
            yield path

    def _drop_old(self) -> None:
        before = time.time() - _HELD_S
        for path in self._folder.glob("*"):
            try:
                if path.stat().st_mtime < before:
                    path.unlink()
            except FileNotFoundError:
                continue  # another one was sent at the same moment
