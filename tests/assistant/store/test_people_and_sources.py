"""Actors and their tokens, feedback, the audit log, sources."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from assistant.contracts import (
    ActorBody,
    ConversationBody,
    CustomerBody,
    FeedbackBody,
    Identifier,
    MessageBody,
)
from assistant.errors import ConflictError, NotFoundError, RefusedError
from assistant.store import (
    actors,
    articles,
    articles_read,
    audit_log,
    conversations,
    customers,
    feedback,
    schema,
    sources,
)
from assistant.store.articles import ArticleDraft
from assistant.store.database import OWNER, Actor, Store


class TestActors:
    def test_a_token_opens_for_its_actor_only(self, store: Store) -> None:
        with store.write(OWNER) as transaction:
            ann = actors.create(transaction, ActorBody(name="Ann", role="lead"))
            bob = actors.create(transaction, ActorBody(name="Bob", role="agent"))
        assert ann.token != bob.token
        assert len(ann.token) >= 43  # 32 bytes
        with store.read() as connection:
            assert actors.by_token(connection, ann.token) == Actor(ann.id, "Ann", "lead")
            assert actors.by_token(connection, bob.token) == Actor(bob.id, "Bob", "agent")
            for wrong in ("", "x", ann.token + "x", ann.token[:-1], "\ud800"):
                assert actors.by_token(connection, wrong) is None

    def test_only_a_hash_of_the_token_is_kept(self, store: Store) -> None:
        with store.write(OWNER) as transaction:
            made = actors.create(transaction, ActorBody(name="Ann", role="agent"))
        with store.read() as connection:
            row = connection.execute(
                select(schema.actors).where(schema.actors.c.id == made.id)
            ).one()
        assert made.token not in repr(row)
        assert len(row.token_hash) == 64

    def test_a_disabled_actor_is_refused_and_remembered(self, store: Store) -> None:
        with store.write(OWNER) as transaction:
            made = actors.create(transaction, ActorBody(name="Ann", role="administrator"))
            gone = actors.disable(transaction, made.id)
            assert actors.disable(transaction, made.id) == gone  # idempotent
        with store.read() as connection:
            assert actors.by_token(connection, made.token) is None
            assert [a.name for a in actors.listed(connection)] == ["owner", "Ann"]
            assert gone.disabled_at is not None

    def test_the_owner_cannot_be_disabled(self, store: Store) -> None:
        with pytest.raises(RefusedError) as refused, store.write(OWNER) as transaction:
            actors.disable(transaction, 1)
        assert refused.value.code == "actor.owner"

    @pytest.mark.parametrize("name", ["Ann", "ANN", "owner", "Replydesk"])
    def test_names_are_never_shared(self, store: Store, name: str) -> None:
        with store.write(OWNER) as transaction:
            made = actors.create(transaction, ActorBody(name="Ann", role="agent"))
            actors.disable(transaction, made.id)
        with pytest.raises(ConflictError), store.write(OWNER) as transaction:
            actors.create(transaction, ActorBody(name=name, role="agent"))

    def test_a_token_can_be_given_on_a_command_line(self, store: Store) -> None:
        for number in range(200):  # a URL-safe token would begin with a dash in one of 64 cases
            with store.write(OWNER) as transaction:
                body = ActorBody(name=f"Ann {number}", role="agent")
                assert actors.create(transaction, body).token.isalnum()

    def test_an_unknown_actor_is_not_found(self, store: Store) -> None:
        with pytest.raises(NotFoundError), store.write(OWNER) as transaction:
            actors.disable(transaction, 99)


class TestFeedback:
    def test_a_used_article_counts_one_use_more(self, store: Store) -> None:
        with store.write(OWNER) as transaction:
            (id_,) = articles.create(transaction, [ArticleDraft(answer="x")])
            for action in ("copied", "rejected", "sent", "up", "edited", "down"):
                feedback.create(transaction, FeedbackBody(action=action, article_id=id_))
        with store.read() as connection:
            article = articles_read.get(connection, id_)
            page = feedback.listed(connection, article_id=id_, limit=4)
            rest = feedback.listed(connection, article_id=id_, cursor=page.next)
        assert article.use_count == 3
        assert article.last_used_at is not None
        assert [item.action for item in page.items + rest.items] == [
            "down", "edited", "up", "sent", "rejected", "copied",
        ]  # fmt: skip
        assert page.total == 6

    def test_copied_and_then_sent_in_a_conversation_is_one_use(self, store: Store) -> None:
        with store.write(OWNER) as transaction:
            (id_,) = articles.create(transaction, [ArticleDraft(answer="x")])
            talks = conversations.create(
                transaction,
                [conversations.ConversationDraft(body=ConversationBody()) for _ in range(2)],
            )
            for talk in talks:
                for action in ("copied", "edited", "sent"):
                    feedback.create(
                        transaction,
                        FeedbackBody(action=action, article_id=id_, conversation_id=talk),
                    )
        with store.read() as connection:
            assert articles_read.get(connection, id_).use_count == 2

    @pytest.mark.parametrize("about", ["conversation_id", "message_id", "article_id"])
    def test_feedback_about_nothing_is_refused(self, store: Store, about: str) -> None:
        with pytest.raises(NotFoundError), store.write(OWNER) as transaction:
            feedback.create(transaction, FeedbackBody(action="up", **{about: 5}))


class TestAuditLog:
    def test_it_is_filtered_and_paged(self, store: Store) -> None:
        ann = Actor(2, "Ann", "agent")
        with store.write(OWNER) as transaction:
            actors.create(transaction, ActorBody(name="Ann", role="agent"))
            transaction.audit("article.created", "article 1", count=1)
        with store.write(ann) as transaction:
            transaction.audit("article.deleted", "article 1")
            middle = transaction.now
        with store.write(OWNER) as transaction:
            transaction.audit("articles.other", "article 1")
        with store.read() as connection:
            everything = audit_log.listed(connection)
            assert [entry.action for entry in everything.items] == [
                "articles.other", "article.deleted", "article.created", "actor.created",
            ]  # fmt: skip
            assert everything.items[2].details == {"count": 1}
            assert audit_log.listed(connection, action="article").total == 2
            assert audit_log.listed(connection, action="article.deleted").total == 1
            assert audit_log.listed(connection, actor_id=2).items[0].actor == "Ann"
            assert audit_log.listed(connection, subject="article 1").total == 3
            assert audit_log.listed(connection, since=middle).total == 2
            assert audit_log.listed(connection, until=middle).total == 2
            late = middle + timedelta(days=1)
            assert audit_log.listed(connection, since=late).total == 0
            page = audit_log.listed(connection, limit=3)
            rest = audit_log.listed(connection, limit=3, cursor=page.next)
        assert len(page.items) == 3
        assert [entry.action for entry in rest.items] == ["actor.created"]
        assert rest.next is None

    @pytest.mark.parametrize("change", [schema.audit.update().values(action="x"),
                                        schema.audit.delete()])  # fmt: skip
    def test_it_cannot_be_rewritten(self, store: Store, change: object) -> None:
        with store.write(OWNER) as transaction:
            transaction.audit("a", "b")
        with (
            pytest.raises(IntegrityError, match="append-only"),
            store.write(OWNER) as transaction,
        ):
            transaction.execute(change)


class TestSources:
    def test_a_name_is_one_source(self, store: Store) -> None:
        with store.write(OWNER) as transaction:
            first = sources.get_or_create(transaction, "faq.csv", "csv")
            assert sources.get_or_create(transaction, "faq.csv", "csv") == first
            sources.record_import(
                transaction, first, format_="csv", digest="d", mapping={"answer": "A"}
            )
            articles.create(
                transaction, [ArticleDraft(answer="x", source_id=first, source_key="1")]
            )
        with store.read() as connection:
            (found,) = sources.listed(connection)
            assert sources.digest_of(connection, "faq.csv") == "d"
            assert sources.digest_of(connection, "other.csv") == ""
            assert sources.named(connection, "other.csv") is None
        assert (found.id, found.articles, found.conversations) == (first, 1, 0)

    def test_removing_it_takes_everything_that_came_with_it(self, store: Store) -> None:
        with store.write(OWNER) as transaction:
            source = sources.get_or_create(transaction, "old.jsonl", "jsonl")
            people = [
                customers.resolve_or_create(
                    transaction, known_by=[Identifier(kind="number", value=str(n))]
                )
                for n in range(3)
            ]
            noted = customers.create(transaction, CustomerBody(name="N", notes="VIP"))
            talks = [
                conversations.ConversationDraft(
                    body=ConversationBody(
                        customer_id=person, messages=[MessageBody(role="customer", text="x")]
                    ),
                    source_id=source, source_key=str(person),
                )
                for person in [*people, noted.id]
            ]  # fmt: skip
            ids = conversations.create(transaction, talks)
            # the second has another conversation, the third was changed by a person
            conversations.create(
                transaction,
                [conversations.ConversationDraft(body=ConversationBody(customer_id=people[1]))],
            )
        with store.write(OWNER) as transaction:
            customers.change(transaction, people[2] or 0, CustomerBody(name="Known now"))
            theirs = articles.create(
                transaction,
                [
                    ArticleDraft(answer="a", source_id=source, source_key="1"),
                    ArticleDraft(answer="b", conversation_id=ids[0]),
                ],
            )
            (mine,) = articles.create(transaction, [ArticleDraft(answer="mine")])
        with store.read() as connection:
            (told,) = sources.listed(connection)
        assert (told.articles, told.conversations, told.customers) == (1, 4, 1)
        with store.write(OWNER) as transaction:
            removed = sources.remove(transaction, source)
        assert sorted(removed.article_ids) == theirs
        assert (removed.conversations, removed.customers) == (4, 1)
        with store.read() as connection:
            assert connection.scalars(select(schema.articles.c.id)).all() == [mine]
            left = {customer.id for customer in customers.listed(connection).items}
            assert left == {people[1], people[2], noted.id}
            assert sources.listed(connection) == []
        with pytest.raises(NotFoundError), store.write(OWNER) as transaction:
            sources.remove(transaction, source)
