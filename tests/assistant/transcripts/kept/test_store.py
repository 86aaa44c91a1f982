"""The file of kept conversations: newer formats, damage, and no use before approval."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, insert, inspect

from assistant.contracts import (
    DetectedFormat,
    Examination,
    TranscriptChoices,
    TranscriptReview,
)
from assistant.errors import ConflictError, NotFoundError, StoreNewerError
from assistant.paths import Home
from assistant.transcripts.kept import KeptTurn, TranscriptStore, migrations, schema, sets
from assistant.transcripts.kept.database import TranscriptsDamagedError, path_of
from assistant.transcripts.kept.identities import Erased
from assistant.transcripts.kept.rows import Row

KEY = bytes(range(32))
FOUND = Examination(detected=DetectedFormat(format="table"), conversations=3)
REVIEWED = TranscriptReview(replaced=[], left=[], counts={"Email": 3})


@pytest.fixture
def opened(home: Home):
    home.create()
    store = TranscriptStore(home, KEY)
    yield store
    store.close()


def row(key: str, reason: str = "", text: str = "It left yesterday.") -> Row:
    turns = (KeptTurn("customer", f"Where is {key}?"), KeptTurn("agent", text, datetime.now(UTC)))
    return Row(key=key, turns=turns, reason=reason, identities=(f"email:{key}",), labels=("late",))


def begun(store: TranscriptStore) -> int:
    with store.begun("chats.csv", {"path": "/chats.csv"}, TranscriptChoices()) as made:
        return int(made.id)


def filled(store: TranscriptStore, home: Home, state: str = "approved", count: int = 3) -> int:
    id_ = begun(store)
    batch = [row(f"k{at}", "unsolved" if at == 1 else "") for at in range(count)]
    store.write(id_, 1, batch, Erased(home, KEY))
    store.finish(id_, 1, state, FOUND, REVIEWED)
    store.settle(id_)
    return id_


def test_a_set_is_at_work_from_the_moment_it_can_be_seen(opened: TranscriptStore) -> None:
    with opened.begun("chats.csv", {"path": "/chats.csv"}, TranscriptChoices()) as made:
        [seen] = opened.sets()
        assert (seen.id, seen.state, seen.error) == (made.id, "examining", None)
        with pytest.raises(ConflictError), opened.idle(made.id):
            pass
    assert opened.get(made.id).state == "examining"


def test_a_set_whose_job_cannot_be_queued_was_never_there(opened: TranscriptStore) -> None:
    with (
        pytest.raises(KeyError),
        opened.begun("chats.csv", {"path": "/chats.csv"}, TranscriptChoices()),
    ):
        raise KeyError
    assert opened.sets() == []
    assert opened.get(begun(opened)).state == "examining"


def test_a_set_read_while_its_job_ends_has_not_failed(opened: TranscriptStore) -> None:
    id_ = begun(opened)
    ended: list[int] = []

    def end(*_: object) -> None:
        if not ended:
            ended.append(id_)
            opened.finish(id_, 1, sets.EXAMINED, FOUND)
            opened.settle(id_)

    # the job ends after the reader has read the row, but before it looks for the job
    event.listen(opened.database._engine, "after_cursor_execute", end)
    assert opened.get(id_).state == "examined"
    assert ended


def test_the_tables_are_what_the_migrations_make(opened: TranscriptStore) -> None:
    engine = create_engine("sqlite://")
    schema.metadata.create_all(engine)
    wanted = inspect(engine)
    with opened.database.read() as connection:
        made = inspect(connection)
        assert set(made.get_table_names()) == set(wanted.get_table_names())
        for table in wanted.get_table_names():
            columns = [
                [(c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(table)]
                for found in (made, wanted)
            ]
            assert columns[0] == columns[1]
            assert made.get_foreign_keys(table) == wanted.get_foreign_keys(table)
            assert made.get_indexes(table) == wanted.get_indexes(table)


def test_what_was_written_is_read_again(opened: TranscriptStore, home: Home) -> None:
    id_ = filled(opened, home)
    opened.close()
    again = TranscriptStore(home, KEY)
    assert again.notice is None
    [first, second] = again.conversations([id_])
    assert (first.key, second.key) == ("k0", "k2")
    assert first.turns[0] == KeptTurn("customer", "Where is k0?")
    assert first.labels == ("late",)
    assert [one.key for one in again.conversations(usable=False)] == ["k0", "k1", "k2"]
    assert again.get(id_).redactions == {"Email": 3}
    again.close()


def test_nothing_is_trained_on_before_a_person_said_yes(
    opened: TranscriptStore, home: Home
) -> None:
    waiting = filled(opened, home, state=sets.REVIEW)
    yes = filled(opened, home)
    assert {one.set_id for one in opened.conversations()} == {yes}
    with pytest.raises(ConflictError) as error:
        opened.conversations([yes, waiting])
    assert error.value.code == "transcripts.not-approved"
    with pytest.raises(NotFoundError):
        opened.conversations([99])


def test_pages_of_what_was_left_out(opened: TranscriptStore, home: Home) -> None:
    id_ = begun(opened)
    batch = [row(f"k{at}", ("unsolved", "one-side", "")[at % 3]) for at in range(90)]
    opened.write(id_, 1, batch, Erased(home, KEY))
    assert opened.skipped(id_).total == 0, "what does not count yet is not shown"
    opened.finish(id_, 1, sets.EXAMINED, FOUND)
    seen, cursor = [], None
    while True:
        page = opened.skipped(id_, cursor=cursor, limit=7)
        assert page.total == 60
        seen += page.items
        cursor = page.next
        if cursor is None:
            break
    assert [one.key for one in seen] == [f"k{at}" for at in range(90) if at % 3 != 2]
    assert all(one.reason and one.turns for one in seen)
    assert opened.skipped(id_, reason="one-side", limit=500).total == 30


def test_the_file_is_unreadable_without_the_key(opened: TranscriptStore, home: Home) -> None:
    filled(opened, home)
    opened.close()
    content = path_of(home).read_bytes()
    assert b"SQLite" not in content
    assert b"unsolved" not in content
    assert path_of(home).stat().st_mode & 0o077 == 0


def test_a_newer_file_is_refused_and_left_alone(opened: TranscriptStore, home: Home) -> None:
    with opened.database.write() as connection:
        newer = {"number": len(migrations.ALL) + 1, "applied_at": datetime.now(UTC)}
        connection.execute(insert(schema.migrations).values(**newer))
    opened.close()
    before = path_of(home).read_bytes()
    with pytest.raises(StoreNewerError):
        TranscriptStore(home, KEY)
    assert path_of(home).read_bytes() == before


@pytest.mark.parametrize("damage", ["page", "beginning", "key", "end"])
def test_a_damaged_file_is_set_aside_and_told_of(
    opened: TranscriptStore, home: Home, damage: str
) -> None:
    filled(opened, home, count=200)
    opened.close()
    path = path_of(home)
    content = bytearray(path.read_bytes())
    key = KEY
    if damage == "page":
        content[len(content) // 2] ^= 1
    elif damage == "beginning":
        content[:16] = bytes(16)
    elif damage == "end":
        del content[-5_000:]
    else:
        key = bytes(32)
    path.write_bytes(content)
    store = TranscriptStore(home, key)
    assert store.notice is not None
    assert store.notice.code == "transcripts.damaged"
    assert store.sets() == []
    assert filled(store, home) == 1
    store.close()
    [aside] = home.damaged.rglob("transcripts.db")
    assert aside.read_bytes() == content, "it is kept as it was"
    again = TranscriptStore(home, key)
    assert again.notice is None
    again.close()


def test_damage_that_comes_later_is_told_by_its_code(opened: TranscriptStore, home: Home) -> None:
    filled(opened, home, count=2_000)
    opened.database.empty_log()
    opened.database.close()
    content = bytearray(path_of(home).read_bytes())
    for at in range(9 * 4096, len(content), 4096):
        content[at + 100] ^= 1
    path_of(home).write_bytes(content)
    with pytest.raises(TranscriptsDamagedError):
        list(opened.conversations())


def test_what_a_killed_job_had_written_is_nobody_s(opened: TranscriptStore, home: Home) -> None:
    id_ = filled(opened, home)
    opened.write(id_, 2, [row("half")], Erased(home, KEY))
    new = begun(opened)
    opened.write(new, 1, [row("half")], Erased(home, KEY))
    opened.close()
    again = TranscriptStore(home, KEY)
    again.settle_all()
    assert [one.key for one in again.conversations(usable=False)] == ["k0", "k1", "k2"]
    assert again.get(id_).state == "approved"
    stopped = again.get(new)
    assert stopped.state == "failed"
    assert stopped.error is not None
    assert stopped.error.code == "transcripts.stopped"
    with again.database.read() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM conversations").scalar()
    assert found == 3
    again.close()


def test_ids_are_never_given_twice(opened: TranscriptStore, home: Home) -> None:
    first = filled(opened, home)
    ids = {one.id for one in opened.conversations([first], usable=False)}
    opened.remove(first)
    second = filled(opened, home)
    assert second != first
    assert ids.isdisjoint(one.id for one in opened.conversations([second], usable=False))
    with opened.database.read() as connection:
        left = connection.exec_driver_sql("SELECT count(*) FROM identities").scalar()
    assert left == 3


def test_a_home_without_a_folder_for_it_gets_one(tmp_path: Path) -> None:
    home = Home(tmp_path / "fresh")
    home.create()
    store = TranscriptStore(home, KEY)
    assert store.sets() == []
    store.close()
    assert home.training.stat().st_mode & 0o077 == 0
