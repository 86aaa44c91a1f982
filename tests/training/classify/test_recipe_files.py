"""Recipe files of the commands: errors in them are reported before anything is started."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli.commands import run
from main import extension
from training.cli.eval_intents import _recipe


@pytest.mark.parametrize(
    ("recipe", "status"),
    [
        ([1], 2),
        ({"kind": "mood"}, 2),
        ({"preset": "slow"}, 2),
        ({"preset": ["quick"]}, 2),
        ({"options": 3}, 2),
        ({"epochs": -1}, 1),
        ({"epoch": 3}, 1),
    ],
)
def test_what_is_no_recipe_is_told(tmp_path: Path, recipe: object, status: int) -> None:
    table, file = tmp_path / "table.csv", tmp_path / "recipe.json"
    table.write_text("text,label\nhello,a\nbye,b\n", "utf-8")
    file.write_text(json.dumps(recipe), "utf-8")
    tables = ["--train", str(table), "--test", str(table)]
    words = ["eval", "intents", *tables, "--recipe", str(file), "--home", str(tmp_path / "home")]
    assert run(words, extension=extension()) == status


@pytest.mark.parametrize("recipe", [{"kind": "intents", "options": 3}, {"options": {}}, []])
def test_what_is_no_recipe_of_a_run_is_told(tmp_path: Path, recipe: object) -> None:
    file = tmp_path / "recipe.json"
    file.write_text(json.dumps(recipe), "utf-8")
    assert run(["train", str(file), "--home", str(tmp_path)], extension=extension()) == 2


def test_tables_that_are_not_beside_their_recipe_are_told(tmp_path: Path) -> None:
    file = tmp_path / "recipe.json"
    file.write_text(json.dumps({"kind": "intents", "tables": ["none.csv"]}), "utf-8")
    assert run(["train", str(file), "--home", str(tmp_path)], extension=extension()) == 2


def test_options_may_stand_apart_or_not_and_what_a_run_needs_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "recipe.json"
    file.write_text(
        json.dumps(
            {"kind": "intents", "preset": "quick", "name": "Ours", "tables": ["labels.csv"],
             "refused": 0, "options": {"least_of_label": 9}}
        ), "utf-8",
    )  # fmt: skip
    found = _recipe(str(file))
    assert (found.method, found.refused, found.least_of_label) == ("head", 0, 9)
