"""Solved replies are added, changed and removed with their conversations."""

from __future__ import annotations

from assistant.contracts import ConversationBody, ConversationChange, MessageBody
from assistant.engine import Engine
from assistant.paths import Home
from assistant.reply_sync import refresh
from assistant.store import conversations, schema
from assistant.store.conversations import ConversationDraft
from assistant.store.database import OWNER
from retrieval.retriever import Query

QUESTION = "The drawer of my walnut desk is jammed, how do I get it open?"
REPLY = (
    "Hello Maria, please pull the drawer out gently and press both grey levers at its sides; "
    "it then comes off the rail and can be put back straight."
)


def test_a_solved_conversation_is_found_by_the_next_customer(home: Home) -> None:
    engine = Engine(home)
    try:
        with engine.store.write(OWNER) as transaction:
            body = ConversationBody(
                messages=[
                    MessageBody(role="customer", text=QUESTION, author="Maria Gonzalez"),
                    MessageBody(role="agent", text=REPLY, author="Tom"),
                ]
            )
            (id_,) = conversations.create(transaction, [ConversationDraft(body=body)])
        assert not refresh(engine.store, engine.knowledge, OWNER, [id_]).added
        assert not _found(engine)

        _change(engine, id_, ConversationChange(status="solved"))
        done = refresh(engine.store, engine.knowledge, OWNER, [id_])
        assert done.added == 1
        (article,) = _found(engine)
        assert "grey levers" in article.answer
        assert "Maria" not in article.answer

        again = refresh(engine.store, engine.knowledge, OWNER, [id_])
        assert (again.added, again.changed, again.removed, again.unchanged) == (0, 0, 0, 1)

        _change(engine, id_, ConversationChange(status="open"))
        assert refresh(engine.store, engine.knowledge, OWNER, [id_]).removed == 1
        assert not _found(engine)
    finally:
        engine.close()


def _change(engine: Engine, id_: int, change: ConversationChange) -> None:
    with engine.store.write(OWNER) as transaction:
        conversations.change(transaction, id_, change)


def _found(engine: Engine) -> list:  # type: ignore[type-arg]
    hits = engine.knowledge.search(Query(text="jammed drawer of the walnut desk")).hits
    with engine.store.read() as connection:
        return [
            connection.execute(schema.articles.select().where(schema.articles.c.id == hit.id)).one()
            for hit in hits
        ]
