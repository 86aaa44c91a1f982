"""Erased customers are removed from the datasets of runs in any state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert

from assistant.contracts import TrainingRequest
from assistant.engine import Engine
from assistant.erasure.people import hashed
from assistant.paths import Home
from assistant.store import schema
from assistant.store.database import OWNER
from training.runs.engine_steps import opened
from training.runs.errors import RunDamagedError
from training.runs.folder import Manifest, RunFolder, RunFolders
from training.runs.forgetting import Forgetting
from training.runs.results import judgement


@pytest.fixture
def engine(home: Home) -> Iterator[Engine]:
    with closing(Engine(home)) as made:
        yield made


def run_with_words_of(engine: Engine, customer: str) -> RunFolder:
    """Create a paused run with one example of a customer."""
    folder = RunFolders(engine.home).make()
    folder.write(
        Manifest(
            id=folder.id, kind="mood", name="Tiny", preset="quick", created_at=datetime.now(UTC),
            request=TrainingRequest(kind="mood"), recipe={}, state="paused", judged=True,
        )
    )  # fmt: skip
    with opened(engine, folder, new=True) as dataset:
        dataset.add("train", [{"text": "my parcel"}])
        dataset.learn_from([("c:1", hashed(engine.store.key, "customer", customer))])
    return folder


def erase(engine: Engine, customer: str) -> None:
    """Write into the store what the erasure of a customer would."""
    hashes = [hashed(engine.store.key, "customer", customer)]
    with engine.store.write(OWNER) as transaction:
        transaction.audit("customer.erased", "customer")
        transaction.execute(
            insert(schema.erasures).values(
                at=transaction.now, actor_id=OWNER.id, identifier_hashes=hashes, counts={},
                change_seq=transaction.change_seq,
            )
        )  # fmt: skip


def test_a_run_that_is_not_over_is_ended_and_emptied(engine: Engine) -> None:
    theirs, others = run_with_words_of(engine, "17"), run_with_words_of(engine, "18")
    ended: list[str] = []
    told: list[set[str]] = []
    Forgetting(engine, RunFolders(engine.home), ended.append, told.append).follow()
    erase(engine, "17")
    assert ended == [theirs.id]
    assert told == [{hashed(engine.store.key, "customer", "17")}]
    error = theirs.read().error
    assert error is not None
    assert error.code == "training.erased"
    for folder, left in ((theirs, 0), (others, 1)):
        with opened(engine, folder) as dataset:
            assert dataset.count("train") == left


def test_what_is_damaged_keeps_no_words_and_breaks_no_erasure(engine: Engine) -> None:
    unread, torn = run_with_words_of(engine, "17"), run_with_words_of(engine, "18")
    last = run_with_words_of(engine, "17")
    (unread.path / "run.json").write_bytes(b"{torn")
    torn.dataset.write_bytes(bytes(torn.dataset.stat().st_size))

    def fails(what: object) -> None:
        if what != torn.id:
            raise OSError("no such device")

    Forgetting(engine, RunFolders(engine.home), fails, fails).follow()
    erase(engine, "17")
    with opened(engine, unread) as dataset:
        assert dataset.count("train") == 0
    assert not torn.dataset.exists(), "nobody can tell whose words were in it"
    with opened(engine, last) as dataset:
        assert dataset.count("train") == 1, "it could not be ended, and is tried again"
    Forgetting(engine, RunFolders(engine.home), [].append, [].append).follow()
    with opened(engine, last) as dataset:
        assert dataset.count("train") == 0


def test_a_lost_dataset_is_told_and_not_made_anew(engine: Engine) -> None:
    folder = run_with_words_of(engine, "17")
    folder.dataset.unlink()
    with pytest.raises(RunDamagedError, match="dataset"):
        judgement(engine, folder)
    assert not folder.dataset.exists()
