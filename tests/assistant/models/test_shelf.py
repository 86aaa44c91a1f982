"""The shelf: its models, the one in use, and damaged files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.errors import ConflictError, NotFoundError
from assistant.models import manifest as manifests
from assistant.models.errors import ModelFilesDamagedError, ModelUnusableError
from assistant.models.manifest import is_plain_path
from assistant.models.shelf import Choice, InstalledModel, Shelf
from tests.assistant.models.bringing import copied, left_over

PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture
def two(shelf: Shelf, converted: InstalledModel) -> Shelf:
    """A shelf with the models `one` and `two`."""
    for name in ("one", "two"):
        copied(converted, shelf, name=name)
    return shelf


def test_nothing_writes_before_it_is_asked_to(two: Shelf) -> None:
    assert [model.id for model in two.listed()] == ["one", "two"]
    assert two.active() is None
    assert two.choice() == Choice()


def test_use_and_rollback_and_back_again(two: Shelf) -> None:
    told: list[str] = []
    two.follow(lambda: told.append(two.choice().active))
    two.use("one")
    two.use("two")
    two.use("two")
    assert two.choice() == Choice("two", "one")
    assert two.rollback().id == "one"
    assert two.rollback().id == "two"
    assert told == ["one", "two", "one", "two"]
    again = Shelf(two.root)
    active = again.active()
    assert active is not None
    assert active.id == "two"


def test_followers_hear_of_a_change_when_it_is_whole(two: Shelf) -> None:
    told: list[str] = []
    two.follow(lambda: told.append(two.choice().active))
    with two.held():
        two.use("one")
        two.use("two")
        assert told == []
    assert told == ["two"]
    with two.held():
        pass
    assert told == ["two"]


def test_there_is_no_way_back_to_nothing(two: Shelf) -> None:
    with pytest.raises(ConflictError) as error:
        two.rollback()
    assert error.value.code == "shelf.no-previous"
    two.use("one")
    with pytest.raises(ConflictError):
        two.rollback()


def test_unknown_models_are_not_found(two: Shelf) -> None:
    for verb in (two.get, two.use, two.verify, two.remove):
        for name in ("three", "../one", "", ".", "one/../two", "active.json"):
            with pytest.raises(NotFoundError):
                verb(name)
    assert len(two.listed()) == 2


def test_removing_forgets_the_choice(two: Shelf) -> None:
    two.use("one")
    two.use("two")
    two.remove("one")
    assert two.choice() == Choice("two", "")
    two.remove("two")
    assert two.choice() == Choice()
    assert two.listed() == []
    assert left_over(two) == []


def test_a_model_that_failed_the_gate_does_not_write(
    shelf: Shelf, converted: InstalledModel
) -> None:
    model = copied(converted, shelf)
    parity = model.manifest.parity.model_copy(update={"passed": False})
    model.manifest.model_copy(update={"parity": parity}).write(model.folder)
    with pytest.raises(ModelUnusableError) as error:
        shelf.use(model.id)
    assert error.value.code == "shelf.parity"
    assert shelf.active() is None
    assert shelf.get(model.id).problems() == ["shelf.parity"]


def files_of(model: InstalledModel) -> list[Path]:
    return [model.folder / name for name in model.manifest.files]


def test_a_flipped_bit_in_any_file_is_found(two: Shelf) -> None:
    model = two.get("one")
    for path in files_of(model):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        with pytest.raises(ModelFilesDamagedError, match=path.name) as error:
            two.use("one")
        assert error.value.code == "shelf.files-damaged"
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    assert two.active() is None
    two.use("one")


def test_a_missing_or_shortened_file_is_seen_without_reading(two: Shelf) -> None:
    model = two.get("one")
    path = model.folder / "onnx-int4" / "model.onnx"
    content = path.read_bytes()
    path.write_bytes(content[:-1])
    assert model.problems() == ["shelf.files-damaged"]
    path.unlink()
    assert model.problems() == ["shelf.files-damaged"]
    with pytest.raises(ModelFilesDamagedError):
        two.verify("one")


def test_only_the_parts_that_are_loaded_need_be_read(two: Shelf) -> None:
    model = two.get("one")
    path = model.folder / "onnx-fp32" / "model.onnx"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    model.verify("source", "onnx-int4")
    with pytest.raises(ModelFilesDamagedError):
        model.verify("onnx-fp32")


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_a_link_in_place_of_a_file_is_damage(two: Shelf, tmp_path: Path) -> None:
    path = two.get("one").folder / "onnx-int4" / "model.onnx"
    path.rename(tmp_path / "moved")
    path.symlink_to(tmp_path / "moved")
    with pytest.raises(ModelFilesDamagedError):
        two.verify("one")


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"kind": "dialogue-model"}', "\x00" * 100, '{"format": 99}']
)
def test_a_manifest_that_cannot_be_read_is_told_and_can_be_removed(
    two: Shelf, content: str
) -> None:
    two.use("one")
    (two.root / "one" / manifests.FILE_NAME).write_text(content)
    assert [model.id for model in two.listed()] == ["two"]
    assert two.damaged() == {"one": "shelf.files-damaged"}
    assert two.active() is None
    two.remove("one")
    assert two.damaged() == {}
    assert two.choice() == Choice()


def test_a_newer_manifest_is_refused_as_such(two: Shelf) -> None:
    path = two.root / "one" / manifests.FILE_NAME
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 2}))
    assert two.damaged() == {"one": "shelf.newer"}


def test_a_folder_under_another_name_is_not_its_model(two: Shelf) -> None:
    (two.root / "one").rename(two.root / "three")
    assert [model.id for model in two.listed()] == ["two"]
    assert two.damaged() == {"three": "shelf.files-damaged"}


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("source/config.json", True), ("a", True), ("../a", False), ("a/../b", False),
        ("/etc/passwd", False), ("", False), ("a//b", False), ("./a", False), ("a/", False),
        ("C:\\a", False), ("a\\b", False), ("a\0", False), ("..", False), ("nul:", False),
    ],
)  # fmt: skip
def test_paths_of_a_manifest_stay_inside(name: str, plain: bool) -> None:
    assert is_plain_path(name) is plain


def test_a_manifest_with_a_path_that_leads_out_is_refused(two: Shelf) -> None:
    path = two.root / "one" / manifests.FILE_NAME
    told = json.loads(path.read_text())
    told["files"]["../../secret"] = {"sha256": "0" * 64, "size": 1}
    path.write_text(json.dumps(told))
    assert two.damaged() == {"one": "shelf.files-damaged"}


def test_embedding_models_beside_it_are_nobodys_business(two: Shelf) -> None:
    other = two.root / "all-MiniLM-L6-v2"
    other.mkdir()
    (other / manifests.FILE_NAME).write_text("{}")
    two.clean()
    assert two.damaged() == {}
    with pytest.raises(NotFoundError):
        two.remove(other.name)
    assert other.is_dir()


def test_a_choice_that_cannot_be_read_is_none(two: Shelf) -> None:
    two.use("one")
    for content in ("", "{", "[]", '{"active": "one"}', '{"active": "gone", "previous": ""}'):
        (two.root / "active.json").write_text(content)
        assert two.active() is None
    two.use("two")
    active = two.active()
    assert active is not None
    assert active.id == "two"


def test_what_came_with_the_program_writes_on_request_until_somebody_chooses(
    two: Shelf, tmp_path: Path
) -> None:
    home = Shelf(tmp_path / "home", built_in=two.root)
    assert home.choice() == Choice("one", by_hand=False)
    assert not home.writes()
    copied(two.get("two"), home, name="three")
    home.use("three")
    assert home.choice() == Choice("three", "one", previous_by_hand=False)
    assert home.writes()
    assert home.rollback().id == "one"
    assert not home.writes()
    for name in ("one", "two"):
        with pytest.raises(ConflictError) as error:
            home.remove(name)
        assert error.value.code == "shelf.built-in"
    home.use("three")
    home.remove("three")
    assert home.choice() == Choice("one", by_hand=False)
    home.use("one")
    copied(two.get("two"), home, name="three")
    home.use("three")
    home.remove("three")
    # after the chosen model is removed, the earlier choice is not used without being asked for
    assert home.choice() == Choice("", "one")
    assert home.active() is None
    home.clean()
    assert [model.id for model in home.listed()] == ["one", "two"]


def test_a_damaged_model_of_the_program_does_not_write_unasked(two: Shelf, tmp_path: Path) -> None:
    home = Shelf(tmp_path / "home", built_in=two.root)
    (two.root / "one" / "onnx-int4" / "model.onnx").unlink()
    assert home.choice() == Choice("two", by_hand=False)


def test_the_same_model_is_not_installed_twice(two: Shelf, converted: InstalledModel) -> None:
    with pytest.raises(ConflictError) as error:
        copied(converted, two, name="one")
    assert error.value.code == "shelf.present"


def test_staging_of_an_ended_process_is_removed(two: Shelf) -> None:
    left = two.staging()
    (left / "source").mkdir()
    (left / "source" / "model.safetensors").write_bytes(bytes(1000))
    (two.root / ".removed-abc").mkdir()
    two.clean()
    assert left_over(two) == []
    assert len(two.listed()) == 2


def test_an_unfinished_staging_folder_is_not_installed(shelf: Shelf) -> None:
    staged = shelf.staging()
    (staged / "source").mkdir()
    with pytest.raises(ModelFilesDamagedError) as error:
        shelf.install(staged)
    assert error.value.code == "shelf.unfinished"
    assert shelf.listed() == []


CHANGING = """
import sys
from pathlib import Path
from assistant.models.shelf import Shelf
shelf = Shelf(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    shelf.use("one")
    shelf.use("two")
    shelf.rollback()
"""


def kill_while_changing(two: Shelf, after: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", CHANGING, str(two.root)], cwd=PROJECT, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(after)
    process.kill()
    process.communicate()


def test_a_kill_during_activation_leaves_one_or_the_other(two: Shelf) -> None:
    two.use("one")
    for number in range(5):
        kill_while_changing(two, 0.02 + 0.013 * number)
        again = Shelf(two.root)
        again.clean()
        assert {again.choice().active, again.choice().previous} <= {"one", "two", ""}
        active = again.active()
        assert active is not None
        active.verify()
        again.use("one" if active.id == "two" else "two")
