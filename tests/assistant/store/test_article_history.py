"""After a deleted article is restored, the next import of its file recognizes it."""

from __future__ import annotations

from pathlib import Path

from assistant import importing
from assistant.contracts import ImportResult
from assistant.engine import Engine
from assistant.paths import Home
from assistant.store import articles_read
from assistant.store.database import OWNER


def test_a_restored_article_is_not_imported_a_second_time(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "faq.csv"
    file.write_text("id,question,answer\na,Where is it?,It is here.\n", encoding="utf-8")
    engine = Engine(home)
    try:
        assert _import(engine, file).added == 1
        engine.knowledge.delete(OWNER, 1)
        restored = engine.knowledge.restore(OWNER, 1, 1)
        assert (restored.id, restored.source) == (1, "faq.csv")
        again = _import(engine, file)
        assert (again.added, again.unchanged) == (0, 1)
    finally:
        engine.close()


def test_what_came_again_meanwhile_keeps_its_place(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "faq.csv"
    file.write_text("id,question,answer\na,Where is it?,It is here.\n", encoding="utf-8")
    engine = Engine(home)
    try:
        _import(engine, file)
        engine.knowledge.delete(OWNER, 1)
        assert _import(engine, file).added == 1
        assert engine.knowledge.restore(OWNER, 1, 1).source == ""
        with engine.store.read() as connection:
            assert articles_read.get(connection, 2).source == "faq.csv"
    finally:
        engine.close()


def _import(engine: Engine, file: Path) -> ImportResult:
    work = importing.run(
        engine.store,
        engine.knowledge,
        OWNER,
        importing.FileToImport(path=file, name=file.name),
    )
    while True:
        try:
            next(work)
        except StopIteration as end:
            return ImportResult.model_validate(end.value)
