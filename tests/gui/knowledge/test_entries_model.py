"""The table's rows over a real engine: pages, jumps, changes."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject

from assistant.contracts import ArticleBody, Job
from assistant.paths import Home
from gui.engine.call import Call
from gui.knowledge.entries_model import ARTICLE_ROLE, PAGE, EntriesModel
from gui.knowledge.entry_filter import EntryFilter
from gui.page import WindowContext
from tests.gui.conftest import Looks, attached
from tests.gui.engines import start_engine, stop_engine
from tests.gui.event_loop import settle, turn

_ROWS = 1_230


@pytest.fixture(scope="module")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("filled") / "home")
    start_engine(home)
    yield home
    stop_engine(home)


@pytest.fixture
def filled(
    filled_home: Home, looks: Looks, tmp_path: Path, answer: Callable[[Call], Any]
) -> Iterator[WindowContext]:
    """A window context on a home with many entries, imported by the first test that wants it."""
    for context in attached(filled_home, looks):
        owner = QObject()
        if context.link.state.health is not None and not context.link.state.health.entries:
            _fill(context, tmp_path, owner, answer)
        yield context
        owner.deleteLater()
        turn()


def _fill(
    context: WindowContext, folder: Path, owner: QObject, answer: Callable[[Call], Any]
) -> None:
    file = folder / "many.csv"
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["question", "answer", "tags"])
        for number in range(_ROWS):
            tag = "even" if number % 2 == 0 else "odd"
            writer.writerow([f"What is number {number}?", f"It is {number}.", tag])
    call = context.engine.upload(file, owner)
    assert call is not None
    job = answer(call)
    assert isinstance(job, Job)
    ended: list[Job] = []
    context.link.job_changed.connect(lambda one: ended.append(one) if one.state == "done" else None)
    settle(lambda: ended or answer(context.engine.job(job.id, owner)).state == "done", timeout=120)


@pytest.fixture
def model(filled: WindowContext) -> Iterator[EntriesModel]:
    made = EntriesModel(filled.engine)
    made.want(EntryFilter())
    settle(lambda: made.known)
    yield made
    made.deleteLater()
    turn()


def question(model: EntriesModel, row: int) -> str:
    article = model.index(row, 0).data(ARTICLE_ROLE)
    return article.questions[0] if article is not None else ""


def test_all_rows_are_there_and_the_first_are_read(model: EntriesModel) -> None:
    assert model.rowCount() == _ROWS
    assert question(model, 0) == f"What is number {_ROWS - 1}?"
    assert model.article(_ROWS - 1) is None
    assert model.index(_ROWS - 1, 0).data() == ""


@pytest.mark.parametrize("row", [PAGE, 640, _ROWS - 1])
def test_any_row_is_one_jump_away(model: EntriesModel, row: int) -> None:
    asked = []
    model.loaded.connect(lambda: asked.append(1))
    model.look_at(row, row)
    settle(lambda: model.article(row) is not None)
    assert question(model, row) == f"What is number {_ROWS - 1 - row}?"
    assert len(asked) == 1


def test_rows_across_two_pages_are_both_read(model: EntriesModel) -> None:
    model.look_at(3 * PAGE - 5, 3 * PAGE + 5)
    settle(lambda: model.article(3 * PAGE - 1) and model.article(3 * PAGE))
    assert question(model, 3 * PAGE) == f"What is number {_ROWS - 1 - 3 * PAGE}?"


def test_filters_leave_fewer_rows(model: EntriesModel) -> None:
    model.want(EntryFilter(tag="odd"))
    settle(lambda: model.known)
    assert model.rowCount() == _ROWS // 2
    model.want(EntryFilter(q="number 77?"))
    settle(lambda: model.known)
    assert [question(model, row) for row in range(model.rowCount())] == ["What is number 77?"]


def test_a_search_that_is_overtaken_shows_nothing_of_itself(model: EntriesModel) -> None:
    model.want(EntryFilter(q="number 1"))
    model.want(EntryFilter(q="number 77?"))
    settle(lambda: model.known)
    assert model.rowCount() == 1


def test_an_entry_that_comes_moves_the_rows_below_it(
    model: EntriesModel, filled: WindowContext, answer: Callable[[Call], Any]
) -> None:
    model.look_at(640, 650)
    settle(lambda: model.article(640) is not None)
    before = question(model, 640)
    made = answer(
        filled.engine.create_article(ArticleBody(questions=["New?"], answer="New."), model)
    )
    model.refresh()
    assert question(model, 640) == before, "what was read stays until it is read again"
    settle(lambda: question(model, 641) == before)
    assert model.rowCount() == _ROWS + 1
    assert model.row_of(made.id) == 0
    answer(filled.engine.delete_article(made.id, model))
    model.refresh()
    settle(lambda: model.rowCount() == _ROWS and question(model, 640) == before)


def test_no_more_than_some_pages_are_held(
    model: EntriesModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.knowledge.entries_model._KEPT", 3)
    for row in range(0, 6 * PAGE, PAGE):
        model.look_at(row, row)
        settle(lambda row=row: model.article(row) is not None)
    held = [row for row in range(0, 6 * PAGE, PAGE) if model.article(row) is not None]
    assert held == [3 * PAGE, 4 * PAGE, 5 * PAGE]
