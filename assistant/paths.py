"""Paths within a home folder, and writing files there safely."""

from __future__ import annotations

import errno
import os
import threading
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import HomeUnwritableError, StoreFullError

OWNER_ONLY_FOLDER = 0o700
DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
OWNER_ONLY_FILE = 0o600


@dataclass(frozen=True, slots=True)
class Home:
    """One Replydesk data folder: owned by one engine at a time, readable by its owner only."""

    root: Path

    @classmethod
    def default(cls) -> Home:
        """The platform's local (never roaming) data folder of this user."""
        import platformdirs  # imported late: not needed if `--home` names the folder

        return cls(Path(platformdirs.user_data_dir("Replydesk", appauthor=False, roaming=False)))

    @property
    def store(self) -> Path:
        return self.root / "store.db"

    @property
    def identity(self) -> Path:
        """Name of the store, where its key is kept, and a check value of that key."""
        return self.root / "store.json"

    @property
    def key_file(self) -> Path:
        return self.root / "store.key"

    @property
    def acknowledged(self) -> Path:
        return self.root / "acknowledged"

    @property
    def lock(self) -> Path:
        return self.root / "engine.lock"

    @property
    def engine(self) -> Path:
        return self.root / "engine.json"

    @property
    def settings(self) -> Path:
        return self.root / "settings.json"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def damaged(self) -> Path:
        return self.root / "damaged"

    @property
    def incoming(self) -> Path:
        """Uploads on their way in; emptied when the engine starts."""
        return self.root / "incoming"

    @property
    def erasures(self) -> Path:
        """Erased persons, as keyed hashes; they are erased again after a restore."""
        return self.root / "erasures.jsonl"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def models(self) -> Path:
        return self.root / "models"

    @property
    def training(self) -> Path:
        """Training data and training runs."""
        return self.root / "training"

    def create(self) -> None:
        """Create the folder, accessible to its owner only, and check that it can be written.

        Raises:
            HomeUnwritableError: The folder cannot be created or written.
            StoreFullError: The disk is full.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY_FOLDER)
            if os.name == "posix" and self.root.stat().st_uid == os.getuid():
                self.root.chmod(OWNER_ONLY_FOLDER)
            probe = self.root / f".probe-{os.getpid()}"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise unwritable(self.root, error) from error


def unwritable(path: Path, error: OSError) -> HomeUnwritableError | StoreFullError:
    """Return the coded error for a failed write in a home: disk full, or not permitted."""
    expected = f"to be able to write {path}"
    found = error.strerror or type(error).__name__
    if error.errno in DISK_FULL:
        return StoreFullError(
            expected=expected, found=found, remedy="Free some space and try again"
        )
    return HomeUnwritableError(
        expected=expected,
        found=found,
        remedy="Give your user the right to write there, or choose another folder with --home",
    )


def write_owner_only(path: Path, content: bytes) -> None:
    """Write a small file atomically and durably, readable by its owner only.

    Several threads may write the same file: the last one wins.
    """
    temporary = path.with_name(f".{path.name}-{os.getpid()}-{threading.get_ident()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY_FILE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
