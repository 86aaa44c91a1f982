"""Records which engine owns a home and how to reach it: `engine.lock` and `engine.json`.

The operating system holds the lock as long as the engine's process lives, so it cannot be stale.
`engine.json` can be stale after a kill: it is valid only while some process holds the lock.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

import filelock

from assistant.contracts.version import API_VERSION
from assistant.errors import EngineRunningError
from assistant.paths import OWNER_ONLY_FILE, Home, unwritable, write_owner_only

FORMAT = 1

# longer than the moment for which a client takes the lock to test it (`is_owned`)
_ACQUIRE_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Address and owner's token of a running engine. The token gives access to everything."""

    pid: int
    host: str
    port: int
    token: str
    version: str
    started_at: str
    api: str = API_VERSION
    format: int = FORMAT

    @property
    def origin(self) -> str:
        """Scheme, host and port. Always plain HTTP, because the listener is on this machine."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def url(self) -> str:
        """Base URL of the API, without a trailing slash."""
        return f"{self.origin}/{self.api}"


def write(home: Home, running: Running) -> None:
    """Publish a running engine, readable by its owner only.

    Raises:
        HomeUnwritableError, StoreFullError: The file cannot be written.
    """
    try:
        write_owner_only(home.engine, json.dumps(asdict(running), indent=2).encode())
    except OSError as error:
        raise unwritable(home.engine, error) from error


def read(home: Home) -> Running | None:
    """Return the engine running on this home, or None: no file, another format, or stale."""
    found = _content(home)
    return found if found is not None and is_owned(home) else None


def remove(home: Home) -> None:
    """Delete `engine.json`. The caller holds the lock."""
    home.engine.unlink(missing_ok=True)


@contextmanager
def owned(home: Home) -> Iterator[None]:
    """Hold the lock of this home until the block ends.

    Raises:
        EngineRunningError: Another process owns it.
        HomeUnwritableError, StoreFullError: The lock file cannot be created.
    """
    lock = filelock.FileLock(home.lock, mode=OWNER_ONLY_FILE, thread_local=False)
    try:
        lock.acquire(timeout=_ACQUIRE_S)
    except filelock.Timeout:
        running = _content(home)
        which = f"process {running.pid}" if running else "another process"
        raise EngineRunningError(
            expected=f"no other engine on {home.root}",
            found=f"{which} owns it",
            remedy="Use the running engine, or stop it first: replydesk engine stop",
        ) from None
    except OSError as error:
        raise unwritable(home.lock, error) from error
    try:
        yield
    finally:
        lock.release()


def is_owned(home: Home) -> bool:
    """Whether a running engine holds the lock of this home."""
    if not home.lock.exists():
        return False
    lock = filelock.FileLock(home.lock, mode=OWNER_ONLY_FILE, thread_local=False)
    with contextlib.suppress(filelock.Timeout, OSError), lock.acquire(timeout=0):
        return False
    return True


def _content(home: Home) -> Running | None:
    try:
        content = json.loads(home.engine.read_text("utf-8"))
        if content.get("format") != FORMAT:
            return None
        # ignore fields that a later version added to the same format
        return Running(**{name: content[name] for name in Running.__slots__ if name in content})
    except (OSError, ValueError, TypeError, AttributeError):
        return None
