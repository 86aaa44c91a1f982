"""The whole life of an export: examined, kept, reviewed, approved, found, removed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from assistant import live_erasure
from assistant.contracts import (
    EraseRequest,
    SuggestionRequest,
    TranscriptChange,
    TranscriptChoices,
)
from assistant.engine import Engine
from assistant.errors import ConflictError
from assistant.store import articles_read, audit_log, sources
from assistant.store.database import OWNER
from assistant.transcripts.kept import TranscriptStore, actions, examine_job, keep_job
from assistant.transcripts.kept.reading_pass import Pass
from assistant.transcripts.kept.reply_keys import source_name
from assistant.transcripts.records import Status
from tests.assistant.transcripts.kept.working import approved, examined, kept, over, rows
from tests.assistant.transcripts.made import many, said, solved, write_csv

COUNT = 8


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export of eight usable conversations, an open and an unanswered one, and a duplicate."""
    first = solved(0)
    talk = [(m.role.value, m.text) for m in solved(777).messages]
    return write_csv(
        tmp_path / "chats.csv",
        [
            *many(COUNT),
            said(*talk, key="open", status=Status.OPEN, customer_email="zoe@post.example"),
            said(("customer", "Is anybody there? I wait for my router"), key="alone"),
            said(*((m.role.value, m.text) for m in first.messages), key="copy"),
        ],
    )


def test_from_the_file_to_what_may_be_learnt(engine: Engine, export: Path) -> None:
    set_ = examined(engine, export)
    found = set_.examination
    assert found is not None
    assert (set_.state, set_.used, set_.error) == ("examined", COUNT, None)
    assert found.reasons == {"duplicate": 1, "not-answered": 1, "unsolved": 1}
    assert found.conversations == set_.used + sum(found.reasons.values())
    store = engine.transcripts.store
    assert store.skipped(set_.id).total == 3
    assert store.count(set_.id) == 0, "nothing is kept before it is asked for"

    set_ = over(engine, keep_job.submit(engine, OWNER, set_.id, solved_replies=False))
    assert set_.state == "review"
    assert set_.examination is not None
    assert set_.examination.reasons == found.reasons
    assert store.count(set_.id) == set_.used == COUNT
    assert store.skipped(set_.id).total == 3
    assert set_.redactions["Email"] >= COUNT
    with pytest.raises(ConflictError):
        store.conversations([set_.id])

    set_ = actions.change(engine, OWNER, set_.id, TranscriptChange(approved=True))
    [*conversations] = store.conversations([set_.id])
    assert len(conversations) == COUNT
    assert len({one.customer_hash for one in conversations}) == COUNT
    one = conversations[3]
    assert (one.key, one.labels, one.language, one.solved) == ("T3", (), "en", True)
    assert [turn.role for turn in one.turns] == ["customer", "agent"] * 2
    for kept_one in conversations:
        text = kept_one.subject + kept_one.agent + "".join(turn.text for turn in kept_one.turns)
        assert "@post.example" not in text
        assert "Baker" not in text
    actions.change(engine, OWNER, set_.id, TranscriptChange(approved=False))
    with pytest.raises(ConflictError):
        store.conversations([set_.id])


def test_each_step_is_in_the_audit_log(engine: Engine, export: Path) -> None:
    set_ = approved(engine, export)
    actions.change(engine, OWNER, set_.id, TranscriptChange(name="Spring"))
    actions.change(engine, OWNER, set_.id, TranscriptChange(approved=False))
    actions.remove(engine, OWNER, set_.id)
    with engine.store.read() as connection:
        log = audit_log.listed(connection, subject=f"transcripts {set_.id}").items
    assert [entry.action.removeprefix("transcripts.") for entry in reversed(log)] == [
        "examined", "kept", "approved", "renamed", "withdrawn", "removed",
    ]  # fmt: skip


def test_solved_replies_are_found_and_go_with_the_set(engine: Engine, export: Path) -> None:
    before = rows(engine.transcripts.store)
    set_ = kept(engine, export, solved_replies=True)
    assert set_.solved_replies >= COUNT
    asked = solved(7).messages[0].text
    cards = [
        event.suggestion if hasattr(event, "suggestion") else event
        for event in engine.answer(SuggestionRequest(text=asked))
    ]
    assert any("solved" in str(getattr(card, "kind", "")) for card in cards)
    again = over(engine, keep_job.submit(engine, OWNER, set_.id, solved_replies=True))
    assert again.solved_replies == set_.solved_replies
    with engine.store.read() as connection:
        source = sources.named(connection, source_name(set_.id))
    assert source is not None
    assert source.articles == set_.solved_replies
    actions.remove(engine, OWNER, set_.id)
    with engine.store.read() as connection:
        assert sources.named(connection, source_name(set_.id)) is None
        assert articles_read.count(connection) == 0
    assert rows(engine.transcripts.store) == before


def test_a_cancelled_keeping_leaves_nothing_half(engine: Engine, export: Path) -> None:
    set_ = examined(engine, export)
    before = rows(engine.transcripts.store)
    # the job waits for this lock at its first batch
    with engine.transcripts.store.database.write():
        begun = keep_job.submit(engine, OWNER, set_.id, solved_replies=True)
        assert begun.state == "keeping"
        assert begun.job is not None
        with pytest.raises(ConflictError) as error:
            examine_job.submit(engine, OWNER, set_.id, TranscriptChoices())
        assert error.value.code == "transcripts.busy"
        engine.jobs.cancel(begun.job)
    now = over(engine, begun)
    assert engine.jobs.get(begun.job).state == "cancelled"
    assert (now.state, now.job, now.error) == ("examined", None, None)
    assert rows(engine.transcripts.store) == before
    assert over(
        engine, keep_job.submit(engine, OWNER, set_.id, solved_replies=False)
    ).state == "review"  # fmt: skip


def test_another_file_than_was_examined_is_not_kept(engine: Engine, export: Path) -> None:
    set_ = examined(engine, export)
    write_csv(export, list(many(3, seed=5)))
    failed = over(engine, keep_job.submit(engine, OWNER, set_.id, solved_replies=False))
    assert failed.state == "examined"
    assert failed.error is not None
    assert failed.error.code == "transcripts.file-changed"
    begun = examine_job.submit(engine, OWNER, set_.id)
    now = over(engine, begun)
    assert (now.used, now.error) == (3, None)


def test_what_cannot_be_read_says_why_and_can_be_examined_again(
    engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "gone.csv"
    failed = examined(engine, path)
    assert failed.state == "failed"
    assert failed.error is not None
    assert failed.error.code == "file.missing"
    with pytest.raises(ConflictError) as error:
        keep_job.submit(engine, OWNER, failed.id, solved_replies=False)
    assert error.value.code == "transcripts.state"
    write_csv(path, list(many(2)))
    assert over(engine, examine_job.submit(engine, OWNER, failed.id)).used == 2


def test_a_set_of_which_nothing_can_be_used_is_not_kept(engine: Engine, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "one.csv", [said(("customer", "Is anybody there at all?"))])
    set_ = examined(engine, path)
    assert (set_.state, set_.used) == ("examined", 0)
    with pytest.raises(ConflictError) as error:
        keep_job.submit(engine, OWNER, set_.id, solved_replies=False)
    assert error.value.code == "transcripts.nothing"


def test_an_approved_set_is_not_examined_behind_anybody_s_back(
    engine: Engine, export: Path
) -> None:
    set_ = approved(engine, export)
    for act in (
        lambda: examine_job.submit(engine, OWNER, set_.id),
        lambda: keep_job.submit(engine, OWNER, set_.id, solved_replies=False),
    ):
        with pytest.raises(ConflictError) as error:
            act()
        assert error.value.code == "transcripts.state"


def test_whoever_was_erased_does_not_come_back_with_the_next_export(
    engine: Engine, export: Path
) -> None:
    first = approved(engine, export)
    mail = solved(5).customer_email
    report = live_erasure.erase(engine, OWNER, EraseRequest(customer=mail))
    # the sets of other tests contain the same customer too
    assert first.id in report.transcript_sets
    assert report.transcripts == len(report.transcript_sets)
    again = approved(engine, export)
    assert again.examination is not None
    assert again.examination.reasons["erased"] == 1
    keys = {one.key for one in engine.transcripts.store.conversations([again.id])}
    assert keys == {f"T{n}" for n in range(COUNT)} - {"T5"}
    page = engine.transcripts.store.skipped(again.id, reason="erased")
    assert [(one.key, one.turns) for one in page.items] == [("", [])]


def test_an_erasure_before_the_rows_are_written_counts(engine: Engine, export: Path) -> None:
    set_ = examined(engine, export)
    mail = solved(6).customer_email
    with engine.transcripts.store.database.write():
        # the job judges and redacts, but cannot write: this thread holds the write lock
        begun = keep_job.submit(engine, OWNER, set_.id, solved_replies=False)
        live_erasure.erase(engine, OWNER, EraseRequest(customer=mail))
    now = over(engine, begun)
    assert now.state == "review"
    actions.change(engine, OWNER, set_.id, TranscriptChange(approved=True))
    keys = {one.key for one in engine.transcripts.store.conversations([set_.id])}
    assert "T6" not in keys
    assert "T7" in keys


def test_a_full_disk_leaves_nothing_half(engine: Engine, tmp_path: Path) -> None:
    set_ = examined(engine, write_csv(tmp_path / "more.csv", list(many(3 * COUNT))))
    store = engine.transcripts.store
    before = rows(store)
    with only_so_many_pages(store):
        failed = over(engine, keep_job.submit(engine, OWNER, set_.id, solved_replies=False))
        # nothing that existed before is lost
        assert failed.state == "examined"
        assert engine.jobs.listed().items[0].state == "failed"
    error = engine.jobs.listed().items[0].error
    assert error is not None
    assert error.code == "store.full"
    assert over(
        engine, keep_job.submit(engine, OWNER, set_.id, solved_replies=False)
    ).state == "review"  # fmt: skip
    assert rows(store)["sets"] == before["sets"]
    assert store.count(set_.id) == set_.used > 0


@contextmanager
def only_so_many_pages(store: TranscriptStore) -> Iterator[None]:
    """Limit the database to about its current size for the length of a block."""
    full = [True]
    pool = store.database._engine.pool

    def limit(connection: Any, *_: object) -> None:
        if full[0]:
            connection.execute("VACUUM")  # free pages left by other tests could be used
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 2 if full[0] else 2**31}")

    event.listen(pool, "checkout", limit)
    try:
        yield
    finally:
        full[0] = False
        event.remove(pool, "checkout", limit)
        store.close()  # closes the connections that have the limit


def test_an_endless_message_is_kept_and_its_beginning_shown(engine: Engine, tmp_path: Path) -> None:
    long = "Where is my parcel, it should be here since Monday. " * 2_000
    tells = ("agent", "It left our warehouse yesterday and comes tomorrow.")
    export = write_csv(tmp_path / "long.csv", [said(("customer", long[:60_000]), tells), solved(3)])
    set_ = kept(engine, export)
    assert (set_.state, set_.used) == ("review", 2), set_.error
    assert set_.examination is not None
    shown = [len(t.text) for one in set_.examination.examples for t in one.turns]
    assert max(shown) < 1_000
    [first, _] = engine.transcripts.store.kept(set_.id)
    assert len(first.turns[0].text) > 55_000


@pytest.mark.parametrize("keeping", [False, True])
def test_who_is_erased_while_a_file_is_read_is_in_no_example(
    engine: Engine, export: Path, monkeypatch: pytest.MonkeyPatch, *, keeping: bool
) -> None:
    """Texts of the erased customer are already in memory then, as examples and samples."""
    approved(engine, export)  # so that the customer is known
    set_ = examined(engine, export)
    assert set_.examination is not None
    # not the first one, which has a duplicate that would be used instead
    gone = [one.key for one in set_.examination.examples if not one.reason][-1]
    mail = solved(int(gone.removeprefix("T"))).customer_email
    run, erased = Pass.run, []

    def running(self: Pass, *given: Any) -> Iterator[Any]:
        yield from run(self, *given)
        if not erased:
            erased.append(live_erasure.erase(engine, OWNER, EraseRequest(customer=mail)))

    monkeypatch.setattr(Pass, "run", running)
    begun = (
        keep_job.submit(engine, OWNER, set_.id, solved_replies=False) if keeping
        else examine_job.submit(engine, OWNER, set_.id)
    )  # fmt: skip
    now = over(engine, begun)
    assert erased
    assert now.error is None
    assert now.examination is not None
    assert gone not in {one.key for one in now.examination.examples}
    assert now.used == set_.used - 1
