"""Runs paused by a low battery or a full disk resume by themselves; others do not."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import UTC, datetime

import pytest

from assistant.contracts import TrainingRequest
from assistant.engine import Engine
from assistant.paths import Home
from assistant.problem_details import problem_of
from tests.training.runs.engines import desk
from training.runs.control import write_wish
from training.runs.errors import BatteryLowError, DiskLowError, TrainerError
from training.runs.folder import Manifest, RunFolders
from training.runs.machine import Battery, battery
from training.runs.shortage import Sensors, is_over, stopped_by_the_machine
from training.runs.status import Status
from training.runs.view import view
from training.service import TrainingService

EMPTY, CHARGING, HALF_FULL = Battery(12, False), Battery(12, True), Battery(31, False)
GIGABYTE = 1 << 30


@pytest.fixture
def folder(home: Home):
    made = RunFolders(home).make()
    made.write(
        Manifest(
            id=made.id, kind="mood", name="Tiny", preset="quick", created_at=datetime.now(UTC),
            request=TrainingRequest(kind="mood"), recipe={}, actor_id=None, actor_name="",
            state="paused", error=problem_of(BatteryLowError(), 503),
        )
    )  # fmt: skip
    return made


def test_what_a_person_paused_stays(folder):
    assert stopped_by_the_machine(folder, folder.read())
    assert view(folder).resumes
    write_wish(folder.control, "pause")
    assert not stopped_by_the_machine(folder, folder.read())
    assert not view(folder).resumes
    write_wish(folder.control, "go")
    folder.change(error=None)
    assert not stopped_by_the_machine(folder, folder.read())


@pytest.mark.parametrize("state", ["running", "interrupted", "failed", "cancelled"])
def test_only_what_rests_for_want_of_something_goes_on(folder, state):
    folder.change(state=state)
    assert not stopped_by_the_machine(folder, folder.read())
    folder.change(state="paused", error=problem_of(TrainerError(), 503))
    assert not stopped_by_the_machine(folder, folder.read())


def test_a_run_is_not_started_that_a_person_stopped_this_moment(folder, home):
    with closing(Engine(home)) as engine:
        started = []
        training = TrainingService(engine, launch=lambda *given: started.append(given))
        folder.change(state="waiting", error=None)
        training.pause(folder.id)
        training._supervisor._begin(folder)
        assert (started, folder.read().state) == ([], "paused")
        # cancelled during the last step of its preparation
        folder.change(state="waiting")
        write_wish(folder.control, "cancel")
        training._supervisor._begin(folder)
        assert (started, folder.read().state) == ([], "cancelled")


@pytest.mark.parametrize(
    ("battery", "over"), [(EMPTY, False), (CHARGING, True), (HALF_FULL, True), (None, True)]
)
def test_power_is_back_when_it_charges_or_is_well_above_the_least(folder, battery, over):
    sensors = Sensors(battery=lambda: battery, disk_free=lambda _: 0)
    assert is_over(folder, folder.read(), sensors) is over


@pytest.mark.parametrize(("free", "over"), [(2, False), (3, True)])
def test_room_is_back_when_there_is_more_than_the_next_checkpoint_needs(folder, free, over):
    folder.change(error=problem_of(DiskLowError(), 507))
    Status(room_needed=2 * GIGABYTE).write(folder.status)
    sensors = Sensors(battery=lambda: EMPTY, disk_free=lambda _: free * GIGABYTE)
    assert is_over(folder, folder.read(), sensors) is over


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells of power in /sys")
def test_where_nothing_tells_of_power_there_is_no_battery(tmp_path, monkeypatch):
    from psutil import _pslinux

    # a container without /sys
    monkeypatch.setattr(_pslinux, "POWER_SUPPLY_PATH", str(tmp_path / "none"))
    assert battery() is None


@pytest.mark.torch
def test_a_run_goes_on_by_itself_when_it_charges(tmp_path):
    readings = [EMPTY]
    sensors = Sensors(battery=lambda: readings[0], disk_free=lambda _: 0)
    with desk(Home(tmp_path), sensors=sensors) as office:
        id_ = office.begin(pause=0.5)
        office.when(id_, lambda run: run.state == "running" and run.step > 2)
        office.training.pause(id_)
        office.over(id_)
        folder = office.training.folders.get(id_)
        # as if the trainer had stopped because of the battery
        write_wish(folder.control, "go")
        folder.change(error=problem_of(BatteryLowError(), 503))
        assert office.training.active == 1, "the engine stays for it"
        assert office.training.pause(id_).state == "paused"
        assert office.training.active == 0, "now a person wants it to rest"
        write_wish(folder.control, "go")
        readings[0] = CHARGING
        office.training._supervisor.wake()
        done = office.when(id_, lambda run: run.state == "done")
        assert done.error is None
