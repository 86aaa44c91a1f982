"""Routes for conversations, their messages and drafts."""

from __future__ import annotations

from fastapi import APIRouter

from assistant import reply_sync
from assistant.api.access import Agent, TheEngine
from assistant.api.parameters import Cursor, IdInPath, Limit, OneId, Words
from assistant.api.request_bodies import StrictRoute
from assistant.contracts import (
    Conversation,
    ConversationBody,
    ConversationChange,
    ConversationPage,
    ConversationStatus,
    ConversationWithMessages,
    Draft,
    DraftBody,
    Message,
    MessageBody,
    SplitChat,
    SplitRequest,
)
from assistant.store import actors, conversations, conversations_read, unsent_replies
from assistant.store.database import OWNER
from assistant.transcripts.chats import splitting

router = APIRouter(prefix="/conversations", tags=["conversations"], route_class=StrictRoute)


@router.get("")
def list_conversations(
    engine: TheEngine,
    _: Agent,
    q: Words = "",
    status: ConversationStatus | None = None,
    assignee_id: OneId = None,
    customer_id: OneId = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> ConversationPage:
    """A page of conversations, newest first."""
    with engine.store.read() as connection:
        return conversations_read.listed(
            connection,
            q=q,
            status=status,
            assignee_id=assignee_id,
            customer_id=customer_id,
            cursor=cursor,
            limit=limit,
        )


@router.post("", status_code=201)
def create_conversation(
    engine: TheEngine, actor: Agent, body: ConversationBody
) -> ConversationWithMessages:
    """Write a new conversation, perhaps with its first messages."""
    with engine.store.write(actor) as transaction:
        (id_,) = conversations.create(transaction, [conversations.ConversationDraft(body=body)])
        created = conversations_read.with_messages(transaction.connection, id_)
    reply_sync.refresh(engine.store, engine.knowledge, actor, [id_])
    return created


@router.post("/split")
def split_chat(engine: TheEngine, _: Agent, request: SplitRequest) -> SplitChat:
    """Split the text of a copied chat into turns. Nothing is stored."""
    with engine.store.read() as connection:
        people = [actor.name for actor in actors.listed(connection) if actor.id != OWNER.id]
    found = splitting.split(request.text, people)
    return SplitChat(
        messages=[
            MessageBody(role=turn.role.value, text=turn.text, author=turn.author, at=turn.at)
            for turn in found.turns
        ],
        certain=found.certain,
    )


@router.get("/{id}")
def get_conversation(engine: TheEngine, _: Agent, id: IdInPath) -> ConversationWithMessages:
    """One conversation with all its messages, oldest first."""
    with engine.store.read() as connection:
        return conversations_read.with_messages(connection, id)


@router.patch("/{id}")
def change_conversation(
    engine: TheEngine, actor: Agent, id: IdInPath, change: ConversationChange
) -> Conversation:
    """Change the fields that are given. The replies of a solved conversation become searchable."""
    with engine.store.write(actor) as transaction:
        changed = conversations.change(transaction, id, change)
    reply_sync.refresh(engine.store, engine.knowledge, actor, [id])
    return changed


@router.delete("/{id}", status_code=204)
def delete_conversation(engine: TheEngine, actor: Agent, id: IdInPath) -> None:
    """Delete a conversation and the solved replies made from it."""
    with engine.knowledge.edit(actor) as edit:
        conversations.remove(edit.transaction, id)


@router.post("/{id}/messages", status_code=201)
def add_message(engine: TheEngine, actor: Agent, id: IdInPath, body: MessageBody) -> Message:
    """Add a message at the end."""
    with engine.store.write(actor) as transaction:
        added = conversations.append(transaction, id, body)
    reply_sync.refresh(engine.store, engine.knowledge, actor, [id])
    return added


@router.get("/{id}/draft")
def get_draft(engine: TheEngine, actor: Agent, id: IdInPath) -> Draft | None:
    """The caller's unsent draft in this conversation; null if there is none."""
    with engine.store.read() as connection:
        return unsent_replies.read(connection, id, actor.id)


@router.put("/{id}/draft", status_code=204)
def keep_draft(engine: TheEngine, actor: Agent, id: IdInPath, body: DraftBody) -> None:
    """Save the caller's unsent draft, which nobody else sees; an empty text removes it."""
    with engine.store.write(actor) as transaction:
        unsent_replies.keep(transaction, id, body)
