"""Folders of third-party models: why they may be refused, and which files are copied."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.models.errors import ModelRefusedError
from assistant.models.untrusted_folder import Wanted, copy, examine
from tests import tiny_models


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_models.build(tmp_path / "model")


def refused(folder: Path) -> str:
    with pytest.raises(ModelRefusedError) as error:
        examine(folder)
    assert error.value.remedy
    return error.value.code


def test_only_what_belongs_to_a_model_is_wanted(folder: Path) -> None:
    (folder / "diary.txt").write_text("private")
    (folder / ".hidden").write_text("private")
    (folder / "original").mkdir()
    (folder / "original" / "consolidated.pth").write_bytes(b"\x80\x04.")
    assert [file.name for file in examine(folder)] == [
        "LICENSE", "README.md", "config.json", "generation_config.json", "model.safetensors",
        "tokenizer.json", "tokenizer_config.json",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["pytorch_model.bin", "model.pt", "consolidated.00.pth", "x.PKL", "training_args.bin"]
)
def test_a_pickle_is_refused_even_beside_safetensors(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"\x80\x04cos\nsystem\n(S'touch /tmp/owned'\ntR.")
    assert refused(folder) == "shelf.pickle"


@pytest.mark.parametrize("name", ["modeling_evil.py", "kernel.so", "setup.sh", "x.dll"])
def test_program_code_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_text("import os")
    assert refused(folder) == "shelf.remote-code"


@pytest.mark.skipif(os.name != "posix", reason="needs links and pipes")
def test_links_and_pipes_are_refused(folder: Path) -> None:
    link = folder / "README.md"
    link.unlink()
    link.symlink_to("/etc/passwd")
    assert refused(folder) == "shelf.link"
    link.unlink()
    os.mkfifo(folder / "chat_template.jinja")
    assert refused(folder) == "shelf.link"


def test_no_folder_is_told_as_one(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere") == "shelf.folder"


def test_a_huge_configuration_is_refused(folder: Path) -> None:
    with (folder / "config.json").open("r+b") as file:
        file.truncate(65 << 20)
    assert refused(folder) == "shelf.too-large"


@pytest.mark.skipif(os.name != "posix", reason="needs links and pipes")
def test_a_file_exchanged_for_a_link_or_pipe_meanwhile_is_not_followed(
    folder: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("private")
    wanted = next(file for file in examine(folder) if file.name == "config.json")
    wanted.path.unlink()
    wanted.path.symlink_to(secret)
    with pytest.raises(ModelRefusedError):
        list(copy(wanted, tmp_path / "copy"))
    wanted.path.unlink()
    os.mkfifo(wanted.path)
    with pytest.raises(ModelRefusedError):
        list(copy(wanted, tmp_path / "copy"))
    assert not (tmp_path / "copy").exists()


def test_a_copy_has_every_byte_and_never_overwrites(tmp_path: Path) -> None:
    source = tmp_path / "model.safetensors"
    source.write_bytes(os.urandom((8 << 20) + 17))
    wanted = Wanted(source, source.name, source.stat().st_size)
    assert sum(copy(wanted, tmp_path / "copy")) == wanted.size
    assert (tmp_path / "copy").read_bytes() == source.read_bytes()
    with pytest.raises(Exception, match=r"\[home.unwritable\]"):
        list(copy(wanted, tmp_path / "copy"))
