"""Homes in odd places, shared, left behind, or out of time."""

from __future__ import annotations

import http.client
import json
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.engine_file import Running
from assistant.paths import Home
from assistant.store import backups, keys
from assistant.store.database import connect
from tests.faults.engine_process import EngineProcess, Gone, engine_on
from tests.faults.ledger import body, found


def test_a_home_of_any_name(tmp_path: Path) -> None:
    """Spaces, Chinese, what a shell or a URL would take for its own, and 200 characters."""
    odd = tmp_path / "a home" / "客服 知识库" / "'quoted' & $odd; #%41 ?x=y" / ("n" * 200)
    with engine_on(odd) as engine:
        made = engine.call("POST", "/articles", body("kept", 1))
        backup = engine.call("POST", "/backups")["name"]
        engine.call("POST", f"/backups/{backup}/restore")
        engine.ready()
        assert found(engine, made["questions"][0], made["id"])
        engine.kill()
        engine.start()
        assert engine.notices() == []
        assert len(engine.articles()) == 1


def test_a_home_behind_a_link_is_the_same_home(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir()
    link.symlink_to(real)
    with engine_on(link) as engine:
        engine.call("POST", "/articles", body("kept", 1))
        second = EngineProcess(real)
        second.spawn()
        assert second.reap() == 1
        assert '"engine.running"' in second.output()
        assert str(engine.pid) in second.output()
        # the first one is none the worse for it
        assert len(engine.articles()) == 1
    with engine_on(real) as engine:
        assert len(engine.articles()) == 1


def test_what_a_killed_engine_leaves_behind_is_no_obstacle(tmp_path: Path) -> None:
    engine = EngineProcess(tmp_path / "home")
    try:
        engine.start()
        engine.call("POST", "/articles", body("kept", 1))
        engine.kill()
        assert engine.home.engine.exists()
        assert engine.home.lock.exists()
        # the number of the process may be somebody else's by now, and so may the port
        left = json.loads(engine.home.engine.read_text("utf-8"))
        engine.home.engine.write_text(json.dumps(left | {"pid": 1, "port": 1}))
        (engine.home.incoming).mkdir(exist_ok=True)
        (engine.home.incoming / "half.csv").write_text("question")
        engine.home.backups.mkdir(exist_ok=True)
        for name in ("store.arriving", "backups/store-20200101T000000000000Z-daily.partial"):
            (engine.home.root / name).write_bytes(b"half")
        engine.start()
        assert engine.notices() == []
        assert len(engine.articles()) == 1
        assert not engine.home.incoming.exists()
        assert isinstance(engine.running, Running)
    finally:
        engine.stop()
    assert not engine.home.engine.exists()


def test_an_engine_killed_while_it_streams(tmp_path: Path) -> None:
    """The client notices; the next engine serves."""
    with engine_on(tmp_path / "home") as engine:
        engine.call("POST", "/articles", body("kept", 1))
        assert engine.running is not None
        headers = {"Authorization": f"Bearer {engine.running.token}"}
        connection = engine.connect(timeout=60)
        connection.request("GET", "/v1/events", headers=headers)
        stream = connection.getresponse()
        assert stream.status == 200
        ended: list[str] = []

        def listen() -> None:
            try:
                while stream.readline():
                    pass
            except (OSError, http.client.HTTPException) as error:
                ended.append(type(error).__name__)
            ended.append("end")

        listening = threading.Thread(target=listen)
        listening.start()
        asking = threading.Thread(target=lambda: _ask_until_gone(engine))
        asking.start()
        engine.call("POST", "/articles", body("more", 1))
        engine.kill()
        for thread in (listening, asking):
            thread.join(60)
            assert not thread.is_alive(), "a client waits for a dead engine"
        connection.close()
        assert ended
        engine.start()
        assert len(engine.articles()) == 2


def _ask_until_gone(engine: EngineProcess) -> None:
    with suppress(Gone):
        while True:
            engine.call("POST", "/suggestions", {"text": "How do I polish the keptv1?"})


def test_a_clock_that_jumped_is_harmless(tmp_path: Path) -> None:
    """Everything was written in the future, a backup among it; today goes on as ever."""
    engine = EngineProcess(tmp_path / "home")
    try:
        engine.start()
        made = engine.call("POST", "/articles", body("kept", 1))
        name = engine.call("POST", "/backups")["name"]
        engine.stop()
        _move_to(engine.home, name, datetime.now(UTC) + timedelta(days=4000))
        for path in engine.home.backups.glob("*-daily.db"):
            path.unlink()
        engine.start()
        assert engine.notices() == []
        engine.ready()
        assert found(engine, made["questions"][0], made["id"])
        changed = {"version": 1, "body": body("kept", 2)}
        engine.call("PUT", f"/articles/{made['id']}", changed)
        history = engine.call("GET", f"/articles/{made['id']}/history")
        assert [step["version"] for step in history] == [2, 1]
        engine.call("POST", "/backups")
    finally:
        engine.stop()
    reasons = [backup.reason for backup in backups.listed(engine.home)]
    assert "daily" in reasons, "a backup from the future keeps today's from being made"


def _move_to(home: Home, backup: str, future: datetime) -> None:
    stamp = future.strftime("%Y%m%dT%H%M%S%fZ")
    (home.backups / backup).rename(home.backups / f"store-{stamp}-daily.db")
    micro = int(future.timestamp() * 1_000_000)
    connection = connect(home.store, keys.load(home))
    for table, columns in (
        ("articles", ("created_at", "updated_at")), ("article_versions", ("at",)),
        ("actors", ("created_at",)),
    ):  # fmt: skip
        for column in columns:
            connection.execute(f"UPDATE {table} SET {column} = ?", (micro,))
    connection.close()
