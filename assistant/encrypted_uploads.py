"""Keeps uploaded files encrypted while they are not being read, as they hold personal data.

Each file is encrypted on its own with the store's key. While being read it is a plain file in
`incoming`, a folder that is emptied at each start.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from assistant.paths import OWNER_ONLY_FILE, OWNER_ONLY_FOLDER, Home
from assistant.store.database import coded_errors, connect

_PIECE: Final = 1 << 20


def encrypt(target: Path, key: bytes, arrived: Path) -> None:
    """Encrypt an uploaded file; the caller removes the plain one.

    Args:
        target: Path of the encrypted file; its folder is created.
        key: The store's key.
        arrived: The plain file.

    Raises:
        StoreFullError, HomeUnwritableError: It cannot be written; no partial file is left.
    """
    with coded_errors():
        target.parent.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
        try:
            with closing(connect(target, key)) as connection, arrived.open("rb") as file:
                target.chmod(OWNER_ONLY_FILE)
                connection.execute("PRAGMA journal_mode = OFF")
                connection.execute("CREATE TABLE pieces (n INTEGER PRIMARY KEY, piece BLOB)")
                connection.execute("BEGIN")
                while piece := file.read(_PIECE):
                    connection.execute("INSERT INTO pieces (piece) VALUES (?)", (piece,))
                connection.execute("COMMIT")
        except BaseException:
            target.unlink(missing_ok=True)
            raise


@contextmanager
def decrypted(home: Home, key: bytes, held: Path, name: str = "") -> Iterator[Path]:
    """Decrypt a held file to a plain one that exists until the block ends.

    Args:
        home: Home whose `incoming` folder receives the plain file.
        key: The store's key.
        held: The encrypted file that `encrypt` wrote.
        name: Name of the plain file, whose suffix tells its type; that of `held` by default.

    Raises:
        StoreFullError, HomeUnwritableError: The plain file cannot be written.
    """
    plain = home.incoming / (name or held.name)
    try:
        with coded_errors():
            home.incoming.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)
            plain.touch(OWNER_ONLY_FILE)
            with closing(connect(held, key)) as connection, plain.open("wb") as target:
                for (piece,) in connection.execute("SELECT piece FROM pieces ORDER BY n"):
                    target.write(piece)
        yield plain
    finally:
        plain.unlink(missing_ok=True)
