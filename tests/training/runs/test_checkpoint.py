"""Checkpoints are complete or ignored, whatever happens while they are written."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.training.runs.conftest import owner_only
from training.runs.errors import DiskLowError, RunNewerError

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch
FREE = 1 << 40


@pytest.fixture
def checkpoints(tmp_path):
    from training.runs.checkpoint import Checkpoints

    return Checkpoints(tmp_path / "checkpoints", free=lambda _: FREE)


def state(value):
    return {"weights": {"a": torch.full((50,), float(value))}, "progress": {"step": value}}


def newest(checkpoints):
    found = checkpoints.newest()
    return None if found is None else (found.step, float(found.state["weights"]["a"][0]))


def folder_of(checkpoints, step):
    return checkpoints._folder / f"step-{step:09d}"


def test_the_newest_is_read_and_older_ones_go(checkpoints):
    assert checkpoints.newest() is None
    for step in (1, 2, 3, 4):
        checkpoints.save(step, state(step), keep=(1,))
    assert newest(checkpoints) == (4, 4.0)
    assert checkpoints.newest().state["progress"] == {"step": 4}
    assert sorted(checkpoints._all()) == [1, 3, 4]
    assert checkpoints.at(1).step == 1
    assert checkpoints.at(2) is None
    assert owner_only(folder_of(checkpoints, 4))


def test_a_flipped_byte_makes_the_one_before_count(checkpoints):
    for step in (1, 2):
        checkpoints.save(step, state(step))
    for name in ("weights.pt", "progress.pt"):
        path = folder_of(checkpoints, 2) / name
        before = path.read_bytes()
        flipped = bytearray(before)
        flipped[len(flipped) // 2] ^= 1
        path.write_bytes(flipped)
        assert newest(checkpoints) == (1, 1.0)
        path.write_bytes(before)
    assert newest(checkpoints) == (2, 2.0)


def test_a_power_cut_between_two_files_costs_that_checkpoint_only(checkpoints, tmp_path):
    for step in (1, 2):
        checkpoints.save(step, state(step))
    whole = folder_of(checkpoints, 2)
    for cut in (["manifest.json"], ["manifest.json", "progress.pt"], ["progress.pt"]):
        kept = tmp_path / "kept"
        shutil.copytree(whole, kept)
        for name in cut:
            (whole / name).unlink()
        assert newest(checkpoints) == (1, 1.0), cut
        shutil.rmtree(whole)
        kept.rename(whole)
    # a file of the right length but without its content
    path = whole / "weights.pt"
    path.write_bytes(bytes(path.stat().st_size))
    assert newest(checkpoints) == (1, 1.0)
    # an incomplete checkpoint does not count among the newest that are kept
    (whole / "manifest.json").unlink()
    checkpoints.save(3, state(3))
    assert sorted(checkpoints._all()) == [1, 3]


def test_a_step_may_be_saved_again(checkpoints):
    checkpoints.save(1, state(1))
    checkpoints.save(1, state(7))
    assert newest(checkpoints) == (1, 7.0)


def test_a_newer_program_s_is_refused(checkpoints):
    checkpoints.save(1, state(1))
    path = folder_of(checkpoints, 1) / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 99}))
    with pytest.raises(RunNewerError):
        checkpoints.newest()


def test_without_room_nothing_is_written(tmp_path):
    from training.runs.checkpoint import Checkpoints, bytes_of

    big = {"weights": {"a": torch.zeros(1000), "list": [torch.zeros(10), 3]}}
    assert 4040 <= bytes_of(big) < 4400
    short = Checkpoints(tmp_path / "c", free=lambda _: (256 << 20) + 4000)
    with pytest.raises(DiskLowError) as raised:
        short.save(1, big)
    assert raised.value.code == "training.disk"
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize(
    "manifest", ["", "[]", "null", '{"format": 1, "files": []}', '{"format": 1, "files": {}}',
                 '{"format": "1", "files": {}}', '{"format": 1}', '"\\ud800"'],
)  # fmt: skip
def test_a_manifest_that_says_nothing_makes_the_one_before_count(checkpoints, manifest):
    for step in (1, 2):
        checkpoints.save(step, state(step))
    (folder_of(checkpoints, 2) / "manifest.json").write_text(manifest)
    assert newest(checkpoints) == (1, 1.0)
