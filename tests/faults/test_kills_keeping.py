"""An engine killed while it examines or keeps an export: nothing is half, and it goes on."""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from assistant.store import keys
from assistant.transcripts.kept.database import path_of
from tests.assistant.transcripts.made import many, write_csv
from tests.faults.engine_process import EngineProcess

COUNT = 160


def begun(engine: EngineProcess, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = engine.call("POST", path, body)
    return answer


def over(engine: EngineProcess, set_: dict[str, Any]) -> dict[str, Any]:
    job = engine.job(set_["job"])
    assert job["state"] == "done", job
    answer: dict[str, Any] = engine.get(f"/transcripts/{set_['id']}")
    return answer


def _killed_while_it_keeps(
    tmp_path: Path, rng: random.Random, tally: Counter[str], kills: int
) -> None:
    export = write_csv(tmp_path / "chats.csv", list(many(COUNT)))
    engine = EngineProcess(tmp_path / "home")
    try:
        engine.start()
        set_ = over(engine, begun(engine, "/transcripts", {"path": str(export)}))
        assert (set_["state"], set_["used"]) == ("examined", COUNT)
        at = f"/transcripts/{set_['id']}"
        for _ in range(kills):
            engine.call("POST", f"{at}/keep", {"solved_replies": True})
            time.sleep(rng.uniform(0.05, 1.5))
            engine.kill()
            tally["kills during keeping"] += 1
            engine.start()
            now = engine.get(at)
            # the kill came before the last row, or after it: never between
            assert now["state"] in ("examined", "review")
            assert now["job"] is None
            assert engine.get(f"{at}/skipped")["total"] == 0
        done = over(engine, begun(engine, f"{at}/keep", {"solved_replies": True}))
        assert (done["state"], done["used"]) == ("review", COUNT)
        assert done["solved_replies"] >= COUNT
        assert engine.call("PATCH", at, {"approved": True})["state"] == "approved"
        engine.call("POST", "/transcripts", {"path": str(export)})
        engine.kill()
        engine.start()
        sets = engine.get("/transcripts")["items"]
        assert sets[-1]["state"] == "approved"
        assert {one["state"] for one in sets[:-1]} <= {"failed", "examined"}
    finally:
        engine.stop()
    _nothing_half(engine, COUNT)


def test_killed_while_it_keeps(tmp_path: Path, rng: random.Random, tally: Counter[str]) -> None:
    _killed_while_it_keeps(tmp_path, rng, tally, kills=2)


@pytest.mark.soak
def test_killed_often_while_it_keeps(
    tmp_path: Path, rng: random.Random, tally: Counter[str]
) -> None:
    _killed_while_it_keeps(tmp_path, rng, tally, kills=30)


def _nothing_half(engine: EngineProcess, kept: int) -> None:
    """Every row belongs to the attempt of its set that counts."""
    from assistant.transcripts.kept import TranscriptStore

    store = TranscriptStore(engine.home, keys.load(engine.home))
    store.settle_all()
    assert len(list(store.conversations())) == kept
    with store.database.read() as connection:
        stray = connection.exec_driver_sql(
            "SELECT count(*) FROM conversations c JOIN sets s ON s.id = c.set_id "
            "WHERE c.attempt != s.attempt"
        ).scalar()
    assert stray == 0
    assert path_of(engine.home).exists()
    store.close()
