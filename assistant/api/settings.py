"""Routes for the caller's identity and the engine settings that can be changed at run time."""

from __future__ import annotations

from fastapi import APIRouter, Request

from assistant.api.access import Administrator, Agent, Lead, TheEngine, caller
from assistant.api.request_bodies import StrictRoute
from assistant.contracts import EngineSettings, EngineSettingsChange, Me
from assistant.engine import Engine
from assistant.store import keys

router = APIRouter(tags=["administration"], route_class=StrictRoute)


@router.get("/me")
def get_me(request: Request, actor: Agent) -> Me:
    """The caller and their role."""
    return Me.model_validate(
        {"id": actor.id, "name": actor.name, "role": actor.role, "owner": caller(request).owner}
    )


@router.get("/settings")
def get_settings(engine: TheEngine, request: Request, _: Lead) -> EngineSettings:
    """The settings in force."""
    return _shown(engine, request)


@router.patch("/settings")
def change_settings(
    engine: TheEngine, request: Request, actor: Administrator, change: EngineSettingsChange
) -> EngineSettings:
    """Change the settings that are given; effective at once, and saved to `settings.json`."""
    if values := change.model_dump(exclude_none=True):
        engine.change_settings(actor, values)
    return _shown(engine, request)


def _shown(engine: Engine, request: Request) -> EngineSettings:
    # imported late: it loads all the code that composes drafts, which only this route needs here
    from assistant.drafting import phrases

    now, index = engine.settings, engine.knowledge.index
    return EngineSettings(
        confidence_floor=now.confidence_floor,
        measured_floor=index.retriever.floor,
        similar_replies=now.similar_replies,
        drafts=now.drafts,
        company_phrases=now.company_phrases,
        default_phrases=phrases.defaults(),
        daily_backup=now.daily_backup,
        embedding_model=index.embedder.model_id,
        home=str(engine.home.root) if caller(request).owner else "",
        key_kept_in=keys.read_identity(engine.home).key_place,
    )
