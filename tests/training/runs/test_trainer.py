"""The trainer: kills, pauses and several processes do not change the result."""

from __future__ import annotations

import json
import random
import signal

import pytest

from tests.training.runs.conftest import until
from training.runs.control import write_wish
from training.runs.status import Status

pytest.importorskip("torch")
pytestmark = pytest.mark.torch


def head(folder):
    return json.loads((folder.out / "head.json").read_text())


def losses(folder):
    lines = (json.loads(line) for line in folder.metrics.read_text().splitlines())
    return {line["step"]: line["values"]["loss"] for line in lines if "loss" in line["values"]}


def kill_at_random(runs, folder, *, times, chance):
    """Start the trainer and kill it after a random number of steps, repeatedly; then finish."""
    for _ in range(times):
        kill_one(runs, folder, steps=chance.randrange(8))
    runs.train(folder)


def kill_one(runs, folder, *, steps):
    process = runs.start(folder)
    until(lambda: is_training(folder, process), process)
    wanted = Status.read(folder.status).step + steps
    until(lambda: folder.last_saved() >= wanted, process)
    assert process.poll() is None, "the run was too short for so many kills"
    process.kill()
    assert process.wait(60) == -signal.SIGKILL


def is_training(folder, process):
    status = Status.read(folder.status)
    return status.pid == process.pid and status.stage == "training"


def same(one, other):
    """Whether two runs ended with exactly the same weights, figures and losses."""
    assert Status.read(one.status).stage == "trained", Status.read(one.status).error
    assert Status.read(one.status).results == Status.read(other.status).results
    return head(one) == head(other) and losses(one) == losses(other)


def test_killed_at_random_it_ends_as_if_it_had_not_been(runs, whole):
    broken = runs.make(pause=0.1)
    kill_at_random(runs, broken, times=3, chance=random.Random(7))
    assert same(broken, whole)


@pytest.mark.soak
def test_killed_twenty_times_it_ends_as_if_it_had_not_been(runs):
    whole, broken = runs.make(epochs=12.0), runs.make(epochs=12.0, pause=0.02)
    runs.train(whole)
    kill_at_random(runs, broken, times=20, chance=random.Random(8))
    assert same(broken, whole)


def test_a_pause_ends_the_process_at_a_checkpoint_and_it_goes_on(runs, whole):
    paused = runs.make(pause=0.2, saved_every=3600.0)
    process = runs.start(paused)
    until(lambda: Status.read(paused.status).step > 5, process)
    write_wish(paused.control, "pause")
    assert process.wait(60) == 0
    status = Status.read(paused.status)
    assert status.stage == "paused"
    assert status.error is None
    assert paused.last_saved() == status.step
    write_wish(paused.control, "go")
    runs.train(paused)
    assert same(paused, whole)


def test_a_cancel_ends_it(runs):
    folder = runs.make(pause=0.2)
    process = runs.start(folder)
    until(lambda: Status.read(folder.status).step > 3, process)
    write_wish(folder.control, "cancel")
    assert process.wait(60) == 0
    assert Status.read(folder.status).stage == "cancelled"
