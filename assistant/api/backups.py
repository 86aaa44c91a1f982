"""Routes for backups of the store."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from assistant.api.access import Administrator, TheEngine
from assistant.api.request_bodies import StrictRoute
from assistant.contracts import Backup, Health
from assistant.events import BACKUPS
from assistant.store import backups

router = APIRouter(prefix="/backups", tags=["backups"], route_class=StrictRoute)

# needs no pattern: the name is only compared with those of existing backups
_BackupName = Annotated[str, Path(max_length=200)]


@router.get("")
def list_backups(engine: TheEngine, _: Administrator) -> list[Backup]:
    """All backups, newest first."""
    return [_wire(backup) for backup in backups.listed(engine.home)]


@router.post("", status_code=201)
def make_backup(engine: TheEngine, actor: Administrator) -> Backup:
    """Make a verified backup of the store."""
    made = backups.make(engine.home, engine.store.key, "manual")
    with engine.store.write(actor) as transaction:
        transaction.audit("backup.made", made.path.name)
        transaction.touch(BACKUPS)
    return _wire(made)


@router.post("/{name}/restore")
def restore_backup(engine: TheEngine, actor: Administrator, name: _BackupName) -> Health:
    """Replace the store by a backup, after backing up the present store."""
    engine.restore(actor, name)
    return engine.health()


def _wire(backup: backups.Backup) -> Backup:
    return Backup(name=backup.path.name, at=backup.at, reason=backup.reason, bytes=backup.bytes)
