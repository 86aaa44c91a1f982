"""Files that were sent: full of personal data, so between two readings they lie encrypted.

Each is a file of its own under the store's key. While it is read it is a plain file in `incoming`,
which is emptied at each start.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from assistant.paths import OWNER_ONLY_FILE, OWNER_ONLY_FOLDER, Home
from assistant.store.database import coded_errors, connect

_PIECE: Final = 1 << 20


def hold(target: Path, key: bytes, arrived: Path) -> None:
    """Encrypt a file that was sent; the plain one stays for who made it to remove.

    Args:
        target: Where it is to lie; its folder is made.
        key: The store's.
        arrived: The plain one.

    Raises:
        StoreFullError, HomeUnwritableError: There is no room for it; nothing is left.
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
def plainly(home: Home, key: bytes, held: Path, name: str = "") -> Iterator[Path]:
    """A held file as something that can be read, until the block ends.

    Args:
        home: Where plain files may lie.
        key: The store's.
        held: What `hold` wrote.
        name: Of the plain file, whose end tells its type; the held one's by default.

    Raises:
        StoreFullError, HomeUnwritableError: There is no room for it.
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
