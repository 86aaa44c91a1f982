"""Uploaded tables: stored encrypted, readable for a run, deleted after some time."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pytest

from assistant.contracts import TrainingRequest
from assistant.errors import ConflictError
from assistant.paths import Home
from training.classify.tables import read_table
from training.search.pairs import collect
from training.tables.sent import SentTables

KEY = bytes(range(32))
WORDS = "where is my parcel"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.create()
    return made


@pytest.fixture
def arrived(tmp_path: Path) -> Path:
    file = tmp_path / "labels.csv"
    file.write_text(f"text,label\n{WORDS},parcel\n", "utf-8")
    return file


def asked(*ids: str) -> TrainingRequest:
    return TrainingRequest(kind="intents", sent_tables=list(ids))


def held(home: Home) -> list[Path]:
    return sorted((home.training / "tables").glob("*"))


def test_a_sent_table_is_encrypted_and_read_as_it_was(home: Home, arrived: Path) -> None:
    tables = SentTables(home, KEY)
    kept = tables.keep(arrived, "labels.csv")
    assert kept.name == "labels.csv"
    assert WORDS.encode() not in held(home)[0].read_bytes()
    with tables.readable(asked(kept.id)) as request:
        assert read_table(Path(request.tables[0])).texts == [WORDS]
        with tables.readable(asked(kept.id)) as again:  # two readers do not interfere
            assert again.tables != request.tables
        assert read_table(Path(request.tables[0])).labels == ["parcel"]
    assert not list(home.incoming.iterdir()), "nothing plain is left"


@pytest.mark.parametrize("id_", ["", "nothing", "../../settings.json", "0" * 32 + ".csv"])
def test_what_is_not_held_is_said_to_be_gone(home: Home, id_: str) -> None:
    with pytest.raises(ConflictError) as caught, SentTables(home, KEY).readable(asked(id_)):
        raise AssertionError("it was read")
    assert caught.value.code == "training.table-gone"


def test_a_table_goes_a_day_after_its_last_use(home: Home, arrived: Path) -> None:
    tables = SentTables(home, KEY)
    first, second = tables.keep(arrived, "a.csv"), tables.keep(arrived, "b.csv")
    for path in held(home):
        os.utime(path, (0, 0))
    with tables.readable(asked(second.id)):
        pass
    third = tables.keep(arrived, "c.csv")
    assert {path.name for path in held(home)} == {second.id, third.id}
    assert first.id not in {second.id, third.id}


def test_only_what_a_run_needs_outlives_a_restart(home: Home, arrived: Path) -> None:
    tables = SentTables(home, KEY)
    kept, other = tables.keep(arrived, "a.csv"), tables.keep(arrived, "b.csv")
    tables.drop_all_but({kept.id})
    assert [path.name for path in held(home)] == [kept.id]
    tables.drop_all_but(())
    assert not held(home)
    assert other.id


def test_pairs_are_read_from_a_workbook_and_from_any_text(tmp_path: Path) -> None:
    rows = [(f"question {n}", f"the answer number {n}") for n in range(9)]
    book = openpyxl.Workbook()
    for row in [("Question", "Answer"), *rows]:
        book.active.append(row)
    book.save(tmp_path / "pairs.xlsx")
    german = "\n".join(f"{question};{answer} für Sie" for question, answer in rows)
    (tmp_path / "pairs.csv").write_bytes(f"question;answer\n{german}\n".encode("cp1252"))
    for name, end in (("pairs.xlsx", "number 0"), ("pairs.csv", "für Sie")):
        request = TrainingRequest(kind="search", tables=[str(tmp_path / name)])
        *_, found = _all(collect(None, request, 100))  # type: ignore[arg-type]  # no engine is asked
        assert len(found.answers) == 9
        assert found.answers[0].endswith(end)


def _all(steps):  # type: ignore[no-untyped-def]
    """Yield every step of a generator, then its return value."""
    while True:
        try:
            yield next(steps)
        except StopIteration as end:
            yield end.value
            return
