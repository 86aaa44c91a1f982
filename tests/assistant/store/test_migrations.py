"""Old stores of all formats can be opened, and nothing in them is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.errors import StoreNewerError
from assistant.paths import Home
from assistant.store import (
    articles_read,
    backups,
    conversations_read,
    keys,
    macros,
    marked_different,
    migrations,
    unsent_replies,
)
from assistant.store.database import OWNER, SYSTEM
from assistant.store.opening import open_store

STORES = Path(__file__).resolve().parents[2] / "data" / "stores"
KEY = bytes(range(32))
KEPT = sorted(STORES.glob("schema-*.db"))


@pytest.fixture
def old_home(tmp_path: Path, request: pytest.FixtureRequest) -> Home:
    home = Home(tmp_path / "home")
    home.create()
    keys.keep(home, KEY, store_id="kept")
    shutil.copy(request.param, home.store)
    return home


def test_a_store_of_every_schema_before_the_newest_is_kept() -> None:
    kept = {int(path.stem.removeprefix("schema-")) for path in KEPT}
    assert kept == set(range(1, migrations.NEWEST))


@pytest.mark.parametrize("old_home", KEPT, indirect=True, ids=lambda path: path.stem)
def test_an_old_store_is_upgraded_after_a_backup(old_home: Home) -> None:
    opened = open_store(old_home)
    try:
        assert not opened.notices
        with opened.store.read() as connection:
            assert migrations.current(connection) == migrations.NEWEST
            assert articles_read.count(connection) == 2
            first = articles_read.get(connection, 1)
            assert first.answer == "Three to five working days."
            history = articles_read.history(connection, 1)
            assert [step.body.answer[:5] for step in history] == ["Three", "Two t"]
            assert articles_read.get(connection, 2).lang == "zh"
            assert articles_read.history(connection, 3)[0].action == "deleted"
            conversation = conversations_read.with_messages(connection, 1)
            assert conversation.customer_name == "Maria Gonzalez"
            assert [message.role for message in conversation.messages] == ["customer", "agent"]
            assert unsent_replies.read(connection, 1, OWNER.id) is None
            assert macros.listed(connection) == []
            assert marked_different.pairs(connection) == set()
    finally:
        opened.store.close()
    assert [backup.reason for backup in backups.listed(old_home)] == ["migration"]
    backups.verify(backups.listed(old_home)[0].path, KEY)


@pytest.mark.parametrize("old_home", KEPT[-1:], indirect=True, ids=lambda path: path.stem)
def test_a_newer_store_is_refused_and_left_alone(old_home: Home) -> None:
    opened = open_store(old_home)
    with opened.store.write(SYSTEM) as transaction:
        transaction.connection.exec_driver_sql(
            "INSERT INTO migrations (number, name, applied_at) VALUES (9999, 'from the future', 0)"
        )
    opened.store.close()
    before = old_home.store.read_bytes()
    with pytest.raises(StoreNewerError) as refused:
        open_store(old_home)
    assert refused.value.code == "store.newer"
    assert "9999" in str(refused.value)
    assert old_home.store.read_bytes() == before
