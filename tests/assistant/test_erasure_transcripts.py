"""Erasure of a customer from stored transcripts: rows, replies, mentions, files."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, update

from assistant import erasure
from assistant.contracts import (
    CustomerBody,
    DetectedFormat,
    EraseRequest,
    Examination,
    ExampleConversation,
    ExampleTurn,
    Identifier,
    ReplacedSample,
    TranscriptChoices,
    TranscriptReview,
)
from assistant.erasure import journal
from assistant.erasure.people import hashed
from assistant.errors import NotFoundError
from assistant.paths import Home
from assistant.store import articles, backups, customers, schema, sources
from assistant.store.articles import ArticleDraft
from assistant.store.database import OWNER, Store
from assistant.store.opening import open_store
from assistant.transcripts.kept import KeptTurn, TranscriptStore, files
from assistant.transcripts.kept import schema as kept_schema
from assistant.transcripts.kept.database import path_of
from assistant.transcripts.kept.identities import Erased, customer_hash, hashes_of
from assistant.transcripts.kept.reply_keys import source_name
from assistant.transcripts.kept.rows import Row
from assistant.transcripts.records import ConversationRecord
from retrieval.entry import Kind

MAIL, NUMBER, NAME = "zuzanna.quibble@post.example", "KD-77481", "Zuzanna Quibble"
OTHER = "bo@post.example"


def row(key: bytes, name: str, text: str = "It left.", **who: str) -> Row:
    record = ConversationRecord(key=name, messages=(), **who)  # type: ignore[arg-type]
    hashes = hashes_of(key, record)
    return Row(
        key=name, turns=(KeptTurn("customer", "Where is it?"), KeptTurn("agent", text)),
        identities=hashes, customer_hash=customer_hash(key, record, hashes),
    )  # fmt: skip


@pytest.fixture
def set_id(home: Home, store: Store) -> int:
    """A set with two conversations of the person and one of another that mentions them, indexed."""
    kept = TranscriptStore(home, store.key)
    with kept.begun("chats.csv", {"path": "/chats.csv"}, TranscriptChoices()) as made:
        id_ = int(made.id)
    batch = [
        row(store.key, "T1", customer_email=MAIL, customer_id=NUMBER, customer_name=NAME),
        row(store.key, "T2", customer_id=NUMBER),
        row(store.key, "T3", customer_email=OTHER, text=f"As {NAME} said: {MAIL}"),
        row(store.key, "T12", customer_email=OTHER),
    ]
    kept.write(id_, 1, batch, Erased(home, store.key))
    example = ExampleConversation(key="T3", turns=[ExampleTurn(role="agent", text=f"Ask {NAME}")])
    found = Examination(detected=DetectedFormat(format="table"), examples=[example])
    left = ReplacedSample(kind="capitalised", before="as ", shown=NAME, after=" said")
    review = TranscriptReview(replaced=[], left=[left], counts={})
    kept.finish(id_, 1, "approved", found, review)
    kept.settle(id_)
    with store.write(OWNER) as transaction:
        source = sources.get_or_create(transaction, source_name(id_), "transcripts")
        articles.create(
            transaction,
            [
                ArticleDraft(answer=f"Reply of {key}", kind=Kind.SOLVED, source_id=source,
                      source_key=f"transcript/{key}/0")
                for key in ("T1", "T2", "T3", "T12")
            ],
        )  # fmt: skip
    kept.change(id_, source=source_name(id_))
    kept.close()
    return id_


def keys(home: Home, key: bytes) -> list[str]:
    kept = TranscriptStore(home, key)
    found = [one.key for one in kept.conversations()]
    kept.close()
    return found


def replies(store: Store) -> list[str]:
    with store.read() as connection:
        return sorted(connection.scalars(select(schema.articles.c.answer)))


def test_their_conversations_and_replies_go_and_others_forget_them(
    home: Home, store: Store, set_id: int
) -> None:
    with store.write(OWNER) as transaction:
        customers.create(
            transaction,
            CustomerBody(
                name=NAME,
                identifiers=[
                    Identifier(kind="email", value=MAIL), Identifier(kind="number", value=NUMBER),
                ],
            ),
        )  # fmt: skip
    request = EraseRequest(customer=MAIL, dry_run=True)
    tried = erasure.erase(store, home, OWNER, request)
    assert keys(home, store.key) == ["T1", "T2", "T3", "T12"]
    done = erasure.erase(store, home, OWNER, EraseRequest(customer=MAIL))
    assert (done.transcripts, done.transcript_sets, done.solved_replies) == (2, [set_id], 2)
    assert done.mentions == 4
    assert done.model_copy(update={"dry_run": True}) == tried
    assert keys(home, store.key) == ["T3", "T12"]
    assert replies(store) == ["Reply of T12", "Reply of T3"]
    kept = TranscriptStore(home, store.key)
    everything = [
        kept.get(set_id).model_dump_json(),
        kept.review(set_id).model_dump_json(),
        *(turn.text for one in kept.conversations() for turn in one.turns),
    ]
    kept.close()
    assert not any("quibble" in text.casefold() for text in everything)
    assert sum("[erased]" in text for text in everything) == 3


@pytest.mark.parametrize(
    ("said", "left"),
    [(MAIL, ["T2", "T3", "T12"]), ("kd- 77481", ["T3", "T12"]), (OTHER, ["T1", "T2"])],
)
def test_whom_only_an_export_knows_is_found_too(
    home: Home, store: Store, set_id: int, said: str, left: list[str]
) -> None:
    erasure.erase(store, home, OWNER, EraseRequest(customer=said))
    assert keys(home, store.key) == left


def test_a_name_finds_only_whom_nothing_surer_tells(home: Home, store: Store, set_id: int) -> None:
    with pytest.raises(NotFoundError):
        erasure.erase(store, home, OWNER, EraseRequest(customer=NAME))
    kept = TranscriptStore(home, store.key)
    batch = [row(store.key, "T9", customer_name="Zuzanna  QUIBBLE")]
    kept.write(set_id, 1, batch, Erased(home, store.key))
    kept.close()
    erasure.erase(store, home, OWNER, EraseRequest(customer=NAME))
    assert keys(home, store.key) == ["T1", "T2", "T3", "T12"]


def test_what_a_wrong_clock_wrote_goes_too(home: Home, store: Store, set_id: int) -> None:
    """Rows with a time in the future are erased too, as they may be written during an erasure."""
    kept = TranscriptStore(home, store.key)
    later = datetime.now(UTC) + timedelta(days=900)
    with kept.database.write() as connection:
        connection.execute(update(kept_schema.conversations).values(kept_at=later))
    assert erasure.erase(store, home, OWNER, EraseRequest(customer=MAIL)).transcripts == 1
    assert [one.key for one in kept.kept(set_id)] == ["T2", "T3", "T12"]
    kept.close()


@pytest.mark.parametrize(
    ("hours", "gone"), [(-1, True), (8, True), (13, True), (24 * 30, False), (24 * 400, True)]
)
def test_a_time_without_its_zone_does_not_bring_them_back(
    home: Home, store: Store, set_id: int, hours: int, *, gone: bool
) -> None:
    """A local time taken as UTC may be some hours after the erasure although it was before; a time
    in the future cannot be right, and does not count as a new conversation either."""
    long_ago = datetime.now(UTC) - timedelta(days=200)
    record = journal.Record(
        at=long_ago, actor_id=1, hashes=frozenset({hashed(store.key, "email", MAIL)})
    )
    journal.append(home, record)
    said = ConversationRecord(
        key="T9", messages=(), customer_email=MAIL, created_at=long_ago + timedelta(hours=hours)
    )
    assert Erased(home, store.key)(said) is gone


def test_a_file_that_was_put_back_is_erased_in_again(home: Home, store: Store, set_id: int) -> None:
    old = home.root.parent / "old.db"
    shutil.copy(path_of(home), old)
    erasure.erase(store, home, OWNER, EraseRequest(customer=NUMBER))
    for path in path_of(home).parent.glob("transcripts.db*"):
        path.unlink()
    shutil.copy(old, path_of(home))
    assert keys(home, store.key) == ["T1", "T2", "T3", "T12"]
    erasure.apply_again(store, home)
    assert keys(home, store.key) == ["T3", "T12"]


def test_replies_go_from_backups_and_from_a_store_that_was_put_back(
    home: Home, store: Store, set_id: int
) -> None:
    backups.make(home, store.key, "daily")
    store.checkpoint()
    old = home.root.parent / "old-store.db"
    shutil.copy(home.store, old)
    erasure.erase(store, home, OWNER, EraseRequest(customer=NUMBER))
    [backup] = backups.listed(home)
    place = home.root.parent / "looked-at"
    shutil.copytree(home.root, place)
    shutil.copy(place / "backups" / backup.path.name, place / "store.db")
    looked = open_store(Home(place)).store
    assert replies(looked) == ["Reply of T12", "Reply of T3"]
    looked.close()


def test_models_that_learnt_from_them_are_named(home: Home, store: Store, set_id: int) -> None:
    kept = TranscriptStore(home, store.key)
    [first, *_] = kept.conversations([set_id])
    kept.close()
    with store.write(OWNER) as transaction:
        model = transaction.connection.scalar(
            insert(schema.models)
            .values(kind="replies", name="ours", version="3", digest="", state="active",
                    metrics={}, created_at=transaction.now, change_seq=transaction.change_seq)
            .returning(schema.models.c.id)
        )  # fmt: skip
        transaction.execute(
            insert(schema.model_lessons).values(
                model_id=model, conversation_hash="c", customer_hash=first.customer_hash
            )
        )
    report = erasure.erase(store, home, OWNER, EraseRequest(customer=NUMBER, dry_run=True))
    assert report.models_to_retrain == ["ours 3"]
    erasure.erase(store, home, OWNER, EraseRequest(customer=NUMBER))
    with store.read() as connection:
        [hashes] = connection.scalars(select(schema.erasures.c.identifier_hashes))
    assert first.customer_hash in hashes


def test_files_that_were_sent_go(home: Home, store: Store, set_id: int, tmp_path: Path) -> None:
    arrived = tmp_path / "sent.csv"
    arrived.write_text(f"customer,text\n{NAME},hello\n")
    file = files.sent(home, store.key, arrived)
    erasure.erase(store, home, OWNER, EraseRequest(customer=MAIL))
    assert files.is_gone(home, file)


def test_a_home_without_transcripts_gets_none(home: Home, store: Store) -> None:
    with store.write(OWNER) as transaction:
        customers.create(transaction, CustomerBody(name=NAME))
    erasure.erase(store, home, OWNER, EraseRequest(customer=NAME))
    erasure.apply_again(store, home)
    assert not path_of(home).exists()
    with store.read() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.customers)) == 0
