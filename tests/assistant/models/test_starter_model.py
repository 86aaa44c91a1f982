"""The model that ships with the program: added once, used on request, never blocking others."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from assistant.errors import ConflictError
from assistant.models import starter_model
from assistant.models.adding import Adding
from assistant.models.choice import Choice
from assistant.models.shelf import InstalledModel, Shelf
from assistant.models.view import shelf_view
from tests import tiny_models
from tests.assistant.models.bringing import brought, copied, finished


@pytest.fixture
def weights(tmp_path: Path, own_source: Path) -> Path:
    """A folder of weights, as a build ships it."""
    return Path(shutil.copytree(own_source, tmp_path / "starter"))


def test_a_build_without_weights_goes_without(shelf: Shelf, tmp_path: Path) -> None:
    assert starter_model.weights_folder(tmp_path) is None
    assert not starter_model.is_due(shelf, tmp_path)
    assert not shelf.writes()


def test_it_is_brought_once_and_writes_on_request(shelf: Shelf, weights: Path) -> None:
    assert starter_model.is_due(shelf, weights)
    model = finished(starter_model.bring(shelf, weights))
    assert not starter_model.is_due(shelf, weights)
    assert model.manifest.name == starter_model.NAME
    assert model.manifest.parity.passed
    assert model.onnx("int4") is not None
    assert not shelf.writes()
    active = shelf.active()
    assert active is not None
    assert active.id == model.id
    view = shelf_view(shelf)
    assert (view.active, view.on_request, view.items[0].built_in) == ("", model.id, True)
    with pytest.raises(ConflictError) as error:
        shelf.remove(model.id)
    assert error.value.code == "shelf.built-in"


def test_one_that_measured_better_writes_by_itself(shelf: Shelf, weights: Path) -> None:
    card = weights / "replydesk.json"
    card.write_text(json.dumps(json.loads(card.read_text()) | {"writes_by_default": True}))
    model = finished(starter_model.bring(shelf, weights))
    assert shelf.writes()
    assert shelf_view(shelf).active == model.id


def test_a_person_decides_and_may_go_back(
    shelf: Shelf, weights: Path, converted: InstalledModel
) -> None:
    model = finished(starter_model.bring(shelf, weights))
    other = copied(converted, shelf, name="chosen")
    shelf.use(other.id)
    assert shelf.writes()
    assert shelf.rollback().id == model.id
    assert not shelf.writes(), "nobody chose it before, so going back leaves it on request"
    shelf.use(model.id)
    assert shelf.writes()
    assert Shelf(shelf.root).writes()
    shelf.use(other.id)
    shelf.rollback()
    assert shelf.writes(), "a person had chosen it"


def test_where_the_chosen_one_is_removed_it_is_there_again(
    shelf: Shelf, weights: Path, converted: InstalledModel
) -> None:
    model = finished(starter_model.bring(shelf, weights))
    shelf.use(copied(converted, shelf, name="chosen").id)
    shelf.remove("chosen")
    assert shelf.choice() == Choice(model.id, by_hand=False)


def test_a_newer_edition_takes_the_place_of_the_older(
    shelf: Shelf, weights: Path, tmp_path: Path
) -> None:
    old = finished(starter_model.bring(shelf, weights))
    shelf.use(old.id)
    newer = tiny_models.build(tmp_path / "newer", own=True, seed=5)
    assert starter_model.is_due(shelf, newer)
    new = finished(starter_model.bring(shelf, newer))
    assert [model.id for model in shelf.listed()] == [new.id]
    assert shelf.choice() == Choice(new.id)
    assert not old.folder.exists()


def test_nobodys_own_model_is_taken_for_it(shelf: Shelf, weights: Path, tmp_path: Path) -> None:
    source = tiny_models.build(tmp_path / starter_model.NAME, own=True, seed=9)
    own = brought(shelf, source)
    assert own.manifest.name == starter_model.NAME
    finished(starter_model.bring(shelf, weights))
    assert own.id in {model.id for model in shelf.listed()}
    shelf.remove(own.id)


def test_it_stands_beside_the_home_and_is_not_brought_twice(
    shelf: Shelf, weights: Path, tmp_path: Path
) -> None:
    place = Shelf(tmp_path / "program")
    model = finished(starter_model.bring(place, weights))
    both = Shelf(shelf.root, built_in=place.root)
    assert not starter_model.is_due(both, weights)
    assert both.choice() == Choice(model.id, by_hand=False)
    assert not (place.root / "active.json").exists()


def test_one_that_is_given_on_is_nobodys_starter(
    shelf: Shelf, weights: Path, tmp_path: Path
) -> None:
    model = finished(starter_model.bring(Shelf(tmp_path / "elsewhere"), weights))
    taken = brought(shelf, model.folder)
    assert not taken.manifest.shipped
    assert shelf.active() is None


def test_a_broken_off_beginning_leaves_nothing(shelf: Shelf, weights: Path) -> None:
    steps: Adding = starter_model.bring(shelf, weights)
    next(steps)
    steps.close()
    assert list(shelf.root.iterdir()) == []
    assert starter_model.is_due(shelf, weights)
