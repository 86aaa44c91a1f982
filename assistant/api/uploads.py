"""Files given to a route: named by a path on the engine's machine, or sent as a request body."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Annotated, Any, Final

from fastapi import Query, Request
from starlette.concurrency import run_in_threadpool

from assistant.errors import HomeUnwritableError, InputError, StoreFullError
from assistant.paths import DISK_FULL, OWNER_ONLY_FILE, OWNER_ONLY_FOLDER, Home

FileName = Annotated[
    str, Query(min_length=1, max_length=255, description="The file's name; its end tells its type")
]
FILE_AS_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": "The file as it is",
        "content": {"application/octet-stream": {}},
    }
}
"""OpenAPI description of a request body that is a file."""
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


def absolute(path: str) -> Path:
    """Convert a string to a path on the engine's machine.

    Raises:
        InputError: The path is relative.
    """
    found = Path(path)
    if not found.is_absolute():
        raise InputError(
            expected="an absolute path",
            found="a relative one",
            remedy="Name the file from the root: the engine has a working folder of its own",
            code="import.path",
        )
    return found


def label_of(name: str) -> str:
    """Reduce a file name sent by a client to a label without any folders."""
    return PurePosixPath(PureWindowsPath(name).name).name or "upload"


async def receive(home: Home, request: Request, name: str) -> Path:
    """Write the request body, piece by piece, to a file with a random name; return its path."""
    path = home.incoming / (secrets.token_hex(8) + _suffix(name))
    try:
        home.incoming.mkdir(exist_ok=True, mode=OWNER_ONLY_FOLDER)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE)
        with os.fdopen(descriptor, "wb") as file:
            async for piece in request.stream():
                await run_in_threadpool(file.write, piece)
            await run_in_threadpool(file.flush)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _unwritable(error) from error
    except BaseException:
        # the body is too large or too slow, or the client has disconnected
        path.unlink(missing_ok=True)
        raise
    return path


def _unwritable(error: OSError) -> StoreFullError | HomeUnwritableError:
    kind = StoreFullError if error.errno in DISK_FULL else HomeUnwritableError
    return kind(
        expected="room for the file in the home folder",
        found=error.strerror or type(error).__name__,
        remedy="Free some space, or check the folder's rights, and send it again",
    )


def _suffix(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ""
