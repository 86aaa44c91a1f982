"""Routes of training: recipes, runs, judgements, versions. The engine mounts them."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse

from assistant.api.access import Lead, caller, owner_only
from assistant.api.request_bodies import StrictRoute
from assistant.api.uploads import FILE_AS_BODY, FileName, label_of, receive
from assistant.contracts import (
    Estimate,
    JudgedPair,
    Judgement,
    RatePair,
    RecipeInfo,
    ReportLanguage,
    Run,
    RunMetrics,
    RunPage,
    RunSamples,
    TrainedVersion,
    TrainingKind,
    TrainingRequest,
    TrainingTable,
    VersionPage,
)
from training import recipes
from training.groups.api import router as groups
from training.runs import results
from training.runs.view import asked_of
from training.service import TrainingService

_HTML = {200: {"description": "A page", "content": {"text/html": {"schema": {"type": "string"}}}}}
# the page contains text from exports and labels: it must not run scripts or fetch anything
_PAGE_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "x-content-type-options": "nosniff",
}
_LARGEST = 2**62


def _training(request: Request) -> TrainingService:
    return cast("TrainingService", request.app.state.part)


_TheTraining = Annotated[TrainingService, Depends(_training)]
_RunId = Annotated[str, Path(max_length=100)]
_Pair = Annotated[int, Path(ge=0, le=_LARGEST)]


def _tables_of_the_owner(request: Request, asked: TrainingRequest) -> None:
    """Only the engine's own user may name files of its machine."""
    if asked.tables:
        owner_only(request)


training = APIRouter(prefix="/training", tags=["training"], route_class=StrictRoute)
runs = APIRouter(prefix="/runs", tags=["training"], route_class=StrictRoute)
versions = APIRouter(prefix="/versions", tags=["training"], route_class=StrictRoute)
ROUTERS = (training, runs, versions, groups)


@training.get("/recipes")
def list_recipes(_: Lead) -> list[RecipeInfo]:
    """What can be trained, with every option and its text."""
    return [recipe.info() for recipe in recipes.every()]


@training.post("/estimate")
def estimate_run(
    training: _TheTraining, _: Lead, request: Request, asked: TrainingRequest
) -> Estimate:
    """What a run would take on this machine, and whether there is enough to learn from."""
    _tables_of_the_owner(request, asked)
    return training.estimate(asked)


@training.post("/tables", status_code=201, openapi_extra=FILE_AS_BODY)
async def send_table(
    training: _TheTraining, _: Lead, request: Request, name: FileName
) -> TrainingTable:
    """Send a table for runs on it: its bytes are the body. It is held encrypted for a day."""
    label = label_of(name)
    arrived = await receive(training.engine.home, request, label)
    try:
        return await run_in_threadpool(training.tables.keep, arrived, label)
    finally:
        arrived.unlink(missing_ok=True)


@runs.get("")
def list_runs(training: _TheTraining, _: Lead) -> RunPage:
    """All runs, the newest first."""
    return RunPage(items=training.listed())


@runs.post("", status_code=202)
def begin_run(training: _TheTraining, actor: Lead, request: Request, asked: TrainingRequest) -> Run:
    """Begin a run. It is prepared, and waits while another one is trained."""
    _tables_of_the_owner(request, asked)
    return training.begin(actor, asked)


@runs.get("/{id}")
def get_run(training: _TheTraining, _: Lead, id: _RunId) -> Run:
    """One run, as it is now."""
    return training.shown(training.folders.get(id))


@runs.get("/{id}/request")
def get_run_request(
    training: _TheTraining, _: Lead, request: Request, id: _RunId
) -> TrainingRequest:
    """What a run was asked to be: to begin another one like it, with other settings."""
    return asked_of(training.folders.get(id), owner=caller(request).owner)


@runs.delete("/{id}", status_code=204)
def remove_run(training: _TheTraining, actor: Lead, id: _RunId) -> None:
    """Delete a run's folder, and what it made unless that is in use or could be again."""
    training.remove(actor, id)


@runs.post("/{id}/pause")
def pause_run(training: _TheTraining, _: Lead, id: _RunId) -> Run:
    """Let a run stop at a checkpoint and give its memory back."""
    return training.pause(id)


@runs.post("/{id}/resume")
def resume_run(training: _TheTraining, _: Lead, id: _RunId) -> Run:
    """Let a run go on from its last checkpoint."""
    return training.resume(id)


@runs.post("/{id}/cancel")
def cancel_run(training: _TheTraining, _: Lead, id: _RunId) -> Run:
    """End a run for good."""
    return training.cancel(id)


@runs.get("/{id}/metrics")
def get_run_metrics(
    training: _TheTraining, _: Lead, id: _RunId,
    after: Annotated[int, Query(ge=-1, le=_LARGEST)] = -1,
) -> RunMetrics:  # fmt: skip
    """The figures of a run over its steps; `after` leaves out what is known already."""
    return results.metrics(training.folders.get(id), after=after)


@runs.get("/{id}/samples")
def get_run_samples(training: _TheTraining, _: Lead, id: _RunId) -> RunSamples:
    """What the model said for held-out questions, the newest first."""
    return results.samples(training.engine, training.folders.get(id))


@runs.get("/{id}/judgement")
def get_run_judgement(training: _TheTraining, _: Lead, id: _RunId) -> Judgement:
    """Whether what was trained is better than what was in use."""
    return results.judgement(training.engine, training.folders.get(id))


@runs.get("/{id}/report", response_class=HTMLResponse, responses=_HTML)  # type: ignore[arg-type]  # FastAPI's type names int | str keys
def get_run_report(
    training: _TheTraining, _: Lead, id: _RunId, language: ReportLanguage = "en"
) -> HTMLResponse:
    """The judgement as a page to print or send, complete in itself."""
    pieces = results.report(training.engine, training.folders.get(id), language)
    return HTMLResponse("".join(pieces), headers=_PAGE_HEADERS)


@runs.get("/{id}/pairs")
def list_run_pairs(training: _TheTraining, _: Lead, id: _RunId) -> list[JudgedPair]:
    """Replies before and after, side by side, without saying which is which."""
    return results.pairs(training.engine, training.folders.get(id))


@runs.post("/{id}/pairs/{pair}")
def rate_run_pair(
    training: _TheTraining, _: Lead, id: _RunId, pair: _Pair, rating: RatePair
) -> Judgement:
    """Say which of two replies is better; answers with the judgement as it is then."""
    return results.rate(training.engine, training.folders.get(id), pair, rating.chosen)


@runs.post("/{id}/use")
def use_run(training: _TheTraining, actor: Lead, id: _RunId, insist: bool = False) -> Run:
    """Put what a run made to use. 409 where it was judged worse, unless one insists."""
    return training.use(actor, id, insist=insist)


@versions.get("")
def list_versions(training: _TheTraining, _: Lead) -> VersionPage:
    """Every version of what can be trained, and which are in use."""
    return VersionPage(items=training.versions.listed())


@versions.post("/{kind}/rollback")
def roll_back_version(
    training: _TheTraining, actor: Lead, kind: TrainingKind
) -> list[TrainedVersion]:
    """Put to use what was in use before. 409 if there is nothing, or a switch still goes on."""
    training.versions.rollback(actor, kind)
    training.engine.hub.changed("runs")
    return training.versions.listed()
