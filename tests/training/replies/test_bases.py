"""A base model that was removed or replaced is reported, and not trained."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from training.replies.bases import Base, bytes_of
from training.runs import process
from training.runs.errors import BaseGoneError
from training.runs.folder import RunFolder
from training.runs.status import Status


@pytest.fixture
def base(tmp_path: Path) -> Base:
    (tmp_path / "model.safetensors").write_bytes(bytes(1000))
    return Base("one", tmp_path, "own", 512, 500, 100, bytes_of(tmp_path))


def test_a_base_comes_back_from_what_a_run_keeps(base: Base) -> None:
    assert Base.of_facts(json.loads(json.dumps(base.facts))) == base


def test_one_that_was_removed_or_replaced_is_told(base: Base) -> None:
    weights = base.folder / "model.safetensors"
    weights.write_bytes(bytes(1001))
    with pytest.raises(BaseGoneError):
        Base.of_facts(base.facts)
    weights.unlink()
    with pytest.raises(BaseGoneError):
        Base.of_facts(base.facts)


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ("models/one/model.onnx", "training.base-gone"),
        ("training/runs/a-run/out/model.onnx", "bug"),
        ("/sys/class/power_supply", "bug"),
    ],
)
def test_a_missing_model_of_the_home_is_the_base(tmp_path: Path, missing: str, code: str) -> None:
    folder = RunFolder(tmp_path / "training" / "runs" / "a-run")
    folder.path.mkdir(parents=True)
    error = FileNotFoundError(errno.ENOENT, "none", str(tmp_path / missing))
    assert process._failed(folder, Status(), error, is_main=True) == 1
    told = Status.read(folder.status)
    assert told.stage == "failed"
    assert told.error is not None
    assert told.error.code == code
