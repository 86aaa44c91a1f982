"""Routes for importing files, and for the jobs as which imports run."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool

from assistant.api.access import Lead, OwnerOnly, TheEngine
from assistant.api.parameters import Cursor, IdInPath, Limit
from assistant.api.request_bodies import StrictRoute, has_nul
from assistant.api.uploads import FILE_AS_BODY, FileName, absolute, label_of, receive
from assistant.contracts import ImportRequest, Job, JobPage, Short
from assistant.errors import InputError
from assistant.importing import FileToImport
from assistant.importing.job import submit

router = APIRouter(tags=["imports and jobs"], route_class=StrictRoute)

_MAPPING = TypeAdapter(dict[Short, Short])
_MAPPINGS = 20

_Mapping = Annotated[
    str, Query(max_length=8000, description='Columns as JSON, such as {"question": "Q"}')
]


@router.post("/imports", status_code=202)
def import_file(engine: TheEngine, actor: Lead, _: OwnerOnly, request: ImportRequest) -> Job:
    """Import a file from the engine's machine. Only the engine's own user may name a path."""
    path = absolute(request.path)
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
    openapi_extra=FILE_AS_BODY,
)
async def upload_file(
    engine: TheEngine,
    actor: Lead,
    request: Request,
    name: FileName,
    mapping: _Mapping = "",
    dry_run: bool = False,
) -> Job:
    """Upload a file to import; its bytes are the body. It is deleted after the import."""
    columns = _columns(mapping)
    label = label_of(name)
    arrived = await receive(engine.home, request, label)
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
    """Request a job to stop, which it does at its next step. 409 if it has ended."""
    return engine.jobs.cancel(id)


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
