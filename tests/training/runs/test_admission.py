"""Findings and refusals before a run starts."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assistant.contracts import TrainingRequest
from assistant.errors import InputError
from assistant.paths import Home
from tests.training.replies import company
from tests.training.runs.engines import desk
from training.recipes import base
from training.recipes.mood import MoodRecipe
from training.runs.admission import recipe_of


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    with desk(Home(tmp_path_factory.mktemp("home"))) as made:
        yield made


def _codes(office, **more) -> dict[str, int]:
    told = office.training.estimate(TrainingRequest(kind="mood", **more))
    return {finding.code: finding.count for finding in told.findings}


def test_exports_that_wait_for_approval_are_told(office, tmp_path):
    company.keep(office.engine, company.rows(3, seed=1))
    assert "not-approved" not in _codes(office)
    company.keep(office.engine, company.rows(3, seed=2), approved=False)
    assert _codes(office)["not-approved"] == 1
    # not if the request names its data
    assert "not-approved" not in _codes(office, tables=[str(tmp_path / "labels.csv")])


def test_only_what_is_learnt_with_torch_asks_for_it(monkeypatch):
    monkeypatch.setattr(base, "_installed", lambda name: name != "torch")
    assert recipe_of(TrainingRequest(kind="intents", preset="quick")).needs() == ()
    assert MoodRecipe().needs() == ()
    for request in (
        TrainingRequest(kind="intents", preset="thorough"),
        TrainingRequest(kind="intents", options={"method": "tuned"}),
        TrainingRequest(kind="search"),
    ):
        with pytest.raises(InputError) as refused:
            recipe_of(request)
        assert refused.value.code == "training.not-installed"


def test_a_trainer_of_heads_is_made_where_torch_is_not():
    probe = (
        "import sys; sys.modules['torch'] = None\n"
        "from training.classify import refining, training\n"
        "from training.runs import process, trainer\n"
        "from training.runs.group import Group\n"
        "one = Group.join('cpu'); one.wait(); one.leave(); print(one.is_main)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=False
    )
    assert told.stdout == "True\n", told.stderr
