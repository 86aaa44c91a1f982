"""Routes for bundles: signed files of models and knowledge, carried over from another machine."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from assistant.api.access import Administrator, TheEngine, caller
from assistant.api.problems import RequestRefusedError
from assistant.api.request_bodies import StrictRoute
from assistant.bundles import importing
from assistant.contracts import BundleRequest, Job

router = APIRouter(prefix="/bundles", tags=["bundles"], route_class=StrictRoute)


def _on_this_machine(request: Request) -> None:
    if not caller(request).owner:
        raise RequestRefusedError(
            403,
            "owner-only",
            expected="the engine's own user, on its own machine",
            found="somebody else",
            remedy="On the engine's machine, run: replydesk bundle take FILE",
        )


@router.post("", status_code=202)
def take_bundle(
    engine: TheEngine,
    actor: Administrator,
    _: Annotated[None, Depends(_on_this_machine)],
    request: BundleRequest,
) -> Job:
    """Verify a bundle on the engine's machine and import its content, as a job.

    The job's result is a `BundleContent`. A dry run verifies the same but changes nothing.
    """
    return importing.submit(engine, actor, request)
