"""The doctor's checks of one home: folder, disk, clock, engine, key, store, backups, model."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from assistant import deployed, engine_file, model_paths, settings
from assistant.cli.doctor.finding import Finding, broken
from assistant.client.attach import attach
from assistant.errors import CodedError
from assistant.paths import Home
from assistant.store import backups, keys, migrations
from assistant.store.database import coded_errors, open_engine
from assistant.store.last_acknowledged import AcknowledgedFile

_GIGABYTE = 1 << 30
_LITTLE_DISK = _GIGABYTE
_NO_DISK = 50 << 20
_KEY_IN_FILE = "store.key-in-file"
_OLD_BACKUP = timedelta(days=3)
_CLOCK_SLACK = timedelta(minutes=10)
_PROGRAM_WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)


def look(home: Home) -> Iterator[Finding]:
    """Check everything about a home that can be checked without changing it."""
    looks: tuple[tuple[str, Callable[[Home], Iterator[Finding]]], ...] = (
        ("home", _folder), ("disk", _disk), ("clock", _clock), ("settings", _settings),
        ("model", _model), ("engine", _engine), ("key", _key), ("store", _store),
        ("backups", _backups),
    )  # fmt: skip
    told: dict[str, str] = {}
    for name, step in looks:
        try:
            yield from step(home)
        except CodedError as error:
            first = told.setdefault(str(error), name)
            yield broken(name, error) if first == name else _same(name, first, error)


def _same(name: str, first: str, error: CodedError) -> Finding:
    """Return the finding for a check that fails with the same error as an earlier one."""
    text = f"cannot be looked at: see {first}"
    return Finding(name=name, state="broken", text=text, code=error.code)


def _folder(home: Home) -> Iterator[Finding]:
    if not home.root.exists():
        yield Finding(name="home", text=f"{home.root} (not made yet)")
        return
    home.create()  # raises if it cannot be written
    mode = stat.S_IMODE(home.root.stat().st_mode)
    if os.name == "posix" and mode & 0o077:
        yield Finding(
            name="home", state="advice", text=f"{home.root} can be read by other users",
            remedy=f"chmod 700 '{home.root}'", code="home.open",
        )  # fmt: skip
    else:
        yield Finding(name="home", text=f"{home.root}; logs in {home.logs}")


def _disk(home: Home) -> Iterator[Finding]:
    place = home.root
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    text = f"{free / _GIGABYTE:.1f} GB free"
    remedy = "Free some space: every change and every backup needs room"
    if free < _NO_DISK:
        yield Finding(name="disk", state="broken", text=text, remedy=remedy, code="store.full")
    elif free < _LITTLE_DISK:
        yield Finding(name="disk", state="advice", text=text, remedy=remedy, code="disk.little")
    else:
        yield Finding(name="disk", text=text)


def _clock(home: Home) -> Iterator[Finding]:
    now = datetime.now(UTC)
    promise = AcknowledgedFile(home.acknowledged).read()
    last = max(promise.at if promise else _PROGRAM_WRITTEN, _PROGRAM_WRITTEN)
    if now < last - _CLOCK_SLACK:
        yield Finding(
            name="clock", state="broken", code="clock.behind",
            text=f"it shows {now:%Y-%m-%d %H:%M} UTC, but the last change was made "
            f"{last:%Y-%m-%d %H:%M}",
            remedy="Set the clock: backups and histories depend on it",
        )  # fmt: skip
    else:
        yield Finding(name="clock", text=f"{now:%Y-%m-%d %H:%M} UTC")


def _settings(home: Home) -> Iterator[Finding]:
    changed = settings.load(home).model_dump(exclude_defaults=True)
    text = ", ".join(sorted(changed)) or "all at their defaults"
    by_admin = deployed.in_force()
    if made := sorted([*by_admin.engine, *by_admin.window, *by_admin.off]):
        text += f"; deployed in {deployed.place()}: {', '.join(made)}"
    yield Finding(name="settings", text=text)


def _model(home: Home) -> Iterator[Finding]:
    from retrieval import default_model
    from retrieval.embedder_manifest import read_manifest

    configured = settings.load(home).embedding_model
    if not configured and not model_paths.is_prepared(model_paths.default_folder(home)):
        default_model.locate_source()  # raises if it cannot be prepared either
        yield Finding(
            name="model", state="advice", text="the embedding model is not prepared yet",
            remedy="The first start does it, or: replydesk prepare", code="model.not-prepared",
        )  # fmt: skip
        return
    manifest = read_manifest(model_paths.embedding_model(home, configured))
    yield Finding(name="model", text=f"{manifest.model_id}, {manifest.dims} dimensions, whole")


def _engine(home: Home) -> Iterator[Finding]:
    found = attach(home)
    if found is None and engine_file.is_owned(home):
        yield Finding(
            name="engine", state="broken", code="engine.unreachable",
            text="a process holds this home and cannot be reached",
            remedy="Wait a moment if it has just started; otherwise end that process",
        )  # fmt: skip
        return
    if found is None:
        yield Finding(name="engine", text="not running; it is started when it is needed")
        return
    transport, health = found
    transport.close()
    yield Finding(
        name="engine",
        text=f"{health.state}, process {health.pid}, {health.entries} entries "
        f"({health.indexed} indexed), {health.memory_mb:.0f} MB",
    )
    for notice in health.notices:
        if notice.code == _KEY_IN_FILE:
            continue  # reported by the check of the key
        yield Finding(
            name="engine", state="advice", text=notice.text, remedy=notice.remedy, code=notice.code
        )


def _key(home: Home) -> Iterator[Finding]:
    if not home.store.exists():
        return
    keys.load(home)  # raises if it is missing or another store's
    if keys.read_identity(home).key_place == "keyring":
        yield Finding(name="key", text="in the keyring of this user")
        return
    mode = stat.S_IMODE(home.key_file.stat().st_mode)
    if os.name == "posix" and mode & 0o077:
        yield Finding(
            name="key", state="broken", text="other users can read the store's key file",
            remedy=f"chmod 600 '{home.key_file}'", code="key.open",
        )  # fmt: skip
    else:
        yield Finding(
            name="key", state="advice", code=_KEY_IN_FILE,
            text=f"no keyring here: the key lies in {home.key_file.name}, for your user only",
            remedy="Keep the recovery key on paper: replydesk recovery-key show",
        )  # fmt: skip


def _store(home: Home) -> Iterator[Finding]:
    if not home.store.exists():
        yield Finding(name="store", text="not made yet")
        return
    key = keys.load(home)
    backups.verify(home.store, key)
    engine = open_engine(home.store, key, writable=False)
    try:
        with coded_errors(), engine.connect() as connection:
            waiting = migrations.pending(connection)
            number = migrations.current(connection)
    finally:
        engine.dispose()
    size = home.store.stat().st_size / (1 << 20)
    text = f"{size:.1f} MB, schema {number}, every page and the structure checked"
    if waiting:
        text += f"; the next start brings it to schema {migrations.NEWEST}, after a backup"
    yield Finding(name="store", text=text)


def _backups(home: Home) -> Iterator[Finding]:
    found = backups.listed(home)
    if not found:
        if home.store.exists():
            yield Finding(
                name="backups", state="advice", text="none yet", code="backup.none",
                remedy="The engine makes one a day; or now: replydesk backup",
            )  # fmt: skip
        return
    text = f"{len(found)}, the newest of {found[0].at:%Y-%m-%d %H:%M} UTC"
    if datetime.now(UTC) - found[0].at > _OLD_BACKUP:
        yield Finding(
            name="backups", state="advice", text=text, code="backup.old",
            remedy="Make one now: replydesk backup",
        )  # fmt: skip
    else:
        yield Finding(name="backups", text=text)
