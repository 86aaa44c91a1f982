"""Handles backups without an engine, when the store is damaged or of a newer version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from assistant.cli.context import Context
from assistant.errors import CodedError, StoreDamagedError, StoreNewerError

if TYPE_CHECKING:
    from assistant.client.api import Client
    from assistant.contracts import Backup

_CODES = (StoreNewerError.code, StoreDamagedError.code)


@contextmanager
def client_if_possible(context: Context) -> Iterator[Client | None]:
    """Connect as `Context.client` does; yield None if no engine can open the store."""
    with ExitStack() as stack:
        client: Client | None = None
        try:
            client = stack.enter_context(context.client())
        except CodedError as error:
            if context.server or error.code not in _CODES:
                raise
        yield client


def listed(context: Context) -> list[Backup]:
    """Return the backups in the home, newest first."""
    from assistant import contracts
    from assistant.store import backups

    return [
        contracts.Backup(name=found.path.name, at=found.at, reason=found.reason, bytes=found.bytes)
        for found in backups.listed(context.home)
    ]


def restore(context: Context, name: str) -> None:
    """Replace the store by a backup, as the owner; the store that was there is kept.

    Erasures made after the backup are applied again when the engine starts.

    Raises:
        CodedError: As in `restoring.restore_unopenable`.
        EngineRunningError: Another process holds the home.
    """
    from assistant import engine_file
    from assistant.store import keys, restoring
    from assistant.store.database import OWNER

    with engine_file.owned(context.home):
        kept = restoring.restore_unopenable(context.home, keys.load(context.home), name, OWNER)
    context.output.note(f"The store that could not be opened is kept in {kept}")
