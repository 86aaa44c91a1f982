"""Imports of files, and the jobs they run as."""

from __future__ import annotations

import os
import re
import secrets
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool

from assistant.api.access import Lead, OwnerOnly, TheEngine
from assistant.api.bodies import StrictRoute, has_nul
from assistant.api.parameters import Cursor, IdInPath, Limit
from assistant.contracts import ImportRequest, Job, JobPage, Short
from assistant.errors import HomeUnwritableError, InputError, StoreFullError
from assistant.importing import FileToImport
from assistant.importing.job import submit
from assistant.paths import DISK_FULL, OWNER_ONLY_FILE, OWNER_ONLY_FOLDER, Home

router = APIRouter(tags=["imports and jobs"], route_class=StrictRoute)

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_MAPPING = TypeAdapter(dict[Short, Short])
_MAPPINGS = 20

_FileName = Annotated[
    str, Query(min_length=1, max_length=255, description="The file's name; its end tells its type")
]
_Mapping = Annotated[
    str, Query(max_length=8000, description='Columns as JSON, such as {"question": "Q"}')
]


@router.post("/imports", status_code=202)
def import_file(engine: TheEngine, actor: Lead, _: OwnerOnly, request: ImportRequest) -> Job:
    """Import a file of this machine. Only the engine's own user may name a path."""
    path = Path(request.path)
    if not path.is_absolute():
        raise InputError(
            expected="an absolute path",
            found="a relative one",
            remedy="Name the file from the root: the engine has a working folder of its own",
            code="import.path",
        )
    file = FileToImport(
        path=path,
        name=request.name or path.name,
        mapping=request.mapping,
        dry_run=request.dry_run,
    )
    return submit(engine, actor, file)


@router.post(
    "/imports/upload",
    status_code=202,
    openapi_extra={
        "requestBody": {
            "required": True,
            "description": "The file as it is",
            "content": {"application/octet-stream": {}},
        }
    },
)
async def upload_file(
    engine: TheEngine,
    actor: Lead,
    request: Request,
    name: _FileName,
    mapping: _Mapping = "",
    dry_run: bool = False,
) -> Job:
    """Send a file to be imported: its bytes are the body. It is removed when it was read."""
    columns = _columns(mapping)
    # a client's idea of a name is a label, never a path
    label = PurePosixPath(PureWindowsPath(name).name).name or "upload"
    arrived = await _receive(engine.home, request, label)
    file = FileToImport(path=arrived, name=label, mapping=columns, dry_run=dry_run)
    cleanup = partial(arrived.unlink, missing_ok=True)
    try:
        return await run_in_threadpool(submit, engine, actor, file, cleanup=cleanup)
    except BaseException:
        cleanup()
        raise


@router.get("/jobs")
def list_jobs(engine: TheEngine, _: Lead, cursor: Cursor = None, limit: Limit = 50) -> JobPage:
    """A page of jobs, newest first."""
    return engine.jobs.listed(cursor=cursor, limit=limit)


@router.get("/jobs/{id}")
def get_job(engine: TheEngine, _: Lead, id: IdInPath) -> Job:
    """One job with its progress."""
    return engine.jobs.get(id)


@router.post("/jobs/{id}/cancel")
def cancel_job(engine: TheEngine, _: Lead, id: IdInPath) -> Job:
    """Ask a job to stop; it does at its next step. 409 if it is over."""
    return engine.jobs.cancel(id)


async def _receive(home: Home, request: Request, name: str) -> Path:
    """Write the body to a file of our own naming, piece by piece."""
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
        # too large, too slow, or gone
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


def _columns(mapping: str) -> dict[str, str]:
    try:
        columns = _MAPPING.validate_json(mapping) if mapping else {}
    except ValidationError:
        columns = None
    if columns is None or len(columns) > _MAPPINGS or has_nul(columns):
        raise InputError(
            expected="`mapping` as a JSON object of column names",
            found="something else",
            remedy='Send for example {"question": "Q", "answer": "A"}',
            code="import.mapping",
        )
    return columns
