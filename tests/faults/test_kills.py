"""An engine killed at any moment: what was acknowledged is there, nothing is half, no repair."""

from __future__ import annotations

import csv
import random
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.paths import Home
from assistant.store import backups, keys
from tests.faults.engine_process import EngineProcess, Gone, engine_on
from tests.faults.ledger import Body, Ledger, Promised, body, made_of, until_gone

OLD_STORE = Path(__file__).resolve().parents[1] / "data" / "stores" / "schema-1.db"
OLD_KEY = bytes(range(32))
ROWS = 300
"""More than one batch of an import, so that a kill may come between two."""
KEPT_BACKUPS = 3


class Ordeal:
    """One home and its engine, killed in the middle of one thing after the other."""

    def __init__(self, root: Path, rng: random.Random, tally: Counter[str]) -> None:
        self.rng, self.tally = rng, tally
        self.folder = root
        self.engine = EngineProcess(root / "home")
        self.ledger = Ledger(rng)
        self.snapshots: dict[str, Promised] = {}
        self.version = 0
        self.erased: list[str] = []

    def begin(self) -> None:
        self.engine.start()
        for _ in range(20):
            self.ledger.deed(self.engine)
        self.import_whole()

    # ------------------------------------------------------------ a kill, and what comes after

    def kill_during(self, name: str, work: Callable[[], object], longest: float) -> None:
        """Kill the engine within `longest` seconds of the beginning of `work`; start it again."""
        ended: list[BaseException | None] = []

        def doing() -> None:
            try:
                work()
            except Gone:
                ended.append(None)
            except BaseException as error:  # noqa: BLE001 - told in the test's own thread
                ended.append(error)

        thread = threading.Thread(target=doing)
        thread.start()
        time.sleep(self.rng.uniform(0, longest))
        self.engine.kill()
        thread.join(60)
        assert not thread.is_alive()
        for error in ended:
            if error is not None:
                raise error
        self.tally[f"kills during {name}"] += 1
        self.engine.start()
        # the only news allowed: that a job did not end
        assert set(self.engine.notices()) <= {"jobs.interrupted"}

    def settle(self) -> None:
        """Everything promised is there; every listed backup is whole; the erased stay away."""
        self.ledger.settle(self.engine)
        home = self.engine.home
        there = {item["name"] for item in self.engine.call("GET", "/backups")}
        assert there >= self.snapshots.keys()
        for backup in backups.listed(home):
            backups.verify(backup.path, keys.load(home))
        for mail in self.erased:
            assert not self.engine.get("/customers", q=mail)["items"]

    # ------------------------------------------------------------ what it is killed during

    def changes(self) -> None:
        before = self.ledger.acknowledged
        self.kill_during("single changes", lambda: until_gone(self.ledger, self.engine), 1.0)
        self.tally["acknowledged changes before a kill"] += self.ledger.acknowledged - before

    def imports(self) -> None:
        old = self.rows(self.version)
        self.version += 1
        new = self.rows(self.version)
        file = self.file(self.version)
        self.kill_during("import", lambda: self.engine.import_file(file), 1.5)
        there = self.imported()
        for id_, its in there.items():
            assert its in (old.get(id_), new[id_]), f"row {id_} is half"
        assert there.keys() >= old.keys()
        self.import_whole()

    def import_whole(self) -> None:
        job = self.engine.import_file(self.file(self.version))
        assert job["state"] == "done", job
        assert self.imported() == self.rows(self.version)

    def backs_up(self) -> None:
        def work() -> None:
            while True:
                before = self.ledger.promised.copy()
                self.snapshots[self.engine.call("POST", "/backups")["name"]] = before

        self.kill_during("backup", work, 1.0)

    def restores(self) -> None:
        if not self.snapshots:
            before = self.ledger.promised.copy()
            self.snapshots[self.engine.call("POST", "/backups")["name"]] = before
            self.ledger.deed(self.engine)
        name, snapshot = self.rng.choice(list(self.snapshots.items()))
        self.kill_during(
            "restore", lambda: self.engine.call("POST", f"/backups/{name}/restore"), 1.0
        )
        if not self.ledger.is_there(self.engine):
            self.ledger.promised = snapshot.copy()
            self.tally["kills after which the restore had been made"] += 1
        self.import_whole()

    def erases(self) -> None:
        mail = f"person{self.rng.randrange(10**9)}@example.com"
        customer = self.engine.call(
            "POST", "/customers", {"name": "", "identifiers": [{"kind": "email", "value": mail}]}
        )
        said = [{"role": "customer", "text": f"Write to me: {mail}"}]
        talk = self.engine.call(
            "POST", "/conversations", {"customer_id": customer["id"], "messages": said}
        )
        self.kill_during(
            "erasure", lambda: self.engine.call("POST", "/erasures", {"customer": mail}), 0.5
        )
        customers = self.engine.get("/customers", q=mail)["items"]
        talks = [c["id"] for c in self.engine.get("/conversations", limit=200)["items"]]
        assert bool(customers) == (talk["id"] in talks), "half an erasure"
        if customers:
            self.engine.call("POST", "/erasures", {"customer": mail})
        self.erased.append(mail)

    def starts(self) -> None:
        self.engine.stop()
        self.engine.spawn()
        self.kill_during("start", lambda: None, 1.0)

    # ------------------------------------------------------------ the imported file

    def rows(self, version: int) -> dict[str, Body]:
        """What the file says at this version: each version changes a third of the rows."""
        first = [max(1, version - (version - row) % 3) for row in range(ROWS)] if version else []
        return {str(row): body(f"row{row}", its) for row, its in enumerate(first)}

    def file(self, version: int) -> Path:
        path = self.folder / "faq.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(["id", "question", "answer", "title", "tags"])
            for id_, its in self.rows(version).items():
                questions, tags = "\n".join(its["questions"]), ",".join(its["tags"])
                out.writerow([id_, questions, its["answer"], its["title"], tags])
        return path

    def imported(self) -> dict[str, Body]:
        """What is there of the file, by row."""
        return {
            a["answer"].split("row")[1].split("v")[0]: made_of(a)
            for a in self.engine.articles()
            if a["source"]
        }

    def forget_old_backups(self) -> None:
        """As after a month: keeps the soak from rewriting hundreds of backups."""
        for old in backups.listed(self.engine.home)[KEPT_BACKUPS:]:
            old.path.unlink()
            self.snapshots.pop(old.path.name, None)


def _survive(
    root: Path, rng: random.Random, tally: Counter[str], *, rounds: int, more: bool
) -> None:
    """Kill it in each way, in any order, as often as there are rounds.

    Args:
        more: Kill twice a round during what is done most.
    """
    ordeal = Ordeal(root, rng, tally)
    try:
        ordeal.version = 1
        ordeal.begin()
        for _ in range(rounds):
            kinds = [
                ordeal.changes, ordeal.imports, ordeal.backs_up, ordeal.restores, ordeal.erases,
                ordeal.starts,
            ]  # fmt: skip
            if more:
                kinds += [ordeal.changes, ordeal.imports]
            rng.shuffle(kinds)
            for kind in kinds:
                kind()
                ordeal.settle()
                ordeal.forget_old_backups()
        with engine_on(root / "uninterrupted") as other:
            other.import_file(ordeal.file(ordeal.version))
            assert _all(other) == _all(ordeal.engine)
    finally:
        ordeal.engine.stop()


def _all(engine: EngineProcess) -> list[dict[str, Any]]:
    """Imported articles but for what counts or times them."""
    kept = ("kind", "questions", "answer", "title", "tags", "lang", "source", "locator")
    articles = [{k: a[k] for k in kept} for a in engine.articles() if a["source"]]
    return sorted(articles, key=lambda article: str(article["locator"]))


def _old_home(root: Path, rows: int) -> Home:
    """A home whose store an older program left, with many articles and no words."""
    home = Home(root)
    home.create()
    keys.keep(home, OLD_KEY, store_id="kept")
    shutil.copy(OLD_STORE, home.store)
    _pad(home, rows)
    return home


def _pad(home: Home, rows: int) -> None:
    from assistant.store.database import connect

    connection = connect(home.store, OLD_KEY)
    connection.execute("BEGIN")
    for row in range(rows):
        id_ = 1000 + row
        connection.execute(
            "INSERT INTO articles (id, kind, lang, answer, version, locator, created_at,"
            " updated_at, change_seq) VALUES (?, 'faq', 'en', ?, 1, '{}', 0, 0, 1)",
            (id_, f"The old answer {row}. " + "It is a long one. " * 20),
        )
        connection.execute(
            "INSERT INTO article_questions VALUES (?, 0, ?)", (id_, f"The old question {row}?")
        )
        connection.execute(
            "INSERT INTO article_versions (article_id, version, action, at)"
            " VALUES (?, 1, 'created', 0)",
            (id_,),
        )
    connection.execute("COMMIT")
    connection.close()


def _migrate_and_kill(root: Path, rng: random.Random, tally: Counter[str], kills: int) -> None:
    rows = 3000
    home = _old_home(root, rows)
    engine = EngineProcess(home.root)
    for _ in range(kills):
        engine.spawn()
        # from before the migration and its backup until after them
        time.sleep(rng.uniform(0, 2))
        engine.kill()
        tally["kills during migration"] += 1
    try:
        engine.start()
        assert not engine.notices()
        assert engine.call("GET", "/health")["entries"] == rows + 2
        there = engine.get("/articles", q="The old answer 2999", limit=10)["items"]
        assert "The old answer 2999." in there[0]["answer"]
        for backup in backups.listed(home):
            backups.verify(backup.path, OLD_KEY)
        engine.call("POST", "/articles", body("afterwards", 1))
    finally:
        engine.stop()


def test_kills_at_any_moment(tmp_path: Path, rng: random.Random, tally: Counter[str]) -> None:
    _survive(tmp_path, rng, tally, rounds=1, more=False)


def test_kills_during_migration(tmp_path: Path, rng: random.Random, tally: Counter[str]) -> None:
    _migrate_and_kill(tmp_path / "home", rng, tally, kills=2)


@pytest.mark.soak
def test_many_kills_at_any_moment(tmp_path: Path, rng: random.Random, tally: Counter[str]) -> None:
    _survive(tmp_path, rng, tally, rounds=22, more=True)


@pytest.mark.soak
def test_many_kills_during_migration(
    tmp_path: Path, rng: random.Random, tally: Counter[str]
) -> None:
    for turn in range(8):
        _migrate_and_kill(tmp_path / str(turn), rng, tally, kills=3)
