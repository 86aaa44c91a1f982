"""The trainer process: its key, what it refuses, and when it stops by itself."""

from __future__ import annotations

import subprocess

import pytest

from tests.nursery import FORKS
from tests.training.runs.conftest import owner_only, until
from tests.training.runs.tiny_command import tiny_command
from tests.training.runs.tiny_task import MARKER
from training.runs.dataset import Dataset
from training.runs.status import Status

pytest.importorskip("torch")
needs_fork = pytest.mark.skipif(not FORKS, reason="sensors are changed in a fork")
pytestmark = pytest.mark.torch


def test_no_word_lies_readable_in_a_run_s_folder(runs, whole):
    files = [path for path in whole.path.rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        assert MARKER.encode() not in path.read_bytes(), path
    assert owner_only(whole.path)
    dataset = Dataset(whole.dataset, runs.key(whole))
    assert any(MARKER in body["text"] for body in dataset.read("train"))
    said = list(dataset.read("samples"))
    dataset.close()
    assert said
    assert said[0]["said"] == MARKER


def test_no_word_and_no_key_is_in_the_arguments_or_the_environment(runs):
    folder = runs.make(pause=0.5)
    process = runs.start(folder)
    until(lambda: Status.read(folder.status).step > 1, process)
    import psutil

    seen = psutil.Process(process.pid)
    told = " ".join([*seen.cmdline(), *seen.environ().values()])
    assert runs.key(folder).hex() not in told
    assert runs.store.key.hex() not in told
    assert seen.nice() >= 10
    process.kill()


def test_without_a_key_or_a_second_time_it_does_not_start(runs):
    folder = runs.make(pause=0.5)  # slow, so that it still trains when the second one starts
    command = [*tiny_command(1), str(runs.home.root), folder.id]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert ended.returncode != 0
    assert b"training.key" in ended.stderr
    process = runs.start(folder)
    until(lambda: Status.read(folder.status).step > 1, process)
    second = runs.start(folder)
    assert second.wait(60) != 0
    assert Status.read(folder.status).pid == process.pid
    process.kill()


def test_nothing_is_trained_on_a_dataset_that_was_lost(runs):
    """A failing disk may leave an empty file, which would be recreated as an empty dataset."""
    folder = runs.make()
    for lose in (lambda: folder.dataset.write_bytes(b""), folder.dataset.unlink):
        lose()
        status = runs.train(folder)
        assert (status.stage, status.error.code) == ("failed", "training.damaged")
        assert not folder.dataset.exists() or not folder.dataset.stat().st_size


def test_a_folder_copied_without_its_empty_folders_is_trained(runs):
    folder = runs.make(epochs=0.1)
    folder.out.rmdir()
    assert runs.train(folder).stage == "trained"
    assert owner_only(folder.out)


def test_a_wrong_key_is_told(runs):
    folder = runs.make()
    command = [*tiny_command(1), str(runs.home.root), folder.id]
    subprocess.run(command, input=b"00" * 32 + b"\n", capture_output=True, check=False)
    status = Status.read(folder.status)
    assert status.stage == "failed"
    assert status.error is not None
    assert status.error.code == "store.damaged"


def test_memory_that_runs_out_halves_what_is_held_at_once(runs):
    plain = runs.make(dropout=0.0)
    short = runs.make(dropout=0.0, fits=3)
    wanted, status = runs.train(plain), runs.train(short)
    assert status.stage == "trained", status.error
    assert status.warnings == ["memory-halved"]
    # the same steps in pieces of two: equal up to the order of summation
    assert status.results["loss"] == pytest.approx(wanted.results["loss"], rel=1e-4)
    assert status.results["steps"] == wanted.results["steps"]


def test_memory_for_not_even_one_is_told(runs):
    folder = runs.make(fits=-1)
    status = runs.train(folder)
    assert status.stage == "failed"
    assert status.error is not None
    assert status.error.code == "training.memory"
    assert status.error.remedy is not None
    assert "shorter examples" in status.error.remedy, "what the loop said, not what anybody could"


DISK = """
calls = []

def short(folder):
    calls.append(folder)
    return 1 << 40 if len(calls) < 5 else 1 << 20
from training.runs import checkpoint
checkpoint.Checkpoints.__init__.__kwdefaults__["free"] = short
"""
BATTERY = """
from training.runs import machine

machine.battery = lambda: machine.Battery({percent}, plugged={plugged})
"""


@needs_fork
def test_a_disk_that_fills_pauses_the_run_before_it_is_full(runs, whole):
    folder = runs.make()
    status = runs.train(folder, sensors=DISK)
    assert status.stage == "paused"
    assert status.error is not None
    assert status.error.code == "training.disk"
    assert status.room_needed > 0
    assert folder.last_saved() >= 0
    # with free space again, it resumes and ends with the same result
    assert runs.train(folder).results == Status.read(whole.status).results


@needs_fork
def test_a_battery_that_empties_warns_then_pauses(runs):
    warned = runs.train(runs.make(), sensors=BATTERY.format(percent=25, plugged=False))
    assert (warned.stage, warned.warnings) == ("trained", ["battery"])
    folder = runs.make()
    paused = runs.train(folder, sensors=BATTERY.format(percent=12, plugged=False))
    assert paused.stage == "paused"
    assert paused.error is not None
    assert paused.error.code == "training.battery"
    assert folder.last_saved() > 0
    plugged = runs.train(folder, sensors=BATTERY.format(percent=12, plugged=True))
    assert plugged.stage == "trained"


def test_two_processes_learn_what_one_learns(runs):
    one, two = runs.make(dropout=0.0), runs.make(dropout=0.0)
    alone, together = runs.train(one), runs.train(two, processes=2)
    assert together.stage == "trained", together.error
    assert together.processes == 2
    assert together.results["loss"] == pytest.approx(alone.results["loss"], rel=1e-4)
    from tests.training.runs.test_trainer import losses

    path = losses(one)
    assert losses(two) == {step: pytest.approx(loss, rel=1e-3) for step, loss in path.items()}
