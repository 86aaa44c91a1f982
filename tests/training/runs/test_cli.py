"""The commands and routes of training, on a listening engine."""

from __future__ import annotations

import dataclasses
import json

import pytest

from assistant.cli.commands import run as run_command
from assistant.contracts import Judgement, Run
from main import extension
from tests.assistant.api.engine_over_http import serving, until
from tests.training.runs.preloaded import launch_preloaded
from training.client import OVER
from training.service import TrainingService

pytestmark = pytest.mark.torch


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    tiny = dataclasses.replace(
        extension(), part=lambda engine: TrainingService(engine, launch=launch_preloaded)
    )
    with serving(tmp_path_factory.mktemp("home"), extension=tiny) as served:
        yield served


@pytest.fixture
def say(served, capsys):
    """Run a command on the engine; returns its JSON."""

    def command(*words, status=0):
        given = [*words, "--json", "--home", str(served.home.root)]
        assert run_command(given, extension=extension()) == status, capsys.readouterr()
        told = capsys.readouterr()
        return json.loads(told.out or told.err)

    return command


@pytest.fixture(scope="module")
def trained(served, tmp_path_factory):
    """A run that was started from a recipe file and trained to its end."""
    recipe = tmp_path_factory.mktemp("recipe") / "tiny.json"
    recipe.write_text(json.dumps({"kind": "mood", "preset": "quick", "name": "Ours"}))
    words = ["train", str(recipe), "--option", "epochs=0.5", "--home", str(served.home.root)]
    assert run_command([*words, "--quiet"], extension=extension()) == 0
    return Run.model_validate(served.call("GET", "/v1/runs")[1]["items"][0])


def test_a_recipe_s_file_is_trained_to_the_end(trained, say):
    assert (trained.state, trained.name, trained.preset) == ("done", "Ours", "quick")
    (listed,) = [run for run in say("runs", "list")["runs"] if run["id"] == trained.id]
    assert Run.model_validate(listed) == trained
    shown = say("runs", "show", trained.id)
    assert Judgement.model_validate(shown["judgement"]).measures[0].name == "accuracy"


def test_it_is_used_and_taken_back(trained, say):
    assert say("runs", "use", trained.id)["active"]
    versions = say("versions", "list")["versions"]
    assert [v["active"] for v in versions if v["run"] == trained.id] == [True]
    versions = say("versions", "rollback", "mood")["versions"]
    assert [v["active"] for v in versions if v["run"] == trained.id] == [False]


def test_the_report_is_a_page_that_runs_and_loads_nothing(trained, served):
    connection = served.connect()
    connection.request("GET", f"/v1/runs/{trained.id}/report", headers=served.headers)
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "Right answers" in page
    assert "<script" not in page


def test_pairs_are_rated_over_the_wire(trained, served):
    status, pairs = served.call("GET", f"/v1/runs/{trained.id}/pairs")
    assert (status, len(pairs)) == (200, 3)
    assert all("new" not in pair for pair in pairs)
    status, told = served.call("POST", f"/v1/runs/{trained.id}/pairs/0", {"chosen": "one"})
    assert (status, told["rated"], told["preferred_new"]) == (200, 1, 1)
    assert served.call("POST", f"/v1/runs/{trained.id}/pairs/0", {"chosen": "both"})[0] == 422


def test_an_estimate_begins_nothing(say, trained):
    before = say("runs", "list")["runs"]
    told = say("train", "mood", "--estimate", "--option", "examples=40")
    assert (told["examples"], told["enough"]) == (40, True)
    told = say("train", "mood", "--estimate", "--option", "examples=0", status=1)
    assert not told["enough"]
    assert say("runs", "list")["runs"] == before


def test_a_run_is_paused_resumed_cancelled_and_removed(say, served):
    def state():
        return served.call("GET", f"/v1/runs/{begun}")[1]["state"]

    begun = say("train", "mood", "--no-wait", "--option", "pause=0.5")["run"]["id"]
    until(lambda: state() == "running", seconds=240)
    say("runs", "pause", begun)
    until(lambda: state() == "paused", seconds=240)
    assert say("runs", "remove", begun, "--quiet") == {"removed": begun}
    second = say("train", "mood", "--no-wait", "--option", "pause=0.5")["run"]["id"]
    assert say("runs", "cancel", second)["id"] == second
    until(lambda: served.call("GET", f"/v1/runs/{second}")[1]["state"] == "cancelled", seconds=240)
    assert say("runs", "resume", second, status=1)["code"] == "training.state"


def test_another_one_is_begun_like_it_with_other_settings(say, served, trained):
    table = served.home.root / "labels.csv"
    table.write_text("text,label\nwhere,parcel\n", "utf-8")
    first = say("train", "mood", "--preset", "thorough", "--option", "batch=4", "--table",
                str(table), "--name", "First", "--no-wait")["run"]  # fmt: skip
    words = ("runs", "again", first["id"], "--option", "epochs=0.5", "--name", "Second")
    second = say(*words, "--no-wait")["run"]
    assert (second["name"], second["preset"]) == ("Second", "thorough")
    assert second["id"] != first["id"]
    status, asked = served.call("GET", f"/v1/runs/{second['id']}/request")
    assert (status, asked["options"]) == (200, {"batch": 4, "epochs": 0.5})
    assert asked["tables"] == [str(table.resolve())]
    assert say("runs", "again", "nobody", status=1)["code"] == "not-found"
    for run in (first["id"], second["id"]):
        served.call("POST", f"/v1/runs/{run}/cancel")
        until(
            lambda run=run: served.call("GET", f"/v1/runs/{run}")[1]["state"] in OVER, seconds=240
        )


def test_what_is_wrong_is_told_with_its_code(say):
    assert say("train", "mood", "--option", "epochs=-2", status=1)["code"] == "training.option"
    assert say("train", "mood", "--option", "examples=0", status=1)["code"] == "training.too-few"
    assert say("runs", "show", "nobody", status=1)["code"] == "not-found"
    assert say("runs", "resume", "../../etc", status=1)["code"] == "route.unknown"
    for words in (["train", "nothing.json"], ["train", "mood", "--option", "epochs"]):
        say(*words, status=2)


def test_recipes_tell_every_option(served):
    status, recipes = served.call("GET", "/v1/training/recipes")
    assert status == 200
    (tiny,) = [recipe for recipe in recipes if recipe["kind"] == "mood"]
    options = {option["name"]: option for option in tiny["options"]}
    assert (options["epochs"]["kind"], options["epochs"]["least"]) == ("number", 0.01)
    assert (options["batch"]["kind"], options["masked"]["kind"]) == ("whole", "flag")
    assert tiny["presets"]["quick"] == {"epochs": 1.0}
    assert tiny["available"]
