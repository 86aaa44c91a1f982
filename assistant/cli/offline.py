"""Backups where no engine can run: its store is a newer program's, or damaged."""

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
    """A client as `Context.client` gives it; None where the store keeps an engine from running."""
    with ExitStack() as stack:
        client: Client | None = None
        try:
            client = stack.enter_context(context.client())
        except CodedError as error:
            if context.server or error.code not in _CODES:
                raise
        yield client


def listed(context: Context) -> list[Backup]:
    """The backups in the home, newest first."""
    from assistant import contracts
    from assistant.store import backups

    return [
        contracts.Backup(name=found.path.name, at=found.at, reason=found.reason, bytes=found.bytes)
        for found in backups.listed(context.home)
    ]


def restore(context: Context, name: str) -> None:
    """Make a backup the store, as the owner; what was there is kept.

    Erasures that came after the backup are applied again when the engine starts.

    Raises:
        CodedError: As in `restoring.put_instead`; EngineRunningError: somebody else has the home.
    """
    from assistant import engine_file
    from assistant.store import keys, restoring
    from assistant.store.database import OWNER

    with engine_file.owned(context.home):
        kept = restoring.put_instead(context.home, keys.load(context.home), name, OWNER)
    context.output.note(f"The store that could not be opened is kept in {kept}")
