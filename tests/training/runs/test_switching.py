"""The command that switches the search model waits until everything is embedded again."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Generator

import pytest

from assistant.cli.context import Context
from assistant.cli.output import Output
from assistant.errors import ConflictError, StoreFullError
from assistant.jobs import Step
from assistant.store.database import OWNER
from main import extension
from tests.assistant.api.engine_over_http import serving, until
from training.cli.switch_wait import wait_for_switch
from training.service import TrainingService
from training.versions import Versions


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    engines = []

    def part(engine):
        engines.append(engine)
        return TrainingService(engine)

    own = dataclasses.replace(extension(), part=part)
    with serving(tmp_path_factory.mktemp("home"), extension=own):
        yield engines[0]


def _see_through(engine, as_json=True) -> bool:
    context = Context(engine.home.root, "", "", Output(as_json=as_json, quiet=True))
    with context.client() as client:
        return wait_for_switch(context, client)


@pytest.fixture
def looked(engine, monkeypatch):
    """An event that is set once the list of jobs has been read."""
    made, listed = threading.Event(), engine.jobs.listed

    def look(**more):
        page = listed(**more)
        made.set()
        return page

    monkeypatch.setattr(engine.jobs, "listed", look)
    return made


def test_it_waits_until_everything_is_read_anew(engine, looked):
    is_over = []

    def work() -> Generator[Step, None, dict[str, str]]:
        while not looked.wait(0.01):
            yield Step(1, 2)
        is_over.append(True)
        return {}

    job = engine.jobs.submit(OWNER, "embedding-model", {}, work)
    until(lambda: engine.jobs.get(job.id).state == "running")
    assert _see_through(engine)
    assert is_over


def test_what_came_to_nothing_is_told(engine, looked, capsys):
    def work() -> Generator[Step, None, dict[str, str]]:
        yield Step(0, 1)
        looked.wait(60)
        raise StoreFullError(expected="room", found="none", remedy="Free some")

    engine.jobs.submit(OWNER, "embedding-model", {}, work)
    assert not _see_through(engine, as_json=False)
    assert StoreFullError.code in capsys.readouterr().out


def test_where_nothing_is_read_anew_there_is_nothing_to_wait_for(engine):
    assert _see_through(engine)


def test_a_rollback_meanwhile_says_that_a_switch_goes_on_and_what_to_do(engine):
    released = threading.Event()

    def work() -> Generator[Step, None, dict[str, str]]:
        while not released.wait(0.01):
            yield Step(1, 2)
        return {}

    versions = Versions(engine)
    job = engine.jobs.submit(OWNER, "embedding-model", {}, work)
    try:
        with pytest.raises(ConflictError) as raised:
            versions.rollback(OWNER, "search")
        assert raised.value.code == "training.switching"
        assert f"jobs cancel {job.id}" in raised.value.remedy
        with pytest.raises(ConflictError, match="no-previous"):
            versions.rollback(OWNER, "intents")
    finally:
        released.set()
    until(lambda: engine.jobs.get(job.id).state == "done")
    with pytest.raises(ConflictError, match="no-previous"):
        versions.rollback(OWNER, "search")
