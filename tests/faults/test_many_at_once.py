"""Many clients changing, searching, importing, erasing and restoring at once."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.engine_process import EngineProcess, Refused, engine_on
from tests.faults.ledger import body, found

HARMLESS = (404, 409)
"""Refusals that are right when others change the same things."""


class Crowd:
    """Threads that do one thing again and again until a time is over; their faults are kept."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._threads: list[threading.Thread] = []
        self.faults: list[BaseException] = []
        self.done: Counter[str] = Counter()

    def add(self, name: str, work: Callable[[], object]) -> None:
        def run() -> None:
            while time.monotonic() < self._end and not self.faults:
                try:
                    work()
                    self.done[name] += 1
                except Refused as refused:
                    if refused.status not in HARMLESS:
                        self.faults.append(refused)
                except BaseException as error:  # noqa: BLE001 - told in the test's own thread
                    self.faults.append(error)

        thread = threading.Thread(target=run, name=name)
        self._threads.append(thread)
        thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join()
        if self.faults:
            raise self.faults[0]


def _names() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"thing{number}"


def _crowd(root: Path, rng: random.Random, seconds: float) -> Counter[str]:
    names = _names()
    naming = threading.Lock()
    gone: set[str] = set()

    def name() -> str:
        with naming:
            return next(names)

    with engine_on(root / "home") as engine:
        file = root / "faq.csv"

        def create() -> None:
            engine.call("POST", "/articles", body(name(), 1))

        def some() -> dict[str, object]:
            items = engine.get("/articles", limit=50)["items"]
            return dict(rng.choice(items)) if items else {}

        def change() -> None:
            if its := some():
                wanted = {"version": its["version"], "body": body(name(), 2)}
                engine.call("PUT", f"/articles/{its['id']}", wanted)
                gone.update(its["questions"])  # type: ignore[arg-type]

        def delete() -> None:
            if its := some():
                engine.call("DELETE", f"/articles/{its['id']}")
                gone.update(its["questions"])  # type: ignore[arg-type]

        def search() -> None:
            engine.get("/search", q=f"How do I polish the thing{rng.randrange(50)}v1?")

        def import_file() -> None:
            rows = "\n".join(f"{n},What is row {n} {name()}?,It is row {n}." for n in range(20))
            file.write_text(f"id,question,answer\n{rows}\n", encoding="utf-8")
            job = engine.import_file(file)
            assert job["state"] == "done", job["error"]

        def erase() -> None:
            mail = f"{name()}@example.com"
            who = [{"kind": "email", "value": mail}]
            id_ = engine.call("POST", "/customers", {"identifiers": who})["id"]
            said = [{"role": "customer", "text": f"I am {mail}"}]
            engine.call("POST", "/conversations", {"customer_id": id_, "messages": said})
            engine.call("POST", "/erasures", {"customer": mail})

        create()
        crowd = Crowd(seconds)
        for kind, work in (
            ("created", create), ("created", create), ("changed", change), ("changed", change),
            ("deleted", delete), ("searched", search), ("imported", import_file),
            ("erased", erase),
        ):  # fmt: skip
            crowd.add(kind, work)
        crowd.join()
        _agree(engine, gone)
        return crowd.done


def _agree(engine: EngineProcess, gone: set[str]) -> None:
    """Store and indexes hold the same: all of it is found, nothing deleted is."""
    health = engine.ready()
    assert health["indexed"] == health["entries"]
    assert engine.notices() == []
    articles = engine.articles()
    living = {question for article in articles for question in article["questions"]}
    for article in articles:
        assert found(engine, article["questions"][0], article["id"]), article["questions"][0]
    ids = {article["id"] for article in articles}
    for question in [*gone - living][:50]:
        hits = engine.get("/search", q=question)["items"]
        assert {hit["id"] for hit in hits} <= ids
        assert question not in {hit["question"] for hit in hits}


def test_eight_clients_at_once(tmp_path: Path, rng: random.Random, tally: Counter[str]) -> None:
    for kind, count in _crowd(tmp_path, rng, 5).items():
        tally[f"{kind} while others did the like"] += count


@pytest.mark.soak
def test_eight_clients_for_longer(tmp_path: Path, rng: random.Random, tally: Counter[str]) -> None:
    for kind, count in _crowd(tmp_path, rng, 60).items():
        tally[f"{kind} while others did the like"] += count


def test_backups_restored_in_a_row_while_searching(tmp_path: Path, tally: Counter[str]) -> None:
    """Ten of them, with an import under way and a reader that is in the middle of a long answer."""
    with engine_on(tmp_path / "home") as engine:
        names = []
        for number in range(3):
            engine.call("POST", "/articles", body(f"state{number}", 1))
            names.append(engine.call("POST", "/backups")["name"])
        file = tmp_path / "faq.csv"
        rows = "\n".join(f"{n},What is row {n}?,It is row {n}." for n in range(2000))
        file.write_text(f"id,question,answer\n{rows}\n", encoding="utf-8")

        stop = threading.Event()
        faults: list[BaseException] = []

        def search() -> None:
            while not stop.is_set():
                try:
                    engine.get("/search", q="How do I polish the state0v1?")
                    engine.get("/articles", limit=200)
                except Refused as error:
                    faults.append(error)

        searching = threading.Thread(target=search)
        searching.start()
        for turn in range(10):
            if turn % 3 == 0:
                engine.call("POST", "/imports", {"path": str(file)})
            state = turn % 3
            engine.call("POST", f"/backups/{names[state]}/restore")
            tally["backups restored"] += 1
            engine.ready()
            titles = sorted(article["title"] for article in engine.articles())
            assert titles == [f"Polishing state{number}v1" for number in range(state + 1)]
            # what is written after a restore is there after a power cut
            made = engine.call("POST", "/articles", body(f"after{turn}", 1))
            assert found(engine, made["questions"][0], made["id"])
        stop.set()
        searching.join()
        assert not faults
        engine.kill()
        engine.start()
        assert engine.notices() == []
        assert engine.call("GET", f"/articles/{made['id']}")["title"] == made["title"]
        _agree(engine, set())


def test_a_reader_in_the_middle_of_an_export_survives_a_restore(tmp_path: Path) -> None:
    """And does not take the new store's write-ahead log with it when it leaves."""
    with engine_on(tmp_path / "home") as engine:
        for number in range(60):
            long = body(f"state{number}", 1) | {"answer": f"{number} " + "A long answer. " * 3000}
            engine.call("POST", "/articles", long)
        name = engine.call("POST", "/backups")["name"]
        assert engine.running is not None
        connection = engine.connect()
        headers = {"Authorization": f"Bearer {engine.running.token}"}
        connection.request("GET", "/v1/export/articles?format=jsonl", headers=headers)
        response = connection.getresponse()
        if response.status == 404:
            connection.close()
            pytest.skip("this engine has no export yet")
        first = response.read(1000)
        engine.call("POST", f"/backups/{name}/restore")
        made = engine.call("POST", "/articles", body("after", 1))
        rest = response.read()
        assert (first + rest).count(b"\n") == 60
        connection.close()
        again = engine.call("POST", "/articles", body("later", 1))
        engine.kill()
        engine.start()
        assert engine.notices() == []
        for id_ in (made["id"], again["id"]):
            engine.call("GET", f"/articles/{id_}")


def test_two_restores_at_once_are_one_after_the_other(tmp_path: Path) -> None:
    with engine_on(tmp_path / "home") as engine:
        engine.call("POST", "/articles", body("kept", 1))
        name = engine.call("POST", "/backups")["name"]
        crowd = Crowd(2)
        for _ in range(2):
            crowd.add("restored", lambda: engine.call("POST", f"/backups/{name}/restore"))
        crowd.add("created", lambda: engine.call("POST", "/articles", body("lost", 1)))
        crowd.join()
        engine.call("POST", f"/backups/{name}/restore")
        engine.ready()
        assert [article["title"] for article in engine.articles()] == ["Polishing keptv1"]
        with suppress(Refused):
            engine.call("POST", "/backups/store-of-nobody.db/restore")
        assert engine.notices() == []
