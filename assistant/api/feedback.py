"""Routes for feedback: what agents did with suggestions."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.api.access import Agent, TheEngine
from assistant.api.parameters import Cursor, Limit, OneId
from assistant.api.request_bodies import StrictRoute
from assistant.contracts import Feedback, FeedbackBody, FeedbackPage
from assistant.store import feedback

router = APIRouter(prefix="/feedback", tags=["feedback"], route_class=StrictRoute)


@router.post("", status_code=201)
def give_feedback(engine: TheEngine, actor: Agent, body: FeedbackBody) -> Feedback:
    """Store what was done with a suggestion; counts a use of the article if it was used."""
    with engine.store.write(actor) as transaction:
        return feedback.create(transaction, body)


@router.get("")
def list_feedback(
    engine: TheEngine,
    _: Agent,
    article_id: OneId = None,
    conversation_id: OneId = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> FeedbackPage:
    """A page of feedback, newest first."""
    with engine.store.read() as connection:
        return feedback.listed(
            connection,
            article_id=article_id,
            conversation_id=conversation_id,
            cursor=cursor,
            limit=limit,
        )
